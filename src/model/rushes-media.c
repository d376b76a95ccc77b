/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-media.h"

struct _RushesMedia
{
  GObject parent_instance;

  char *video_id;
  RushesMediaKind kind;
  guint number;
  char *uri;
  char *type;
};

enum
{
  PROP_0,
  PROP_URI,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesMedia, rushes_media, G_TYPE_OBJECT)

static void
rushes_media_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_URI)
    g_value_set_string (value, RUSHES_MEDIA (object)->uri);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_media_finalize (GObject *object)
{
  RushesMedia *self = RUSHES_MEDIA (object);

  g_free (self->video_id);
  g_free (self->uri);
  g_free (self->type);

  G_OBJECT_CLASS (rushes_media_parent_class)->finalize (object);
}

static void
rushes_media_class_init (RushesMediaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_media_finalize;
  object_class->get_property = rushes_media_get_property;

  properties[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_media_init (RushesMedia *self)
{
}

/**
 * rushes_media_new:
 * @video_id: the full ID of the video the file belongs to
 * @kind: which of the video's files it is
 * @number: the place among the files of its kind, from 1
 * @uri: (nullable): where it can be had now; %NULL when the service does not offer it
 * @type: (nullable): what the service calls its type ("png", "mp4"); a hint, never trusted
 *
 * Describes one file of a video. Only its link may change, when the service is asked again.
 *
 * Returns: (transfer full): the file
 */
RushesMedia *
rushes_media_new (const char      *video_id,
                  RushesMediaKind  kind,
                  guint            number,
                  const char      *uri,
                  const char      *type)
{
  RushesMedia *self = g_object_new (RUSHES_TYPE_MEDIA, NULL);

  self->video_id = g_strdup (video_id);
  self->kind = kind;
  self->number = number;
  self->uri = g_strdup (uri);
  self->type = g_strdup (type);

  return self;
}

/**
 * rushes_media_get_video_id:
 * @self: a file
 *
 * Gets the full ID of the video that @self belongs to.
 *
 * Returns: (transfer none): the ID
 */
const char *
rushes_media_get_video_id (RushesMedia *self)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), NULL);

  return self->video_id;
}

/**
 * rushes_media_get_kind:
 * @self: a file
 *
 * Gets which of its video's files @self is.
 *
 * Returns: the kind
 */
RushesMediaKind
rushes_media_get_kind (RushesMedia *self)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), RUSHES_MEDIA_CLEAN);

  return self->kind;
}

/**
 * rushes_media_get_number:
 * @self: a file
 *
 * Gets the place of @self among its video's files of the same kind.
 *
 * Returns: the place, from 1
 */
guint
rushes_media_get_number (RushesMedia *self)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), 0);

  return self->number;
}

/**
 * rushes_media_get_uri:
 * @self: a file
 *
 * Gets where @self can be had. It comes from the service and has not been judged: only
 * [func@link_check] tells whether it may be asked.
 *
 * Returns: (transfer none) (nullable): the link, or %NULL when the service offers none
 */
const char *
rushes_media_get_uri (RushesMedia *self)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), NULL);

  return self->uri;
}

/**
 * rushes_media_set_uri:
 * @self: a file
 * @uri: (nullable): where it can be had now
 *
 * Renews the link, for links expire (API.md, "Media"). Who reads the link in another thread must
 * have taken a copy in this one.
 */
void
rushes_media_set_uri (RushesMedia *self,
                      const char  *uri)
{
  g_return_if_fail (RUSHES_IS_MEDIA (self));

  if (g_strcmp0 (self->uri, uri) == 0)
    return;

  g_free (self->uri);
  self->uri = g_strdup (uri);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URI]);
}

/**
 * rushes_media_get_type_hint:
 * @self: a file
 *
 * Gets what the service calls the type of @self.
 *
 * Returns: (transfer none) (nullable): a word such as "png", or %NULL
 */
const char *
rushes_media_get_type_hint (RushesMedia *self)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), NULL);

  return self->type;
}

/**
 * rushes_media_is_same_file:
 * @self: a file
 * @other: another one
 *
 * Tells whether both mean the same file of the same video, whatever link each carries.
 *
 * Returns: %TRUE when they do
 */
gboolean
rushes_media_is_same_file (RushesMedia *self,
                           RushesMedia *other)
{
  g_return_val_if_fail (RUSHES_IS_MEDIA (self), FALSE);
  g_return_val_if_fail (RUSHES_IS_MEDIA (other), FALSE);

  return self->kind == other->kind && self->number == other->number &&
         g_str_equal (self->video_id, other->video_id);
}
