/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-session.h"

#include <sys/types.h>

G_BEGIN_DECLS

typedef struct _DisplayNode DisplayNode;

/**
 * DisplayApp:
 *
 * A program under test, running in a session. Its output goes to files, so it never blocks. One
 * that still runs when it is freed is killed.
 *
 * Whatever fails while it is there, an assertion of the test as well, ends the test with all there
 * is to know: the tree of accessible nodes, what the program wrote to stderr, and a picture of the
 * screen. They are left in files, and it is said where.
 */
typedef struct _DisplayApp DisplayApp;

DisplayApp     *display_app_new         (DisplaySession    *session,
                                         const char *const *argv,
                                         const char *const *environment);
void            display_app_free        (DisplayApp        *self);
DisplaySession *display_app_get_session (DisplayApp        *self);
pid_t           display_app_get_pid     (DisplayApp        *self);
int             display_app_get_scale   (DisplayApp        *self);
const char     *display_app_get_name    (DisplayApp        *self);
DisplayNode    *display_app_get_root    (DisplayApp        *self);
gboolean        display_app_is_running  (DisplayApp        *self);
char           *display_app_dup_output  (DisplayApp        *self);
char           *display_app_dup_errors  (DisplayApp        *self);
char           *display_app_describe    (DisplayApp        *self);
void            display_app_signal      (DisplayApp        *self,
                                         int                signal_number);
int             display_app_wait_exit   (DisplayApp        *self);
void            display_app_finish      (DisplayApp        *self);
void            display_app_quit        (DisplayApp        *self);
void            display_app_fail        (DisplayApp        *self,
                                         const char        *format,
                                         ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplayApp, display_app_free)

G_END_DECLS
