/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-shot.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <string.h>

/* How many looks in a row must be alike: GTK draws at 60 Hz, a look is taken every 20 ms. */
#define N_ALIKE 5

typedef struct
{
  DisplayWindow *window;
  GdkPixbuf *picture;
  guint n_alike;
} Settling;

/* The server's pixels are 0x00RRGGBB: the depth of the screen is 24, see display-desktop.c. */
static GdkPixbuf *
read_screen (Display           *x,
             const DisplayRect *rect)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, rect->width, rect->height);
  XImage *image = XGetImage (x, DefaultRootWindow (x), rect->x, rect->y, (unsigned) rect->width,
                             (unsigned) rect->height, AllPlanes, ZPixmap);

  g_assert_nonnull (image);
  g_assert_cmpint (image->bits_per_pixel, ==, 32);

  for (int row = 0; row < rect->height; row++)
    {
      guchar *to = gdk_pixbuf_get_pixels (picture) + row * gdk_pixbuf_get_rowstride (picture);
      const char *line = image->data + row * image->bytes_per_line;
      const guint32 *from = (const guint32 *) (gconstpointer) line;

      for (int column = 0; column < rect->width; column++, to += 3)
        {
          to[0] = (guchar) (from[column] >> 16);
          to[1] = (guchar) (from[column] >> 8);
          to[2] = (guchar) from[column];
        }
    }
  XDestroyImage (image);

  return picture;
}

static DisplayRect
get_screen (Display *x)
{
  int screen = DefaultScreen (x);

  return (DisplayRect) { 0, 0, DisplayWidth (x, screen), DisplayHeight (x, screen) };
}

/**
 * display_shot_screen:
 * @session: a session
 *
 * Takes a picture of the whole screen.
 *
 * Returns: (transfer full): the picture
 */
GdkPixbuf *
display_shot_screen (DisplaySession *session)
{
  Display *x = display_session_get_x (session);
  DisplayRect rect = get_screen (x);

  return read_screen (x, &rect);
}

/**
 * display_shot_take:
 * @window: a window
 *
 * Takes a picture of @window as it is seen on the screen now, without its shadow, with its
 * popovers as far as they lie inside.
 *
 * Returns: (transfer full): the picture
 */
GdkPixbuf *
display_shot_take (DisplayWindow *window)
{
  DisplayApp *app = display_window_get_app (window);
  Display *x = display_session_get_x (display_app_get_session (app));
  int scale = display_app_get_scale (app);
  DisplayRect screen = get_screen (x);
  DisplayRect rect;

  if (!display_window_get_rect (window, &rect))
    display_app_fail (app, "a picture is to be taken of a window that is not shown");

  rect = (DisplayRect) { rect.x * scale, rect.y * scale, rect.width * scale, rect.height * scale };
  if (rect.x < 0 || rect.y < 0 || rect.x + rect.width > screen.width ||
      rect.y + rect.height > screen.height)
    display_app_fail (app, "the window %dx%d+%d+%d is not whole on the screen", rect.width,
                      rect.height, rect.x, rect.y);

  return read_screen (x, &rect);
}

static gboolean
is_settled (gpointer data)
{
  Settling *settling = data;
  g_autoptr(GdkPixbuf) picture = display_shot_take (settling->window);

  if (settling->picture != NULL && display_shot_is_same (settling->picture, picture))
    settling->n_alike++;
  else
    settling->n_alike = 0;
  g_set_object (&settling->picture, picture);

  return settling->n_alike == N_ALIKE;
}

/**
 * display_shot_settled:
 * @window: a window
 *
 * Takes a picture of @window when it has stopped changing.
 *
 * Returns: (transfer full): the picture
 */
GdkPixbuf *
display_shot_settled (DisplayWindow *window)
{
  Settling settling = { window, NULL, 0 };

  if (!display_wait (is_settled, &settling))
    display_app_fail (display_window_get_app (window), "the window never stops changing");

  return settling.picture;
}

/**
 * display_shot_is_same:
 * @first: a picture
 * @second: another one
 *
 * Compares two pictures.
 *
 * Returns: %TRUE when both have the same size and pixels
 */
gboolean
display_shot_is_same (GdkPixbuf *first,
                      GdkPixbuf *second)
{
  int width = gdk_pixbuf_get_width (first);
  int height = gdk_pixbuf_get_height (first);

  if (width != gdk_pixbuf_get_width (second) || height != gdk_pixbuf_get_height (second))
    return FALSE;

  for (int row = 0; row < height; row++)
    if (memcmp (gdk_pixbuf_read_pixels (first) + row * gdk_pixbuf_get_rowstride (first),
                gdk_pixbuf_read_pixels (second) + row * gdk_pixbuf_get_rowstride (second),
                (gsize) width * 3) != 0)
      return FALSE;

  return TRUE;
}

/**
 * display_shot_pixel:
 * @picture: a picture
 * @x: from its left
 * @y: from its top
 *
 * Gets the colour of a pixel.
 *
 * Returns: 0xRRGGBB
 */
guint32
display_shot_pixel (GdkPixbuf *picture,
                    int        x,
                    int        y)
{
  const guchar *pixel = gdk_pixbuf_read_pixels (picture) + x * 3 +
                        y * gdk_pixbuf_get_rowstride (picture);

  g_assert_true (x >= 0 && x < gdk_pixbuf_get_width (picture));
  g_assert_true (y >= 0 && y < gdk_pixbuf_get_height (picture));

  return (guint32) (pixel[0] << 16 | pixel[1] << 8 | pixel[2]);
}

/**
 * display_shot_save:
 * @picture: a picture
 * @path: a file
 *
 * Writes @picture as PNG.
 */
void
display_shot_save (GdkPixbuf  *picture,
                   const char *path)
{
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
}
