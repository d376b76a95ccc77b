/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-window.h"

#include "display-node.h"
#include "display-words.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

/* The part of an X resource's number that is not its client's. */
#define RESOURCE_MASK 0x1fffff

struct _DisplayWindow
{
  DisplayApp *app;
  Display *x;
  Window xid;
};

typedef struct
{
  DisplayApp *app;
  const char *title;
  DisplayWindow *found;
} Search;

typedef struct
{
  DisplayWindow *window;
  int width;
  int height;
} Size;

static gulong *
read_longs (Display    *x,
            Window      xid,
            const char *name,
            Atom        type,
            gulong     *n_items)
{
  Atom actual;
  int format;
  gulong after;
  unsigned char *value = NULL;

  *n_items = 0;
  XGetWindowProperty (x, xid, XInternAtom (x, name, False), 0, 1024, False, type, &actual, &format,
                      n_items, &after, &value);
  if (value != NULL && (actual != type || format != 32 || *n_items == 0))
    {
      g_clear_pointer (&value, XFree);
      *n_items = 0;
    }

  return (gulong *) value;
}

static char *
read_title (Display *x,
            Window   xid)
{
  Atom actual;
  int format;
  gulong n_items, after;
  unsigned char *value = NULL;
  char *title;

  XGetWindowProperty (x, xid, XInternAtom (x, "_NET_WM_NAME", False), 0, 1024, False,
                      XInternAtom (x, "UTF8_STRING", False), &actual, &format, &n_items, &after,
                      &value);
  title = g_strdup (value != NULL ? (const char *) value : "");
  g_clear_pointer (&value, XFree);

  return title;
}

static gboolean
is_of_process (Display *x,
               Window   xid,
               pid_t    pid)
{
  gulong n_items;
  gulong *value = read_longs (x, xid, "_NET_WM_PID", XA_CARDINAL, &n_items);
  gboolean is_ours = n_items == 1 && value[0] == (gulong) pid;

  g_clear_pointer (&value, XFree);

  return is_ours;
}

static gboolean
is_mapped (Display *x,
           Window   xid)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (x, xid, &attributes) && attributes.map_state == IsViewable;
}

/* The windows the window manager manages, oldest first. */
static GArray *
list_windows (DisplayApp *app)
{
  Display *x = display_session_get_x (display_app_get_session (app));
  GArray *xids = g_array_new (FALSE, FALSE, sizeof (Window));
  gulong n_items;
  gulong *value = read_longs (x, DefaultRootWindow (x), "_NET_CLIENT_LIST", XA_WINDOW, &n_items);

  for (gulong i = 0; i < n_items; i++)
    if (is_of_process (x, value[i], display_app_get_pid (app)) && is_mapped (x, value[i]))
      g_array_append_val (xids, value[i]);
  g_clear_pointer (&value, XFree);

  return xids;
}

static DisplayWindow *
window_new (DisplayApp *app,
            Window      xid)
{
  DisplayWindow *self = g_new0 (DisplayWindow, 1);

  self->app = app;
  self->x = display_session_get_x (display_app_get_session (app));
  self->xid = xid;

  return self;
}

/**
 * display_window_find:
 * @app: a program
 * @title: (nullable): a pattern of the title; %NULL for the newest window
 *
 * Finds a window that is shown.
 *
 * Returns: (transfer full) (nullable): the newest that fits, or %NULL
 */
DisplayWindow *
display_window_find (DisplayApp *app,
                     const char *title)
{
  g_autoptr(GArray) xids = list_windows (app);

  for (guint i = xids->len; i > 0; i--)
    {
      g_autoptr(DisplayWindow) window = window_new (app, g_array_index (xids, Window, i - 1));
      g_autofree char *found = display_window_dup_title (window);

      if (title == NULL || display_words_match (title, found))
        return g_steal_pointer (&window);
    }

  return NULL;
}

static gboolean
is_found (gpointer data)
{
  Search *search = data;

  search->found = display_window_find (search->app, search->title);

  return search->found != NULL || !display_app_is_running (search->app);
}

/**
 * display_window_wait:
 * @app: a program
 * @title: (nullable): a pattern of the title; %NULL for any
 *
 * Waits until a window is shown, and gives it the keyboard.
 *
 * Returns: (transfer full): the window
 */
DisplayWindow *
display_window_wait (DisplayApp *app,
                     const char *title)
{
  Search search = { app, title, NULL };

  if (!display_wait (is_found, &search) || search.found == NULL)
    display_app_fail (app, "no window \"%s\" was shown", title != NULL ? title : "*");

  display_window_activate (search.found);

  return search.found;
}

static gboolean
is_gone (gpointer data)
{
  Search *search = data;
  g_autoptr(DisplayWindow) window = display_window_find (search->app, search->title);

  return window == NULL;
}

/**
 * display_window_wait_gone:
 * @app: a program
 * @title: (nullable): a pattern of the title; %NULL for any
 *
 * Waits until no such window is shown.
 */
void
display_window_wait_gone (DisplayApp *app,
                          const char *title)
{
  Search search = { app, title, NULL };

  if (!display_wait (is_gone, &search))
    display_app_fail (app, "the window \"%s\" is still shown", title != NULL ? title : "*");
}

/**
 * display_window_free:
 * @self: (transfer full): a window
 *
 * Forgets @self; the window stays.
 */
void
display_window_free (DisplayWindow *self)
{
  g_free (self);
}

/**
 * display_window_get_app:
 * @self: a window
 *
 * Gets whose window @self is.
 *
 * Returns: (transfer none): the program
 */
DisplayApp *
display_window_get_app (DisplayWindow *self)
{
  return self->app;
}

/**
 * display_window_dup_title:
 * @self: a window
 *
 * Gets the title of @self as it is now.
 *
 * Returns: (transfer full): the title
 */
char *
display_window_dup_title (DisplayWindow *self)
{
  return read_title (self->x, self->xid);
}

/* Left, right, top, bottom in pixels of the screen, as GTK tells the window manager. */
static void
read_shadow (DisplayWindow *self,
             int            shadow[4])
{
  gulong n_items;
  gulong *value = read_longs (self->x, self->xid, "_GTK_FRAME_EXTENTS", XA_CARDINAL, &n_items);

  for (gulong i = 0; i < 4; i++)
    shadow[i] = n_items == 4 ? (int) value[i] : 0;
  g_clear_pointer (&value, XFree);
}

static gboolean
read_place (DisplayWindow *self,
            Window         xid,
            DisplayRect   *rect)
{
  XWindowAttributes attributes;
  Window child;

  if (!XGetWindowAttributes (self->x, xid, &attributes) || attributes.map_state != IsViewable ||
      !XTranslateCoordinates (self->x, xid, attributes.root, 0, 0, &rect->x, &rect->y, &child))
    return FALSE;

  rect->width = attributes.width;
  rect->height = attributes.height;

  return TRUE;
}

static void
scale_down (DisplayWindow *self,
            DisplayRect   *rect)
{
  int scale = display_app_get_scale (self->app);

  rect->x /= scale;
  rect->y /= scale;
  rect->width /= scale;
  rect->height /= scale;
}

/**
 * display_window_get_rect:
 * @self: a window
 * @rect: (out): where to store its place on the screen, without the shadow
 *
 * Gets where @self is.
 *
 * Returns: %FALSE when it is not shown
 */
gboolean
display_window_get_rect (DisplayWindow *self,
                         DisplayRect   *rect)
{
  int shadow[4];

  if (!read_place (self, self->xid, rect))
    return FALSE;

  read_shadow (self, shadow);
  rect->x += shadow[0];
  rect->y += shadow[2];
  rect->width -= shadow[0] + shadow[1];
  rect->height -= shadow[2] + shadow[3];
  scale_down (self, rect);

  return TRUE;
}

/**
 * display_window_get_popup:
 * @self: a window
 * @width: the width of a popover
 * @height: its height
 * @rect: (out): where to store its place on the screen
 *
 * Finds the X window of a popover by its size: it has neither title nor process, only the same X
 * client as @self.
 *
 * Returns: %FALSE when none of that size is shown
 */
gboolean
display_window_get_popup (DisplayWindow *self,
                          int            width,
                          int            height,
                          DisplayRect   *rect)
{
  Window root, parent;
  Window *children = NULL;
  unsigned int n_children = 0;
  gboolean found = FALSE;

  XQueryTree (self->x, DefaultRootWindow (self->x), &root, &parent, &children, &n_children);
  for (unsigned int i = 0; i < n_children && !found; i++)
    {
      if (children[i] == self->xid ||
          (children[i] & ~RESOURCE_MASK) != (self->xid & ~RESOURCE_MASK) ||
          !read_place (self, children[i], rect))
        continue;

      scale_down (self, rect);
      found = rect->width == width && rect->height == height;
    }
  g_clear_pointer (&children, XFree);

  return found;
}

static gboolean
is_size (const Size        *size,
         const DisplayRect *rect)
{
  return rect->width == size->width && rect->height == size->height;
}

/* The X server first, then the program, which lays out when it draws. */
static gboolean
has_size (gpointer data)
{
  Size *size = data;
  DisplayNode *root = display_app_get_root (size->window->app);
  g_autofree char *title = display_window_dup_title (size->window);
  g_autoptr(DisplayNode) node = NULL;
  DisplayRect rect;

  if (!display_window_get_rect (size->window, &rect) || !is_size (size, &rect))
    return FALSE;

  node = display_node_find (root, DISPLAY_ROLE_ANY, title, NULL);

  return node == NULL || (display_node_get_rect (node, &rect) && is_size (size, &rect));
}

/**
 * display_window_resize:
 * @self: a window
 * @width: the width it shall have, without its shadow
 * @height: the height
 *
 * Makes @self as large as that, and waits until it is. Fails when its contents do not let it.
 */
void
display_window_resize (DisplayWindow *self,
                       int            width,
                       int            height)
{
  Size size = { self, width, height };
  int scale = display_app_get_scale (self->app);
  int shadow[4];
  DisplayRect rect = { 0 };

  read_shadow (self, shadow);
  XMoveResizeWindow (self->x, self->xid, 0, 0, width * scale + shadow[0] + shadow[1],
                     height * scale + shadow[2] + shadow[3]);
  XSync (self->x, False);

  if (!display_wait (has_size, &size))
    {
      display_window_get_rect (self, &rect);
      display_app_fail (self->app, "the window is %dx%d and will not be %dx%d", rect.width,
                        rect.height, width, height);
    }
}

static void
send_to_manager (DisplayWindow *self,
                 const char    *message,
                 long           first,
                 long           second)
{
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.window = self->xid;
  event.xclient.message_type = XInternAtom (self->x, message, False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = first;
  event.xclient.data.l[1] = second;
  XSendEvent (self->x, DefaultRootWindow (self->x), False,
              SubstructureNotifyMask | SubstructureRedirectMask, &event);
  XSync (self->x, False);
}

/**
 * display_window_is_active:
 * @self: a window
 *
 * Tells whether @self has the keyboard.
 *
 * Returns: %TRUE when keys go to it
 */
gboolean
display_window_is_active (DisplayWindow *self)
{
  gulong n_items;
  gulong *value = read_longs (self->x, DefaultRootWindow (self->x), "_NET_ACTIVE_WINDOW", XA_WINDOW,
                              &n_items);
  gboolean is_active = n_items == 1 && value[0] == self->xid;

  g_clear_pointer (&value, XFree);

  return is_active;
}

static gboolean
is_activated (gpointer data)
{
  return display_window_is_active (data);
}

/**
 * display_window_activate:
 * @self: a window
 *
 * Gives @self the keyboard, as a click into a task list does, unless it has it.
 */
void
display_window_activate (DisplayWindow *self)
{
  /* 2: asked by a pager, which no window manager refuses. */
  if (!display_window_is_active (self))
    send_to_manager (self, "_NET_ACTIVE_WINDOW", 2, CurrentTime);

  if (!display_wait (is_activated, self))
    display_app_fail (self->app, "the window does not get the keyboard");
}

/**
 * display_window_close:
 * @self: a window
 *
 * Asks @self to close, as its close button does, and does not wait for it.
 */
void
display_window_close (DisplayWindow *self)
{
  send_to_manager (self, "_NET_CLOSE_WINDOW", CurrentTime, 2);
}

/**
 * display_window_close_all:
 * @app: a program
 *
 * Asks every window of @app to close, the newest first, and does not wait for it.
 */
void
display_window_close_all (DisplayApp *app)
{
  g_autoptr(GArray) xids = list_windows (app);

  for (guint i = xids->len; i > 0; i--)
    {
      g_autoptr(DisplayWindow) window = window_new (app, g_array_index (xids, Window, i - 1));

      display_window_close (window);
    }
}
