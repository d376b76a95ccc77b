/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Marks every process of a desktop in its environment, so that none is left behind. */
#define DISPLAY_DESKTOP_MARK "DISPLAY_SESSION"

/**
 * DisplayDesktop:
 *
 * The processes of a [struct@DisplaySession]: X server, window manager, session and accessibility
 * bus, and a janitor who cleans up even after a test that was killed. Tests use the session.
 */
typedef struct _DisplayDesktop DisplayDesktop;

DisplayDesktop   *display_desktop_new          (void);
char            **display_desktop_start        (DisplayDesktop  *self,
                                                char           **envp,
                                                int              width,
                                                int              height);
void              display_desktop_free         (DisplayDesktop  *self);
const char       *display_desktop_get_folder   (DisplayDesktop  *self);
GDBusConnection  *display_desktop_get_bus      (DisplayDesktop  *self);
GDBusConnection  *display_desktop_get_a11y_bus (DisplayDesktop  *self);
struct _XDisplay *display_desktop_get_x        (DisplayDesktop  *self);

void              display_desktop_write_file   (const char      *folder,
                                                const char      *name,
                                                const char      *text);
void              display_child_setup          (gpointer         parent);

G_END_DECLS
