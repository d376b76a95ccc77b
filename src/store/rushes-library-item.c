/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-item.h"

struct _RushesLibraryItem
{
  GObject parent_instance;

  gint64 activity;
  RushesVideo *video;
  GError *error;
};

enum
{
  PROP_0,
  PROP_ACTIVITY,
  PROP_VIDEO,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesLibraryItem, rushes_library_item, G_TYPE_OBJECT)

static void
rushes_library_item_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  RushesLibraryItem *self = RUSHES_LIBRARY_ITEM (object);

  switch (prop_id)
    {
    case PROP_ACTIVITY:
      g_value_set_int64 (value, self->activity);
      break;
    case PROP_VIDEO:
      g_value_set_object (value, self->video);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_library_item_finalize (GObject *object)
{
  RushesLibraryItem *self = RUSHES_LIBRARY_ITEM (object);

  g_clear_object (&self->video);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (rushes_library_item_parent_class)->finalize (object);
}

static void
rushes_library_item_class_init (RushesLibraryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_library_item_finalize;
  object_class->get_property = rushes_library_item_get_property;

  properties[PROP_ACTIVITY] = g_param_spec_int64 ("activity", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_library_item_init (RushesLibraryItem *self)
{
}

/**
 * rushes_library_item_new:
 * @activity: which row it is of
 *
 * Makes the item of a row that has not been read yet. `activity`, `video` and `error` notify.
 *
 * Returns: (transfer full): the item, for the main thread
 */
RushesLibraryItem *
rushes_library_item_new (gint64 activity)
{
  RushesLibraryItem *self = g_object_new (RUSHES_TYPE_LIBRARY_ITEM, NULL);

  self->activity = activity;

  return self;
}

/**
 * rushes_library_item_get_activity:
 * @self: an item
 *
 * Gets when something happened to the video last; the list goes by it.
 *
 * Returns: microseconds since 1970
 */
gint64
rushes_library_item_get_activity (RushesLibraryItem *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_ITEM (self), 0);

  return self->activity;
}

/**
 * rushes_library_item_set_activity:
 * @self: an item
 * @activity: microseconds since 1970
 *
 * Notes down when something happened to the video. Only for the list.
 */
void
rushes_library_item_set_activity (RushesLibraryItem *self,
                                  gint64             activity)
{
  g_return_if_fail (RUSHES_IS_LIBRARY_ITEM (self));

  if (self->activity == activity)
    return;

  self->activity = activity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

/**
 * rushes_library_item_peek_video:
 * @self: an item
 *
 * Gets the video, which everybody in the program shares. As long as nobody has opened it, it has
 * what a row shows, and no answer.
 *
 * Returns: (transfer none) (nullable): the video, or %NULL until it has been read
 */
RushesVideo *
rushes_library_item_peek_video (RushesLibraryItem *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_ITEM (self), NULL);

  return self->video;
}

/**
 * rushes_library_item_set_video:
 * @self: an item
 * @video: its video
 *
 * Gives an item its video. Only for the list.
 */
void
rushes_library_item_set_video (RushesLibraryItem *self,
                               RushesVideo       *video)
{
  g_return_if_fail (RUSHES_IS_LIBRARY_ITEM (self));

  if (g_set_object (&self->video, video))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

/**
 * rushes_library_item_peek_error:
 * @self: an item
 *
 * Gets why the last question about the video had no answer.
 *
 * Returns: (transfer none) (nullable): an error of %RUSHES_ERROR, or %NULL when it had one
 */
const GError *
rushes_library_item_peek_error (RushesLibraryItem *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_ITEM (self), NULL);

  return self->error;
}

/**
 * rushes_library_item_set_error:
 * @self: an item
 * @error: (nullable): why the last question had no answer
 *
 * Notes down how the last question about the video ended. Only for the list.
 */
void
rushes_library_item_set_error (RushesLibraryItem *self,
                               const GError      *error)
{
  g_return_if_fail (RUSHES_IS_LIBRARY_ITEM (self));

  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}
