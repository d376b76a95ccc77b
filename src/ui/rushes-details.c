/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-details.h"

#include "rushes-detail-row.h"
#include "rushes-format.h"
#include "rushes-video-id.h"

#include <glib/gi18n.h>

#define WORDS_MAX_BYTES 200

struct _RushesDetails
{
  GtkWidget parent_instance;

  GtkWidget *list;
  RushesDetailRow *video_id;
  RushesDetailRow *account;
  RushesDetailRow *size;
  RushesDetailRow *duration;
  RushesDetailRow *resolution;
  RushesDetailRow *aspect_ratio;
  RushesDetailRow *tags;
  RushesDetailRow *voice;
  RushesDetailRow *created;
  RushesDetailRow *retry;
  RushesDetailRow *appeal;
  RushesDetailRow *asked;
};

G_DEFINE_FINAL_TYPE (RushesDetails, rushes_details, GTK_TYPE_WIDGET)

/* Only a yes is news. */
static const char *
yes_or_nothing (int value)
{
  return value == 1 ? _("Yes") : NULL;
}

static void
show_ids (RushesDetails *self,
          RushesVideo   *video)
{
  const char *video_id = rushes_video_get_video_id (video);
  g_autofree char *account = rushes_video_id_dup_account (video_id);
  g_autofree char *isolated = account != NULL ? rushes_format_isolate_ltr (account) : NULL;

  rushes_detail_row_set_value (self->video_id, video_id);
  rushes_detail_row_set_value (self->account, isolated);
}

static void
show_measures (RushesDetails *self,
               RushesVideo   *video)
{
  int width, height, duration, resolution;
  g_autofree char *size = NULL;
  g_autofree char *length = NULL;
  g_autofree char *lines = NULL;

  g_object_get (video, "width", &width, "height", &height, "duration", &duration, "resolution",
                &resolution, NULL);

  if (width > 0 && height > 0)
    size = rushes_format_dimension (width, height);
  if (duration > 0)
    length = g_strdup_printf (ngettext ("%d second", "%d seconds", duration), duration);
  if (resolution > 0)
    /* Translators: how many lines a video has, as in "768p" */
    lines = g_strdup_printf (_("%dp"), resolution);

  rushes_detail_row_set_value (self->size, size);
  rushes_detail_row_set_value (self->duration, length);
  rushes_detail_row_set_value (self->resolution, lines);
}

static void
show_words (RushesDetails *self,
            RushesVideo   *video)
{
  g_autofree char *aspect_ratio = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *shown_ratio = NULL;
  g_autofree char *shown_tags = NULL;
  g_auto(GStrv) tags = NULL;

  g_object_get (video, "aspect-ratio", &aspect_ratio, "tags", &tags, NULL);

  if (aspect_ratio != NULL)
    shown_ratio = rushes_format_excerpt (aspect_ratio, WORDS_MAX_BYTES);
  if (tags != NULL && *tags != NULL)
    {
      joined = g_strjoinv (" · ", tags);
      shown_tags = rushes_format_excerpt (joined, WORDS_MAX_BYTES);
    }

  rushes_detail_row_set_value (self->aspect_ratio, shown_ratio);
  rushes_detail_row_set_value (self->tags, shown_tags);
}

static void
show_flags (RushesDetails *self,
            RushesVideo   *video)
{
  int has_voice, can_retry, can_appeal;

  g_object_get (video, "has-voice", &has_voice, "can-retry", &can_retry, "can-appeal", &can_appeal,
                NULL);

  rushes_detail_row_set_value (self->voice, yes_or_nothing (has_voice));
  rushes_detail_row_set_value (self->retry, yes_or_nothing (can_retry));
  rushes_detail_row_set_value (self->appeal, yes_or_nothing (can_appeal));
}

static void
show_times (RushesDetails *self,
            RushesVideo   *video)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) created = NULL;
  g_autofree char *created_words = NULL;
  g_autofree char *asked_words = NULL;
  gint64 create_time;
  gboolean removed;

  g_object_get (video, "create-time", &create_time, "removed", &removed, NULL);

  if (create_time > 0)
    created = g_date_time_new_from_unix_local (create_time / 1000);
  if (created != NULL)
    created_words = rushes_format_when (created, now);
  if (removed && rushes_video_get_asked_at (video) != NULL)
    asked_words = rushes_format_when (rushes_video_get_asked_at (video), now);

  rushes_detail_row_set_value (self->created, created_words);
  rushes_detail_row_set_value (self->asked, asked_words);
}

static void
rushes_details_dispose (GObject *object)
{
  RushesDetails *self = RUSHES_DETAILS (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_details_parent_class)->dispose (object);
}

static void
rushes_details_class_init (RushesDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_details_dispose;

  g_type_ensure (RUSHES_TYPE_DETAIL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-details.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, list);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, video_id);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, account);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, size);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, duration);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, resolution);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, aspect_ratio);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, tags);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, voice);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, created);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, retry);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, appeal);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, asked);
}

static void
rushes_details_init (RushesDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_details_show_video:
 * @self: the details
 * @video: a video
 *
 * Shows what is known of @video beside its prompt and its files; what is not known has no row.
 */
void
rushes_details_show_video (RushesDetails *self,
                           RushesVideo   *video)
{
  g_return_if_fail (RUSHES_IS_DETAILS (self));

  show_ids (self, video);
  show_measures (self, video);
  show_words (self, video);
  show_flags (self, video);
  show_times (self, video);
}
