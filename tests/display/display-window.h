/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-app.h"
#include "display-tree.h"

G_BEGIN_DECLS

/**
 * DisplayWindow:
 *
 * A top level window of a program as the X server knows it: its place, the pointer and the
 * keyboard. Lengths are in the program's pixels, and begin at the corner of what is seen: the
 * shadow around the window does not count. A node's place in its window (see
 * [func@node_get_rect]) is a place here.
 */
typedef struct _DisplayWindow DisplayWindow;

DisplayWindow *display_window_wait      (DisplayApp    *app,
                                         const char    *title);
DisplayWindow *display_window_find      (DisplayApp    *app,
                                         const char    *title);
void           display_window_wait_gone (DisplayApp    *app,
                                         const char    *title);
void           display_window_free      (DisplayWindow *self);
DisplayApp    *display_window_get_app   (DisplayWindow *self);
char          *display_window_dup_title (DisplayWindow *self);
gboolean       display_window_get_rect  (DisplayWindow *self,
                                         DisplayRect   *rect);
gboolean       display_window_get_popup (DisplayWindow *self,
                                         int            width,
                                         int            height,
                                         DisplayRect   *rect);
void           display_window_resize    (DisplayWindow *self,
                                         int            width,
                                         int            height);
void           display_window_activate  (DisplayWindow *self);
gboolean       display_window_is_active (DisplayWindow *self);
void           display_window_press     (DisplayWindow *self,
                                         const char    *keys);
void           display_window_type      (DisplayWindow *self,
                                         const char    *text);
void           display_window_point     (DisplayWindow *self,
                                         int            x,
                                         int            y);
void           display_window_click     (DisplayWindow *self,
                                         int            x,
                                         int            y,
                                         guint          button,
                                         guint          n_times);
void           display_window_scroll    (DisplayWindow *self,
                                         int            x,
                                         int            y,
                                         int            n_steps);
void           display_window_close     (DisplayWindow *self);
void           display_window_close_all (DisplayApp    *app);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplayWindow, display_window_free)

G_END_DECLS
