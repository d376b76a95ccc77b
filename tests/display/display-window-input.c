/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-window.h"

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

/* How X numbers the turns of a wheel. */
#define BUTTON_WHEEL_UP 4
#define BUTTON_WHEEL_DOWN 5

static Display *
get_x (DisplayWindow *self)
{
  return display_session_get_x (display_app_get_session (display_window_get_app (self)));
}

static void
send_key (DisplayWindow *self,
          KeySym         key,
          gboolean       is_press)
{
  KeyCode code = XKeysymToKeycode (get_x (self), key);

  if (code == 0)
    g_error ("no key of the keyboard gives %s", XKeysymToString (key));

  XTestFakeKeyEvent (get_x (self), code, is_press, CurrentTime);
}

/* Whether a character stands above another on its key. */
static gboolean
is_shifted (DisplayWindow *self,
            KeySym         key)
{
  Display *x = get_x (self);
  KeyCode code = XKeysymToKeycode (x, key);

  return XkbKeycodeToKeysym (x, code, 0, 0) != key && XkbKeycodeToKeysym (x, code, 0, 1) == key;
}

static void
strike (DisplayWindow *self,
        KeySym         key)
{
  gboolean shifted = is_shifted (self, key);

  if (shifted)
    send_key (self, XK_Shift_L, TRUE);
  send_key (self, key, TRUE);
  send_key (self, key, FALSE);
  if (shifted)
    send_key (self, XK_Shift_L, FALSE);
}

static KeySym
parse_key (const char *name)
{
  static const struct
  {
    const char *name;
    KeySym key;
  } modifiers[] = {
    { "Control", XK_Control_L }, { "Shift", XK_Shift_L }, { "Alt", XK_Alt_L },
    { "Super", XK_Super_L },
  };
  KeySym key;

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_str_equal (name, modifiers[i].name))
      return modifiers[i].key;

  key = XStringToKeysym (name);
  if (key == NoSymbol)
    g_error ("no key is called %s", name);

  return key;
}

/**
 * display_window_press:
 * @self: a window
 * @keys: names of keys as in `X11/keysymdef.h`, with modifiers before: "Return", "Control+comma",
 *   "Control+Shift+s", "Alt+Left", "F10"
 *
 * Presses and releases keys. @self gets the keyboard first.
 */
void
display_window_press (DisplayWindow *self,
                      const char    *keys)
{
  g_auto(GStrv) names = g_strsplit (keys, "+", -1);
  guint last = g_strv_length (names) - 1;

  display_window_activate (self);
  for (guint i = 0; i < last; i++)
    send_key (self, parse_key (names[i]), TRUE);
  strike (self, parse_key (names[last]));
  for (guint i = last; i > 0; i--)
    send_key (self, parse_key (names[i - 1]), FALSE);
  XSync (get_x (self), False);
}

/**
 * display_window_type:
 * @self: a window
 * @text: what to type, in ASCII; for more see [func@node_set_text]
 *
 * Types a text key by key into whatever has the focus. @self gets the keyboard first.
 */
void
display_window_type (DisplayWindow *self,
                     const char    *text)
{
  display_window_activate (self);
  for (const char *letter = text; *letter != '\0'; letter++)
    {
      g_assert_true (g_ascii_isprint (*letter) || *letter == '\n' || *letter == '\t');

      /* The keysym of a Latin-1 character is the character. */
      strike (self, *letter == '\n' ? XK_Return : *letter == '\t' ? XK_Tab : (KeySym) *letter);
    }
  XSync (get_x (self), False);
}

/**
 * display_window_point:
 * @self: a window
 * @x: from the left of @self
 * @y: from its top
 *
 * Moves the pointer to a place in @self.
 */
void
display_window_point (DisplayWindow *self,
                      int            x,
                      int            y)
{
  int scale = display_app_get_scale (display_window_get_app (self));
  DisplayRect rect;

  if (!display_window_get_rect (self, &rect))
    display_app_fail (display_window_get_app (self),
                      "the pointer is to be moved into a window that is not shown");

  XTestFakeMotionEvent (get_x (self), -1, (rect.x + x) * scale, (rect.y + y) * scale, CurrentTime);
  XSync (get_x (self), False);
}

static void
click (DisplayWindow *self,
       guint          button,
       guint          n_times)
{
  for (guint i = 0; i < n_times; i++)
    {
      XTestFakeButtonEvent (get_x (self), button, True, CurrentTime);
      XTestFakeButtonEvent (get_x (self), button, False, CurrentTime);
    }
  XSync (get_x (self), False);
}

/**
 * display_window_click:
 * @self: a window
 * @x: from the left of @self
 * @y: from its top
 * @button: 1 left, 2 middle, 3 right
 * @n_times: 2 for a double click
 *
 * Clicks at a place in @self.
 */
void
display_window_click (DisplayWindow *self,
                      int            x,
                      int            y,
                      guint          button,
                      guint          n_times)
{
  display_window_point (self, x, y);
  click (self, button, n_times);
}

/**
 * display_window_scroll:
 * @self: a window
 * @x: from the left of @self
 * @y: from its top
 * @n_steps: how far to turn the wheel: down, or up when negative
 *
 * Turns the wheel over a place in @self.
 */
void
display_window_scroll (DisplayWindow *self,
                       int            x,
                       int            y,
                       int            n_steps)
{
  display_window_point (self, x, y);
  click (self, n_steps < 0 ? BUTTON_WHEEL_UP : BUTTON_WHEEL_DOWN, ABS (n_steps));
}
