/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-json-window.h"

#include "rushes-copy-button.h"
#include "rushes-video-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Beyond this, laying the text out would take longer than a frame; Copy takes the whole. */
#define SHOWN_MAX_BYTES (32 * 1024)

struct _RushesJsonWindow
{
  GtkWindow parent_instance;

  GtkTextView *text;
  RushesCopyButton *copy;
};

G_DEFINE_FINAL_TYPE (RushesJsonWindow, rushes_json_window, GTK_TYPE_WINDOW)

static void
rushes_json_window_class_init (RushesJsonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RUSHES_TYPE_COPY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-json-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesJsonWindow, text);
  gtk_widget_class_bind_template_child (widget_class, RushesJsonWindow, copy);
}

static void
rushes_json_window_init (RushesJsonWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (RushesJsonWindow *self,
           const char       *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  gsize length = strlen (text);
  GtkTextIter end;

  if (length <= SHOWN_MAX_BYTES)
    {
      gtk_text_buffer_set_text (buffer, text, length);
      return;
    }

  for (length = SHOWN_MAX_BYTES; (text[length] & 0xc0) == 0x80;)
    length--;
  gtk_text_buffer_set_text (buffer, text, length);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "\n\n", -1);
  gtk_text_buffer_insert (buffer, &end, _("This is only the beginning. Copy takes the whole."), -1);
}

/**
 * rushes_json_window_new:
 * @parent: the window it belongs to
 * @answer: an answer as the service sent it
 *
 * Makes the window that shows what the server said, laid out for reading.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
GtkWindow *
rushes_json_window_new (GtkWindow *parent,
                        GBytes    *answer)
{
  RushesJsonWindow *self = g_object_new (RUSHES_TYPE_JSON_WINDOW, "transient-for", parent, NULL);
  g_autofree char *text = rushes_video_format_json (answer);

  show_text (self, text);
  rushes_copy_button_set_text (self->copy, text);

  return GTK_WINDOW (self);
}
