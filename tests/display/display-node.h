/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-app.h"
#include "display-tree.h"

G_BEGIN_DECLS

/**
 * DisplayRole:
 *
 * The roles of AT-SPI by number, for their names are translated. In GTK 4.8 a `GtkEntry` is
 * %DISPLAY_ROLE_TEXT, a box with the role "group" %DISPLAY_ROLE_PANEL, a row of a list
 * %DISPLAY_ROLE_LIST_ITEM, a menu button %DISPLAY_ROLE_PUSH_BUTTON, its popover menu
 * %DISPLAY_ROLE_MENU, a scrolled window %DISPLAY_ROLE_SCROLL_PANE, a window %DISPLAY_ROLE_FRAME.
 */
typedef enum
{
  DISPLAY_ROLE_ANY = -1,
  DISPLAY_ROLE_ALERT = 2,
  DISPLAY_ROLE_CHECK_BOX = 7,
  DISPLAY_ROLE_COMBO_BOX = 11,
  DISPLAY_ROLE_DIALOG = 16,
  DISPLAY_ROLE_FILLER = 20,
  DISPLAY_ROLE_FRAME = 23,
  DISPLAY_ROLE_IMAGE = 27,
  DISPLAY_ROLE_LABEL = 29,
  DISPLAY_ROLE_LIST = 31,
  DISPLAY_ROLE_LIST_ITEM = 32,
  DISPLAY_ROLE_MENU = 33,
  DISPLAY_ROLE_MENU_ITEM = 35,
  DISPLAY_ROLE_PANEL = 39,
  DISPLAY_ROLE_PASSWORD_TEXT = 40,
  DISPLAY_ROLE_PROGRESS_BAR = 42,
  DISPLAY_ROLE_PUSH_BUTTON = 43,
  DISPLAY_ROLE_RADIO_BUTTON = 44,
  DISPLAY_ROLE_SCROLL_BAR = 48,
  DISPLAY_ROLE_SCROLL_PANE = 49,
  DISPLAY_ROLE_SEPARATOR = 50,
  DISPLAY_ROLE_SLIDER = 51,
  DISPLAY_ROLE_SPIN_BUTTON = 52,
  DISPLAY_ROLE_TEXT = 61,
  DISPLAY_ROLE_TOGGLE_BUTTON = 62,
  DISPLAY_ROLE_WINDOW = 69,
  DISPLAY_ROLE_APPLICATION = 75,
  DISPLAY_ROLE_ENTRY = 79,
  DISPLAY_ROLE_LINK = 88,
} DisplayRole;

/**
 * DisplayState:
 *
 * The states of AT-SPI by number. %DISPLAY_STATE_VISIBLE says nothing about what is seen: a page
 * of a stack keeps it. A pulsing progress bar is %DISPLAY_STATE_BUSY.
 */
typedef enum
{
  DISPLAY_STATE_ACTIVE = 1,
  DISPLAY_STATE_BUSY = 3,
  DISPLAY_STATE_CHECKED = 4,
  DISPLAY_STATE_EDITABLE = 7,
  DISPLAY_STATE_ENABLED = 8,
  DISPLAY_STATE_EXPANDED = 10,
  DISPLAY_STATE_FOCUSABLE = 11,
  DISPLAY_STATE_FOCUSED = 12,
  DISPLAY_STATE_MODAL = 16,
  DISPLAY_STATE_PRESSED = 20,
  DISPLAY_STATE_SELECTED = 23,
  DISPLAY_STATE_SENSITIVE = 24,
  DISPLAY_STATE_SHOWING = 25,
  DISPLAY_STATE_VISIBLE = 30,
} DisplayState;

/**
 * DisplayNode:
 *
 * One accessible object of a running program. It is only an address: every function asks the
 * program anew, so a node goes on telling the truth when its widget changes. When its widget is
 * gone, strings are empty and states unset.
 *
 * A name or description to look for is a pattern as of [func@GLib.pattern_match_simple]:
 * "Fetched *" finds "Fetched 12", and a text without `*` finds itself. %NULL finds all. Nodes
 * without size, and what is below them, are not found: they are not shown. A page of a stack that
 * was shown once keeps its size, so a program must set what is hidden invisible, and
 * [func@node_is_in_reach] is the proof that somebody can see it.
 */

DisplayNode *display_node_new             (DisplayApp    *app,
                                           const char    *path);
void         display_node_free            (DisplayNode   *self);
DisplayApp  *display_node_get_app         (DisplayNode   *self);
const char  *display_node_get_path        (DisplayNode   *self);
gboolean     display_node_is_same         (DisplayNode   *self,
                                           DisplayNode   *other);

DisplayNode *display_node_find            (DisplayNode   *self,
                                           DisplayRole    role,
                                           const char    *name,
                                           const char    *description);
GPtrArray   *display_node_find_all        (DisplayNode   *self,
                                           DisplayRole    role,
                                           const char    *name,
                                           const char    *description);
DisplayNode *display_node_find_focused    (DisplayNode   *self);
DisplayNode *display_node_wait            (DisplayNode   *self,
                                           DisplayRole    role,
                                           const char    *name,
                                           const char    *description);
void         display_node_wait_gone       (DisplayNode   *self,
                                           DisplayRole    role,
                                           const char    *name,
                                           const char    *description);
void         display_node_wait_name       (DisplayNode   *self,
                                           const char    *name);
void         display_node_wait_text       (DisplayNode   *self,
                                           const char    *text);
void         display_node_wait_state      (DisplayNode   *self,
                                           DisplayState   state,
                                           gboolean       is_set);
void         display_node_wait_value      (DisplayNode   *self,
                                           double         at_least);

char        *display_node_dup_name        (DisplayNode   *self);
char        *display_node_dup_description (DisplayNode   *self);
gboolean     display_node_has_state       (DisplayNode   *self,
                                           DisplayState   state);
char        *display_node_dup_text        (DisplayNode   *self);
double       display_node_get_value       (DisplayNode   *self);
gboolean     display_node_get_rect        (DisplayNode   *self,
                                           DisplayRect   *rect);
gboolean     display_node_is_in_reach     (DisplayNode   *self);
char        *display_node_dump            (DisplayNode   *self);

gboolean     display_node_try_activate    (DisplayNode   *self);
void         display_node_activate        (DisplayNode   *self);
void         display_node_set_text        (DisplayNode   *self,
                                           const char    *text);
void         display_node_click           (DisplayNode   *self);
void         display_node_click_button    (DisplayNode   *self,
                                           guint          button,
                                           guint          n_times);
void         display_node_scroll_to       (DisplayNode   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplayNode, display_node_free)

G_END_DECLS
