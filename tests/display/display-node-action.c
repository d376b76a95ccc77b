/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-node.h"

#include "display-clipboard.h"
#include "display-node-call.h"
#include "display-window.h"

#define ACTION "org.a11y.atspi.Action"
#define COMPONENT "org.a11y.atspi.Component"
#define EDITABLE_TEXT "org.a11y.atspi.EditableText"

#define COORDS_WINDOW 1

/* The whole tree of the program, and the place of a node in it. */
static DisplayTree *
read_around (DisplayNode  *self,
             DisplayTree **here)
{
  DisplayApp *app = display_node_get_app (self);
  DisplayNode *top = display_app_get_root (app);
  DisplayTree *root = display_tree_read (app, display_node_get_path (top), FALSE);

  *here = display_tree_lookup (root, display_node_get_path (self));

  return root;
}

static DisplayTree *
peek_toplevel (DisplayTree *here)
{
  while (here->parent != NULL && here->parent->parent != NULL)
    here = here->parent;

  return here;
}

static DisplayWindow *
find_window (DisplayNode *self,
             DisplayTree *here)
{
  DisplayApp *app = display_node_get_app (self);
  DisplayWindow *window = display_window_find (app, peek_toplevel (here)->name);

  return window != NULL ? window : display_window_find (app, NULL);
}

static gboolean
holds (const DisplayRect *rect,
       int                x,
       int                y)
{
  return x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height;
}

/* What is scrolled away lies outside of what scrolls. */
static gboolean
is_scrolled_away (DisplayTree *tree,
                  int          x,
                  int          y)
{
  for (DisplayTree *around = tree->parent; around != NULL; around = around->parent)
    if (around->role == DISPLAY_ROLE_SCROLL_PANE && !holds (&around->rect, x, y))
      return TRUE;

  return FALSE;
}

/**
 * display_node_pick:
 * @app: a program
 * @toplevel: one of its windows
 * @x: from the left of the window
 * @y: from its top
 *
 * Asks what the pointer would hit.
 *
 * Returns: (transfer full) (nullable): an object on the bus, or %NULL where GTK does not say, as
 *   over an icon not yet asked about. Newer ones than 4.8 also name what is not shown: the text
 *   inside an entry, a hidden overlay, a row that is scrolled away
 */
char *
display_node_pick (DisplayApp  *app,
                   DisplayTree *toplevel,
                   int          x,
                   int          y)
{
  g_autoptr(DisplayNode) node = display_node_new (app, toplevel->path);
  g_autoptr(GVariant) reply = display_node_call (node, COMPONENT, "GetAccessibleAtPoint",
                                                 g_variant_new ("(iiu)", x, y, COORDS_WINDOW),
                                                 "((so))");
  DisplayTree *picked = NULL;
  char *path = NULL;

  if (reply != NULL)
    g_variant_get (reply, "((so))", NULL, &path);
  if (path != NULL)
    picked = display_tree_lookup (toplevel, path);
  if (picked == NULL || is_scrolled_away (picked, x, y))
    g_clear_pointer (&path, g_free);

  return path;
}

static gboolean
is_hit (DisplayNode *self,
        DisplayTree *here)
{
  int x = here->rect.x + here->rect.width / 2;
  int y = here->rect.y + here->rect.height / 2;
  gboolean is_sensitive = display_tree_has_state (here, DISPLAY_STATE_SENSITIVE);
  g_autofree char *path = NULL;

  if (is_scrolled_away (here, x, y) || !holds (&peek_toplevel (here)->rect, x, y))
    return FALSE;

  path = display_node_pick (display_node_get_app (self), peek_toplevel (here), x, y);
  if (path == NULL || display_tree_lookup (here, path) != NULL)
    return TRUE;

  /* The pointer goes through an insensitive widget to what is around it. */
  for (DisplayTree *around = here->parent; !is_sensitive && around != NULL; around = around->parent)
    if (g_str_equal (around->path, path))
      return TRUE;

  return FALSE;
}

/* The popover around a node, which is a window of its own: its place on the screen. */
static DisplayTree *
find_popover (DisplayTree   *here,
              DisplayWindow *window,
              DisplayRect   *place)
{
  DisplayTree *toplevel = peek_toplevel (here);

  for (; here != toplevel; here = here->parent)
    if (display_window_get_popup (window, here->rect.width, here->rect.height, place))
      return here;

  return NULL;
}

/**
 * display_node_is_in_reach:
 * @self: a node
 *
 * Tells whether the pointer would hit @self in its middle: it is neither hidden, nor covered, nor
 * scrolled away. Not for what is inside a popover.
 *
 * Returns: %TRUE when it would
 */
gboolean
display_node_is_in_reach (DisplayNode *self)
{
  DisplayTree *here;
  g_autoptr(DisplayTree) root = read_around (self, &here);

  return here != NULL && display_tree_is_sized (here) && is_hit (self, here);
}

/**
 * display_node_try_activate:
 * @self: a button, a menu item, an entry
 *
 * Does the one action of @self through AT-SPI: a button's, a menu item's click, an entry's Enter.
 * GTK takes 250 ms from here to the `clicked` of a button.
 *
 * Returns: %FALSE when @self has no action, or is insensitive
 */
gboolean
display_node_try_activate (DisplayNode *self)
{
  g_autoptr(GVariant) reply = display_node_call (self, ACTION, "DoAction", g_variant_new ("(i)", 0),
                                                 "(b)");
  gboolean done = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &done);

  return done;
}

/**
 * display_node_activate:
 * @self: a button, a menu item, an entry
 *
 * Does the one action of @self as [func@node_try_activate], and fails when that cannot be done.
 * Check boxes and rows have none: click them.
 */
void
display_node_activate (DisplayNode *self)
{
  g_autofree char *name = NULL;

  if (display_node_try_activate (self))
    return;

  name = display_node_dup_name (self);
  display_app_fail (display_node_get_app (self), "\"%s\" cannot be activated", name);
}

static void
paste_over (DisplayNode *self,
            const char  *text)
{
  DisplayApp *app = display_node_get_app (self);
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (display_app_get_session (app));
  g_autoptr(DisplayWindow) window = NULL;

  display_clipboard_set_text (clipboard, text);
  display_node_click (self);
  window = display_window_wait (app, NULL);
  display_window_press (window, "Control+a");
  display_window_press (window, "Control+v");
  display_node_wait_text (self, text);
}

/**
 * display_node_set_text:
 * @self: an entry
 * @text: any text
 *
 * Puts @text in the place of what is in @self: through AT-SPI, or by the clipboard where that
 * cannot be done.
 */
void
display_node_set_text (DisplayNode *self,
                       const char  *text)
{
  g_autoptr(GVariant) reply = display_node_call (self, EDITABLE_TEXT, "SetTextContents",
                                                 g_variant_new ("(s)", text), "(b)");
  gboolean done = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &done);
  if (!done)
    paste_over (self, text);
}

static gboolean
is_in_reach (gpointer data)
{
  return display_node_is_in_reach (data);
}

/**
 * display_node_click:
 * @self: a node
 *
 * Clicks into the middle of @self with the pointer: see [func@node_click_button].
 */
void
display_node_click (DisplayNode *self)
{
  display_node_click_button (self, 1, 1);
}

/**
 * display_node_click_button:
 * @self: a node
 * @button: 1 left, 2 middle, 3 right
 * @n_times: 2 for a double click
 *
 * Clicks into the middle of @self with the pointer, in a popover, too. Waits until the pointer
 * would hit it, and fails when that does not come.
 */
void
display_node_click_button (DisplayNode *self,
                           guint        button,
                           guint        n_times)
{
  DisplayTree *here;
  g_autoptr(DisplayTree) root = read_around (self, &here);
  g_autoptr(DisplayWindow) window = here != NULL ? find_window (self, here) : NULL;
  DisplayTree *popover;
  DisplayRect place, frame, rect;

  if (window == NULL)
    display_app_fail (display_node_get_app (self), "a node that is not shown cannot be clicked");

  popover = find_popover (here, window, &place);
  if (popover == NULL && !display_wait (is_in_reach, self))
    display_app_fail (display_node_get_app (self),
                      "\"%s\" is covered or scrolled away and cannot be clicked", here->name);

  if (!display_node_get_rect (self, &rect) || !display_window_get_rect (window, &frame))
    display_app_fail (display_node_get_app (self), "\"%s\" is gone", here->name);

  if (popover != NULL)
    {
      rect.x += place.x - frame.x - popover->rect.x;
      rect.y += place.y - frame.y - popover->rect.y;
    }

  display_window_click (window, rect.x + rect.width / 2, rect.y + rect.height / 2, button, n_times);
}

static DisplayTree *
peek_pane (DisplayTree *here)
{
  while (here != NULL && here->role != DISPLAY_ROLE_SCROLL_PANE)
    here = here->parent;

  return here;
}

static gboolean
is_scrolled_to (gpointer data)
{
  DisplayNode *self = data;
  DisplayTree *here;
  g_autoptr(DisplayTree) root = read_around (self, &here);
  g_autoptr(DisplayWindow) window = here != NULL ? find_window (self, here) : NULL;
  DisplayTree *pane = peek_pane (here);
  int middle, centre;

  if (window == NULL || pane == NULL)
    return FALSE;

  if (is_hit (self, here))
    return TRUE;

  middle = here->rect.y + here->rect.height / 2;
  centre = pane->rect.y + pane->rect.height / 2;
  display_window_scroll (window, pane->rect.x + pane->rect.width / 2, centre,
                         middle < centre ? -1 : 1);

  return FALSE;
}

/**
 * display_node_scroll_to:
 * @self: a node in something that scrolls
 *
 * Turns the wheel until [func@node_is_in_reach].
 */
void
display_node_scroll_to (DisplayNode *self)
{
  if (!display_wait (is_scrolled_to, self))
    display_app_fail (display_node_get_app (self), "a node cannot be scrolled to");
}
