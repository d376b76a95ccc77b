/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-settings.h"

/* The ranges of the schema, beyond which GSettings warns of our bug; a window may be any size. */
#define MIN_WIDTH 360
#define MIN_HEIGHT 294
#define MAX_SIDE 16384

struct _RushesSettings
{
  GObject parent_instance;

  GSettings *settings;
  char *unstored_token; /* for this run, where the settings cannot be written */
  GFile *used_folder;   /* for this run, in place of the one that is set */
  gboolean used_watch;  /* for this run, whatever is set */
};

enum
{
  PROP_0,
  PROP_HAS_TOKEN,
  PROP_API_URL,
  PROP_DOWNLOAD_FOLDER,
  PROP_WATCH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *const watch_keys[] = { "watch", "watch-interval", "watch-limit" };

/* Those that a widget may be bound to; the token is none of them. */
static const char *const bound_keys[] = {
  [RUSHES_SETTINGS_WATCH] = "watch",
  [RUSHES_SETTINGS_WATCH_INTERVAL] = "watch-interval",
  [RUSHES_SETTINGS_WATCH_LIMIT] = "watch-limit",
  [RUSHES_SETTINGS_SAVE_RECORD] = "save-record",
};

G_DEFINE_FINAL_TYPE (RushesSettings, rushes_settings, G_TYPE_OBJECT)

static void
on_token_changed (RushesSettings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_TOKEN]);
}

static void
on_api_url_changed (RushesSettings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_API_URL]);
}

static void
on_download_folder_changed (RushesSettings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOWNLOAD_FOLDER]);
}

static void
on_watch_changed (RushesSettings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCH]);
}

static void
rushes_settings_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RushesSettings *self = RUSHES_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_HAS_TOKEN:
      g_value_set_boolean (value, rushes_settings_get_has_token (self));
      break;
    case PROP_API_URL:
      g_value_take_string (value, rushes_settings_dup_api_url (self));
      break;
    case PROP_DOWNLOAD_FOLDER:
      g_value_take_object (value, rushes_settings_dup_download_folder (self));
      break;
    case PROP_WATCH:
      g_value_set_boolean (value, g_settings_get_boolean (self->settings, "watch"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_settings_finalize (GObject *object)
{
  RushesSettings *self = RUSHES_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->used_folder);
  g_free (self->unstored_token);

  G_OBJECT_CLASS (rushes_settings_parent_class)->finalize (object);
}

static void
rushes_settings_class_init (RushesSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_settings_finalize;
  object_class->get_property = rushes_settings_get_property;

  properties[PROP_HAS_TOKEN] = g_param_spec_boolean ("has-token", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_API_URL] = g_param_spec_string ("api-url", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_DOWNLOAD_FOLDER] = g_param_spec_object ("download-folder", NULL, NULL,
                                                          G_TYPE_FILE,
                                                          G_PARAM_READABLE |
                                                          G_PARAM_STATIC_STRINGS);
  properties[PROP_WATCH] = g_param_spec_boolean ("watch", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_settings_init (RushesSettings *self)
{
  self->settings = g_settings_new (RUSHES_APP_ID);

  g_signal_connect_object (self->settings, "changed::token", G_CALLBACK (on_token_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::api-url", G_CALLBACK (on_api_url_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::download-folder",
                           G_CALLBACK (on_download_folder_changed), self, G_CONNECT_SWAPPED);

  for (gsize i = 0; i < G_N_ELEMENTS (watch_keys); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", watch_keys[i], NULL);

      g_signal_connect_object (self->settings, signal, G_CALLBACK (on_watch_changed), self,
                               G_CONNECT_SWAPPED);
    }
}

/**
 * rushes_settings_new:
 *
 * Opens the settings of the program (DESIGN §2). `has-token`, `api-url`, `download-folder` and
 * `watch`, which stands for interval and limit, too, notify when they change, also from outside.
 * For the main thread.
 *
 * Returns: (transfer full): the settings
 */
RushesSettings *
rushes_settings_new (void)
{
  return g_object_new (RUSHES_TYPE_SETTINGS, NULL);
}

/**
 * rushes_settings_dup_token:
 * @self: the settings
 *
 * Gets the API token. It is for the Authorization header alone: show and log it nowhere.
 *
 * Returns: (transfer full): the token, empty when none is set
 */
char *
rushes_settings_dup_token (RushesSettings *self)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), NULL);

  if (self->unstored_token != NULL)
    return g_strdup (self->unstored_token);

  return g_settings_get_string (self->settings, "token");
}

/**
 * rushes_settings_get_has_token:
 * @self: the settings
 *
 * Tells whether a token is set.
 *
 * Returns: %TRUE when there is one
 */
gboolean
rushes_settings_get_has_token (RushesSettings *self)
{
  g_autofree char *token = rushes_settings_dup_token (self);

  return token != NULL && *token != '\0';
}

/**
 * rushes_settings_store_token:
 * @self: the settings
 * @token: a clean token
 *
 * Stores @token. Where the settings cannot be written, it holds for this run alone (FAULTS H7).
 *
 * Returns: %TRUE when it will be there at the next start
 */
gboolean
rushes_settings_store_token (RushesSettings *self,
                             const char     *token)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), FALSE);

  g_clear_pointer (&self->unstored_token, g_free);
  if (g_settings_is_writable (self->settings, "token") &&
      g_settings_set_string (self->settings, "token", token))
    return TRUE;

  rushes_settings_use_token (self, token);

  return FALSE;
}

/**
 * rushes_settings_use_token:
 * @self: the settings
 * @token: a clean token
 *
 * Has @token hold for this run, whatever is set. Nothing is stored.
 */
void
rushes_settings_use_token (RushesSettings *self,
                           const char     *token)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  g_free (self->unstored_token);
  self->unstored_token = g_strdup (token);
  on_token_changed (self);
}

/**
 * rushes_settings_use_download_folder:
 * @self: the settings
 * @folder: a folder, which need not exist
 *
 * Has files saved in @folder in this run, whatever is set. Nothing is stored.
 */
void
rushes_settings_use_download_folder (RushesSettings *self,
                                     GFile          *folder)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  if (g_set_object (&self->used_folder, folder))
    on_download_folder_changed (self);
}

/**
 * rushes_settings_use_watch:
 * @self: the settings
 *
 * Has videos asked about by themselves in this run, whatever is set: somebody has asked for it in
 * so many words. How often and for how long is as it is set. Nothing is stored.
 */
void
rushes_settings_use_watch (RushesSettings *self)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  self->used_watch = TRUE;
  on_watch_changed (self);
}

/**
 * rushes_settings_dup_api_url:
 * @self: the settings
 *
 * Gets the base address of the API, as it is set; it has not been judged.
 *
 * Returns: (transfer full): an address
 */
char *
rushes_settings_dup_api_url (RushesSettings *self)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), NULL);

  return g_settings_get_string (self->settings, "api-url");
}

/**
 * rushes_settings_reset_api_url:
 * @self: the settings
 *
 * Goes back to the address of useapi.net.
 */
void
rushes_settings_reset_api_url (RushesSettings *self)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  g_settings_reset (self->settings, "api-url");
}

static char *
dup_videos_folder (void)
{
  const char *videos = g_get_user_special_dir (G_USER_DIRECTORY_VIDEOS);

  if (videos == NULL)
    return g_build_filename (g_get_home_dir (), "Videos", "Rushes", NULL);

  return g_build_filename (videos, "Rushes", NULL);
}

/**
 * rushes_settings_dup_download_folder:
 * @self: the settings
 *
 * Gets where files are saved: the setting, or the folder Rushes among the user's videos. It need
 * not exist.
 *
 * Returns: (transfer full): a folder
 */
GFile *
rushes_settings_dup_download_folder (RushesSettings *self)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), NULL);

  if (self->used_folder != NULL)
    return g_object_ref (self->used_folder);

  folder = g_settings_get_string (self->settings, "download-folder");
  if (!g_path_is_absolute (folder))
    {
      g_free (folder);
      folder = dup_videos_folder ();
    }

  return g_file_new_for_path (folder);
}

/**
 * rushes_settings_set_download_folder:
 * @self: the settings
 * @folder: a folder
 *
 * Sets where files are saved from now on.
 */
void
rushes_settings_set_download_folder (RushesSettings *self,
                                     GFile          *folder)
{
  g_autofree char *path = g_file_get_path (folder);

  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  if (path != NULL)
    g_settings_set_string (self->settings, "download-folder", path);
}

/**
 * rushes_settings_get_save_record:
 * @self: the settings
 *
 * Tells whether a record is to be written beside each saved video.
 *
 * Returns: %TRUE when the user wants it
 */
gboolean
rushes_settings_get_save_record (RushesSettings *self)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), FALSE);

  return g_settings_get_boolean (self->settings, "save-record");
}

/**
 * rushes_settings_get_watch:
 * @self: the settings
 * @interval: (out): seconds between two questions about a video
 * @limit: (out): minutes after which watching stops
 *
 * Tells whether and how videos are asked about by themselves.
 *
 * Returns: %TRUE when they are
 */
gboolean
rushes_settings_get_watch (RushesSettings *self,
                           guint          *interval,
                           guint          *limit)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), FALSE);

  *interval = g_settings_get_uint (self->settings, "watch-interval");
  *limit = g_settings_get_uint (self->settings, "watch-limit");

  return self->used_watch || g_settings_get_boolean (self->settings, "watch");
}

/**
 * rushes_settings_bind:
 * @self: the settings
 * @key: which of them
 * @object: a widget, or what stands for it
 * @property: its property, of a type that the setting can be turned into
 *
 * Binds a setting to a property, both ways.
 */
void
rushes_settings_bind (RushesSettings    *self,
                      RushesSettingsKey  key,
                      GObject           *object,
                      const char        *property)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  g_settings_bind (self->settings, bound_keys[key], object, property, G_SETTINGS_BIND_DEFAULT);
}

/**
 * rushes_settings_get_window:
 * @self: the settings
 * @width: (out): logical pixels
 * @height: (out): logical pixels
 * @maximized: (out): whether it fills the screen
 *
 * Gets how the window was when it was last closed.
 */
void
rushes_settings_get_window (RushesSettings *self,
                            int            *width,
                            int            *height,
                            gboolean       *maximized)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  *width = g_settings_get_int (self->settings, "window-width");
  *height = g_settings_get_int (self->settings, "window-height");
  *maximized = g_settings_get_boolean (self->settings, "window-maximized");
}

/**
 * rushes_settings_set_window:
 * @self: the settings
 * @width: logical pixels, before it was maximized
 * @height: logical pixels, before it was maximized
 * @maximized: whether it fills the screen
 *
 * Keeps how the window is.
 */
void
rushes_settings_set_window (RushesSettings *self,
                            int             width,
                            int             height,
                            gboolean        maximized)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  g_settings_set_int (self->settings, "window-width", CLAMP (width, MIN_WIDTH, MAX_SIDE));
  g_settings_set_int (self->settings, "window-height", CLAMP (height, MIN_HEIGHT, MAX_SIDE));
  g_settings_set_boolean (self->settings, "window-maximized", maximized);
}

/**
 * rushes_settings_get_sidebar_visible:
 * @self: the settings
 *
 * Tells whether the list of videos was shown beside the page.
 *
 * Returns: %TRUE when it was
 */
gboolean
rushes_settings_get_sidebar_visible (RushesSettings *self)
{
  g_return_val_if_fail (RUSHES_IS_SETTINGS (self), TRUE);

  return g_settings_get_boolean (self->settings, "sidebar-visible");
}

/**
 * rushes_settings_set_sidebar_visible:
 * @self: the settings
 * @visible: whether the list of videos is shown beside the page
 *
 * Keeps whether the list is shown.
 */
void
rushes_settings_set_sidebar_visible (RushesSettings *self,
                                     gboolean        visible)
{
  g_return_if_fail (RUSHES_IS_SETTINGS (self));

  g_settings_set_boolean (self->settings, "sidebar-visible", visible);
}
