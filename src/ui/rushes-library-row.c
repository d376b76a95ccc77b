/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-row.h"

#include "rushes-ellipsis.h"
#include "rushes-format.h"
#include "rushes-pill.h"
#include "rushes-thumbnail.h"

#include <glib/gi18n.h>

/* More than two lines of any script. */
#define PROMPT_MAX_BYTES 400

struct _RushesLibraryRow
{
  GtkWidget parent_instance;

  RushesThumbnail *thumbnail;
  GtkLabel *prompt;
  GtkWidget *state;
  GtkImage *icon;
  GtkLabel *caption;

  RushesCovers *covers;
  RushesClient *client;
  RushesLibraryItem *item;
  GSignalGroup *item_signals;
  GSignalGroup *video_signals;
  RushesStatus shown_state;
};

G_DEFINE_FINAL_TYPE (RushesLibraryRow, rushes_library_row, GTK_TYPE_WIDGET)

/* The whole ID is under Details; of it, the number tells videos apart. */
static char *
dup_name (RushesVideo *video)
{
  const char *prompt = rushes_video_get_prompt (video);
  const char *id = rushes_video_get_video_id (video);
  const char *number = g_strrstr (id, ":");

  if (prompt != NULL)
    return g_strdelimit (rushes_format_excerpt (prompt, PROMPT_MAX_BYTES), "\n", ' ');

  return rushes_format_isolate_ltr (number != NULL ? number + 1 : id);
}

static char *
dup_caption (RushesVideo *video)
{
  g_autofree char *word = rushes_video_dup_status_word (video);
  g_autofree char *percent = NULL;
  int value = rushes_video_get_percent (video);

  /* What is gone was never fetched, but there is more to say of it. */
  if (rushes_video_get_asked_at (video) == NULL &&
      rushes_video_get_state (video) != RUSHES_STATUS_REMOVED)
    return g_strdup (_("Not fetched yet"));

  if (value < 1 || rushes_video_is_final (video))
    return g_steal_pointer (&word);

  percent = rushes_format_percent (value);

  return g_strdup_printf ("%s · %s", word, percent);
}

static void
show_state (RushesLibraryRow *self,
            RushesStatus      state)
{
  const char *before = rushes_pill_get_css_class (self->shown_state);
  const char *after = rushes_pill_get_css_class (state);

  if (before != NULL)
    gtk_widget_remove_css_class (self->state, before);
  if (after != NULL)
    gtk_widget_add_css_class (self->state, after);
  self->shown_state = state;
  gtk_image_set_from_icon_name (self->icon, rushes_pill_get_icon_name (state));
}

/* When it was asked about, and the number of its ID: many videos have the same prompt. */
static char *
dup_description (RushesVideo *video)
{
  const char *id = rushes_video_get_video_id (video);
  const char *number = g_strrstr (id, ":");
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = rushes_format_when (rushes_video_get_asked_at (video), now);

  number = number != NULL ? number + 1 : id;
  if (when == NULL)
    return g_strdup (number);

  /* Translators: what a screen reader says of a video: when it was fetched, the number of its ID */
  return g_strdup_printf (_("%s, %s"), when, number);
}

/* The row of the list has no name of its own (ACCESSIBILITY.md, 5). */
static void
name_row (RushesLibraryRow *self,
          const char       *name,
          const char       *description)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Nothing is asked of anybody by merely looking: a host is asked only for the cover of what was
 * fetched in this run. */
static void
show_video (RushesLibraryRow *self)
{
  RushesVideo *video = rushes_library_item_peek_video (self->item);
  g_autofree char *name = dup_name (video);
  g_autofree char *caption = dup_caption (video);
  g_autofree char *description = dup_description (video);
  /* Translators: what a screen reader says of a video: its prompt and its status */
  g_autofree char *text = g_strdup_printf (_("%s, %s"), name, caption);

  gtk_label_set_label (self->prompt, name);
  gtk_label_set_label (self->caption, caption);
  show_state (self, rushes_video_get_state (video));
  name_row (self, text, description);
  rushes_thumbnail_load (self->thumbnail, self->covers, video,
                         rushes_video_get_answer (video) != NULL,
                         rushes_client_get_is_loopback (self->client));
}

static void
show_nothing (RushesLibraryRow *self)
{
  gtk_label_set_label (self->prompt, "");
  gtk_label_set_label (self->caption, "");
  name_row (self, "", "");
  rushes_thumbnail_load (self->thumbnail, self->covers, NULL, FALSE, FALSE);
}

static void
on_item_changed (RushesLibraryRow *self)
{
  RushesVideo *video = self->item != NULL ? rushes_library_item_peek_video (self->item) : NULL;

  g_signal_group_set_target (self->video_signals, video);
  gtk_widget_set_visible (self->state, video != NULL);
  if (video != NULL)
    show_video (self);
  else
    show_nothing (self);
}

static void
rushes_library_row_dispose (GObject *object)
{
  RushesLibraryRow *self = RUSHES_LIBRARY_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->item_signals);
  g_clear_object (&self->video_signals);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->item);
  g_clear_object (&self->covers);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_library_row_parent_class)->dispose (object);
}

static void
rushes_library_row_class_init (RushesLibraryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_library_row_dispose;

  g_type_ensure (RUSHES_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-library-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesLibraryRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, RushesLibraryRow, prompt);
  gtk_widget_class_bind_template_child (widget_class, RushesLibraryRow, state);
  gtk_widget_class_bind_template_child (widget_class, RushesLibraryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesLibraryRow, caption);
}

static void
rushes_library_row_init (RushesLibraryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->prompt);
  rushes_ellipsis_explain (self->caption);

  self->item_signals = g_signal_group_new (RUSHES_TYPE_LIBRARY_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (on_item_changed),
                                  self);
  self->video_signals = g_signal_group_new (RUSHES_TYPE_VIDEO);
  g_signal_group_connect_swapped (self->video_signals, "notify", G_CALLBACK (show_video), self);
}

/**
 * rushes_library_row_new:
 * @covers: who has the covers
 * @client: who knows the API
 *
 * Makes a row of the list of videos: cover, first words of the prompt and status, as they are.
 *
 * Returns: (transfer floating): the row, without an item
 */
GtkWidget *
rushes_library_row_new (RushesCovers *covers,
                        RushesClient *client)
{
  RushesLibraryRow *self = g_object_new (RUSHES_TYPE_LIBRARY_ROW, NULL);

  self->covers = g_object_ref (covers);
  self->client = g_object_ref (client);

  return GTK_WIDGET (self);
}

/**
 * rushes_library_row_set_item:
 * @self: a row
 * @item: (nullable): an item of the library
 *
 * Shows an item, also one whose video has not been read yet.
 */
void
rushes_library_row_set_item (RushesLibraryRow  *self,
                             RushesLibraryItem *item)
{
  g_return_if_fail (RUSHES_IS_LIBRARY_ROW (self));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->item_signals, item);
  on_item_changed (self);
}
