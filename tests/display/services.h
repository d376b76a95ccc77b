/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-session.h"

G_BEGIN_DECLS

/**
 * Services:
 *
 * Two services of a desktop, played on the session bus: who shows notifications
 * (`org.freedesktop.Notifications`) and who sends the machine to sleep
 * (`org.gnome.SessionManager`). They answer in a thread of their own, since a program waits for the
 * second while a test may wait for the program.
 *
 * What they are asked for is kept as lines: "notify TITLE|BODY", "close TITLE", "inhibit FLAGS",
 * "uninhibit".
 */
typedef struct _Services Services;

Services *services_new             (DisplaySession *session);
Services *services_new_with_portal (DisplaySession *session);
void      services_free            (Services       *self);
char     *services_dup_log         (Services       *self);
guint     services_count           (Services       *self,
                                    const char     *pattern);
gboolean  services_is_shown        (Services       *self,
                                    const char     *title);
guint     services_count_inhibitors (Services      *self);
void      services_activate        (Services       *self,
                                    const char     *title);
void      services_set_dark        (Services       *self,
                                    gboolean        dark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Services, services_free)

G_END_DECLS
