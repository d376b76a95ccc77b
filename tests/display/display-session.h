/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-wait.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DisplaySession:
 *
 * A desktop of a test's own: an X server without a screen, a window manager, a session bus that
 * starts nobody but the accessibility bus, and a home folder, all of which end with the test,
 * however it ends.
 *
 * One session serves a whole test program; [func@session_reset] between two tests gives the next
 * an empty home and the environment of the start. The driver sits in the default main context and
 * lets it run while it waits, so a server of the test's own may live there.
 *
 * A program started in it (see [struct@DisplayApp]) finds: the empty XDG folders under HOME, a
 * Videos folder, settings in a key file, the light theme without animations, the Cairo renderer,
 * no portal, no proxy, C.UTF-8, warnings fatal. `GSETTINGS_SCHEMA_DIR` and whatever else the
 * test's environment holds is inherited.
 */
typedef struct _DisplaySession DisplaySession;

DisplaySession  *display_session_new          (int                 width,
                                               int                 height);
void             display_session_free         (DisplaySession     *self);
void             display_session_reset        (DisplaySession     *self);
void             display_session_setenv       (DisplaySession     *self,
                                               const char         *name,
                                               const char         *value);
void             display_session_set_language (DisplaySession     *self,
                                               const char         *language);
void             display_session_set_theme    (DisplaySession     *self,
                                               const char         *theme);
void             display_session_set_scale    (DisplaySession     *self,
                                               int                 scale);
void             display_session_set_gtk      (DisplaySession     *self,
                                               const char         *key,
                                               const char         *value);
void             display_session_set_setting  (DisplaySession     *self,
                                               const char         *group,
                                               const char         *key,
                                               GVariant           *value);
GVariant        *display_session_dup_setting  (DisplaySession     *self,
                                               const char         *group,
                                               const char         *key,
                                               const GVariantType *type);
const char      *display_session_get_home     (DisplaySession     *self);
const char      *display_session_get_folder   (DisplaySession     *self);
char           **display_session_get_environ  (DisplaySession     *self);
GDBusConnection *display_session_get_bus      (DisplaySession     *self);
GDBusConnection *display_session_get_a11y_bus (DisplaySession     *self);

/* For the other files of the driver. */
struct _XDisplay *display_session_get_x      (DisplaySession     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplaySession, display_session_free)

G_END_DECLS
