/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-picture.h"

#include "rushes-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* DESIGN §7, LIBRARIES.md "Pictures". */
#define MAX_PIXELS (40 * 1000 * 1000)
#define MAX_SIDE 16384

/* A header is refused before the decoder has taken memory only when it comes in small writes. */
#define FIRST_WRITE_BYTES 512
#define FIRST_BYTES (16 * 1024)
#define WRITE_BYTES (64 * 1024)

typedef struct
{
  RushesPictureKind kind;
  int box_width;
  int box_height;
  int n_rows; /* that the decoder has said it filled */
  gboolean refused;
  gboolean broken;
  gboolean closing;
} Sizing;

/**
 * rushes_picture_sniff:
 * @data: (array length=length): the beginning of a file
 * @length: its length in bytes
 *
 * Tells what kind of picture begins like this. Only these four are ever decoded (DESIGN §7).
 *
 * Returns: the kind, or %RUSHES_PICTURE_NONE
 */
RushesPictureKind
rushes_picture_sniff (const guint8 *data,
                      gsize         length)
{
  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return RUSHES_PICTURE_PNG;
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return RUSHES_PICTURE_JPEG;
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return RUSHES_PICTURE_WEBP;
  if (length >= 6 && (memcmp (data, "GIF87a", 6) == 0 || memcmp (data, "GIF89a", 6) == 0))
    return RUSHES_PICTURE_GIF;

  return RUSHES_PICTURE_NONE;
}

/**
 * rushes_picture_fit:
 * @width: pixels the picture is wide
 * @height: pixels it is high
 * @box_width: pixels there are, or 0 for as many as it takes
 * @box_height: pixels there are, or 0 for as many as it takes
 * @fit_width: (out): pixels wide it is shown
 * @fit_height: (out): pixels high it is shown
 *
 * Tells how large a picture is decoded: into the box at its true aspect, never enlarged. One of
 * more than 40 megapixels or 16,384 on a side is not decoded at all (DESIGN §7).
 *
 * Returns: %FALSE when the picture is refused
 */
gboolean
rushes_picture_fit (int  width,
                    int  height,
                    int  box_width,
                    int  box_height,
                    int *fit_width,
                    int *fit_height)
{
  double scale = 1.0;

  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE ||
      (gint64) width * height > MAX_PIXELS)
    return FALSE;

  if (box_width > 0)
    scale = MIN (scale, (double) box_width / width);
  if (box_height > 0)
    scale = MIN (scale, (double) box_height / height);

  *fit_width = MAX (1, (int) (width * scale + 0.5));
  *fit_height = MAX (1, (int) (height * scale + 0.5));

  return TRUE;
}

static guint32
read_le (const guint8 *data,
         guint         n_bytes)
{
  guint32 number = 0;

  for (guint i = n_bytes; i > 0; i--)
    number = number << 8 | data[i - 1];

  return number;
}

static guint32
read_be (const guint8 *data,
         guint         n_bytes)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | data[i];

  return number;
}

static gboolean
read_png_size (const guint8 *data,
               gsize         length,
               int          *width,
               int          *height)
{
  if (length < 24)
    return FALSE;

  *width = MIN (read_be (data + 16, 4), G_MAXINT);
  *height = MIN (read_be (data + 20, 4), G_MAXINT);

  return TRUE;
}

/* ITU T.81, B.1.1 and B.2.2. What is no marker is passed over, as the decoders do. */
static gboolean
read_jpeg_size (const guint8 *data,
                gsize         length,
                int          *width,
                int          *height)
{
  for (gsize at = 2; at < length && length - at >= 9;)
    {
      guint8 marker = data[at + 1];

      if (data[at] != 0xff || marker == 0xff || marker < 0xc0 ||
          (marker >= 0xd0 && marker <= 0xd9))
        {
          at++;
        }
      else if (marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          *height = read_be (data + at + 5, 2);
          *width = read_be (data + at + 7, 2);
          return TRUE;
        }
      else
        {
          at += 2 + read_be (data + at + 2, 2);
        }
    }

  return FALSE;
}

/* The three forms of a WebP header (RFC 9649, 2.5 to 2.7). */
static gboolean
read_webp_size (const guint8 *data,
                gsize         length,
                int          *width,
                int          *height)
{
  if (length < 30)
    return FALSE;

  if (memcmp (data + 12, "VP8X", 4) == 0)
    {
      *width = read_le (data + 24, 3) + 1;
      *height = read_le (data + 27, 3) + 1;
      return TRUE;
    }

  if (memcmp (data + 12, "VP8L", 4) == 0)
    {
      *width = (read_le (data + 21, 4) & 0x3fff) + 1;
      *height = (read_le (data + 21, 4) >> 14 & 0x3fff) + 1;
      return TRUE;
    }

  *width = read_le (data + 26, 2) & 0x3fff;
  *height = read_le (data + 28, 2) & 0x3fff;

  return memcmp (data + 12, "VP8 ", 4) == 0;
}

static gsize
get_gif_table_bytes (guint8 flags)
{
  return flags & 0x80 ? (gsize) 6 << (flags & 7) : 0;
}

/* Past the blocks at @at, each with its length before it; the last has none. */
static gsize
skip_gif_blocks (const guint8 *data,
                 gsize         length,
                 gsize         at)
{
  while (at < length && data[at] != 0)
    at += 1 + data[at];

  return at + 1;
}

/* GIF89a, 20: each image has to lie within the screen. */
static gboolean
is_gif_frame_inside (const guint8 *screen,
                     const guint8 *frame)
{
  guint32 width = read_le (frame + 4, 2);
  guint32 height = read_le (frame + 6, 2);

  return width > 0 && height > 0 && read_le (frame, 2) + width <= read_le (screen, 2) &&
         read_le (frame + 2, 2) + height <= read_le (screen + 2, 2);
}

/* GIF89a, 23 to 26: the first block of all but a comment has a length of its own. */
static gboolean
is_gif_extension (guint8 label,
                  guint8 block_bytes)
{
  switch (label)
    {
    case 0x01: return block_bytes == 12;
    case 0xf9: return block_bytes == 4;
    case 0xfe: return TRUE;
    case 0xff: return block_bytes == 11;
    default: return FALSE;
    }
}

/* Nothing but what GIF89a knows: where the loader makes something of anything else, it may come to
 * frames that are not seen here. What is cut off has none after that. */
static gboolean
has_bad_gif_block (const guint8 *data,
                   gsize         length)
{
  gsize at = length > 10 ? 13 + get_gif_table_bytes (data[10]) : length;

  while (at < length && data[at] != ';')
    {
      const guint8 *block = data + at;

      if (*block != '!' && *block != ',')
        return TRUE;

      if (length - at < (*block == '!' ? 3 : 10))
        return FALSE;

      if (*block == '!' ? !is_gif_extension (block[1], block[2])
                        : !is_gif_frame_inside (data + 6, block + 1))
        return TRUE;

      at = skip_gif_blocks (data, length,
                            at + (*block == '!' ? 2 : 11 + get_gif_table_bytes (block[9])));
    }

  return FALSE;
}

static gboolean
read_size (RushesPictureKind  kind,
           const guint8      *data,
           gsize              length,
           int               *width,
           int               *height)
{
  switch (kind)
    {
    case RUSHES_PICTURE_PNG:
      return read_png_size (data, length, width, height);
    case RUSHES_PICTURE_JPEG:
      return read_jpeg_size (data, length, width, height);
    case RUSHES_PICTURE_WEBP:
      return read_webp_size (data, length, width, height);
    case RUSHES_PICTURE_GIF:
      *width = length >= 10 ? read_le (data + 6, 2) : 0;
      *height = length >= 10 ? read_le (data + 8, 2) : 0;
      return length >= 10;
    case RUSHES_PICTURE_NONE:
    default:
      return FALSE;
    }
}

/* The decoders of gdk-pixbuf 2.44, and the one for WebP, take memory for the whole picture and only
 * then let themselves be stopped. The one for GIF warns of a frame without a pixel, or of one that
 * it cannot take back because it lies outside, as if the program were at fault. */
static void
judge (GBytes *bytes,
       Sizing *sizing)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int width, height;
  gboolean sized = read_size (sizing->kind, data, length, &width, &height);

  sizing->refused = sized && width > 0 && height > 0 &&
                    !rushes_picture_fit (width, height, 0, 0, &width, &height);
  sizing->broken = (sizing->kind == RUSHES_PICTURE_WEBP && !sized) ||
                   (sizing->kind == RUSHES_PICTURE_GIF && has_bad_gif_block (data, length));
}

static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  Sizing *sizing = user_data;
  gboolean boxed = sizing->box_width > 0 && sizing->box_height > 0;
  int side = boxed ? MAX (sizing->box_width, sizing->box_height) : 0;
  int fit_width, fit_height;

  /* Into a square, since nobody knows yet whether it has to be turned. */
  if (rushes_picture_fit (width, height, side, side, &fit_width, &fit_height))
    {
      /* PNG cannot be decoded smaller, and told to scale it would say nothing of its rows. */
      if (sizing->kind != RUSHES_PICTURE_PNG)
        gdk_pixbuf_loader_set_size (loader, fit_width, fit_height);
      return;
    }

  /* A size of nothing makes every decoder stop before it takes memory. */
  sizing->refused = TRUE;
  gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Of a cut file some rows are never written; they must not show what was in memory before. The
 * decoders of gdk-pixbuf 2.44 begin when all is there; what they made is whole and not to be
 * written to. */
static void
on_area_prepared (GdkPixbufLoader *loader,
                  gpointer         user_data)
{
  Sizing *sizing = user_data;

  if (sizing->kind == RUSHES_PICTURE_PNG && !sizing->closing)
    gdk_pixbuf_fill (gdk_pixbuf_loader_get_pixbuf (loader), 0);
}

static void
on_area_updated (GdkPixbufLoader *loader,
                 int              x,
                 int              y,
                 int              width,
                 int              height,
                 gpointer         user_data)
{
  Sizing *sizing = user_data;

  sizing->n_rows = MAX (sizing->n_rows, y + height);
}

static GdkPixbufLoader *
loader_new (RushesPictureKind   kind,
            GError            **error)
{
  static const char *const names[] = { NULL, "png", "jpeg", "webp", "gif" };
  GdkPixbufLoader *loader;

  if (kind == RUSHES_PICTURE_NONE)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_PICTURE, "");
      return NULL;
    }

  loader = gdk_pixbuf_loader_new_with_type (names[kind], NULL);
  if (loader == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER, names[kind]);

  return loader;
}

static gboolean
feed (GdkPixbufLoader  *loader,
      GBytes           *bytes,
      Sizing           *sizing,
      GCancellable     *cancellable,
      GError          **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length && !sizing->refused && !sizing->broken;)
    {
      gsize step = MIN (at < FIRST_BYTES ? FIRST_WRITE_BYTES : WRITE_BYTES, length - at);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      /* After a fault the loader has closed itself, and closing it says nothing more. */
      sizing->broken = !gdk_pixbuf_loader_write (loader, data + at, step, NULL);
      at += step;
    }

  return TRUE;
}

static gboolean
is_whole (GdkPixbuf    *pixbuf,
          const Sizing *sizing)
{
  return pixbuf != NULL && gdk_pixbuf_get_bits_per_sample (pixbuf) == 8 &&
         (sizing->kind != RUSHES_PICTURE_PNG || sizing->n_rows >= gdk_pixbuf_get_height (pixbuf));
}

/* Turned first, since the box is for what is seen; and not every decoder scales as it was told. */
static GdkPixbuf *
take_pixbuf (GdkPixbufLoader *loader,
             const Sizing    *sizing)
{
  GdkPixbuf *loaded = gdk_pixbuf_loader_get_pixbuf (loader);
  g_autoptr(GdkPixbuf) upright = NULL;
  int width, height;

  if (!is_whole (loaded, sizing))
    return NULL;

  upright = gdk_pixbuf_apply_embedded_orientation (loaded);
  if (upright == NULL ||
      !rushes_picture_fit (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                           sizing->box_width, sizing->box_height, &width, &height))
    return NULL;

  if (width < gdk_pixbuf_get_width (upright) || height < gdk_pixbuf_get_height (upright))
    return gdk_pixbuf_scale_simple (upright, width, height, GDK_INTERP_BILINEAR);

  return g_steal_pointer (&upright);
}

static RushesPicture *
picture_new (GdkPixbuf *pixbuf)
{
  RushesPicture *self = g_new0 (RushesPicture, 1);

  self->pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  self->width = gdk_pixbuf_get_width (pixbuf);
  self->height = gdk_pixbuf_get_height (pixbuf);
  self->stride = gdk_pixbuf_get_rowstride (pixbuf);
  self->has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);

  return self;
}

/**
 * rushes_picture_decode:
 * @bytes: a file of at most 16 MiB
 * @box_width: pixels there are for it, or 0 for as many as it takes
 * @box_height: pixels there are for it, or 0 for as many as it takes
 * @cancellable: (nullable): stops between two pieces with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Decodes a stranger's picture and scales it to the box. The decoder is chosen by the first bytes
 * and a picture that is too large is refused by its header (LIBRARIES.md, "Pictures").
 *
 * Takes up to some 100 ms: for worker threads.
 *
 * Returns: (transfer full): the picture, or %NULL with %RUSHES_ERROR_BAD_PICTURE,
 *   %RUSHES_ERROR_NO_DECODER or %RUSHES_ERROR_TOO_LARGE
 */
RushesPicture *
rushes_picture_decode (GBytes        *bytes,
                       int            box_width,
                       int            box_height,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Sizing sizing = {
    .kind = rushes_picture_sniff (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)),
    .box_width = box_width,
    .box_height = box_height,
  };
  g_autoptr(GdkPixbufLoader) loader = loader_new (sizing.kind, error);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  gboolean fed, closed;

  if (loader == NULL)
    return NULL;

  judge (bytes, &sizing);
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &sizing);
  g_signal_connect (loader, "area-prepared", G_CALLBACK (on_area_prepared), &sizing);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), &sizing);
  fed = feed (loader, bytes, &sizing, cancellable, error);
  sizing.closing = TRUE;
  closed = gdk_pixbuf_loader_close (loader, NULL);
  if (!fed)
    return NULL;

  if (closed && !sizing.refused && !sizing.broken)
    pixbuf = take_pixbuf (loader, &sizing);
  if (pixbuf != NULL)
    return picture_new (pixbuf);

  g_set_error_literal (error, RUSHES_ERROR,
                       sizing.refused ? RUSHES_ERROR_TOO_LARGE : RUSHES_ERROR_BAD_PICTURE, "");

  return NULL;
}

/**
 * rushes_picture_free:
 * @self: a picture
 *
 * Frees @self. May be called from any thread.
 */
void
rushes_picture_free (RushesPicture *self)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_bytes_unref (self->pixels);
  g_free (self);
}
