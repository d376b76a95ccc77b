/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download.h"

#include "rushes-download-facts.h"
#include "rushes-error.h"
#include "rushes-worker.h"

/* The owner gives up first and by its own limits; this is for a worker whose owner does not run. */
#define IDLE_MARGIN_SECONDS 10

struct _RushesDownload
{
  GObject parent_instance;

  GFile *folder;
  RushesFetchPlan plan;
  RushesWorkerLimits limits;
  RushesWorker *worker;
  RushesDownloadFacts facts;
};

enum
{
  PROP_MEDIA = 1,
  PROP_PROMPT,
  PROP_FOLDER,
  PROP_LOOPBACK_ALLOWED,
  PROP_TLS_DATABASE,
  PROP_CONNECT_SECONDS,
  PROP_ANSWER_SECONDS,
  PROP_STALL_SECONDS,
  PROP_STATE,
  PROP_RECEIVED,
  PROP_TOTAL,
  PROP_SPEED,
  PROP_TIME_LEFT,
  PROP_FRACTION,
  PROP_CONTENT_TYPE,
  PROP_ERROR,
  PROP_FILE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RushesDownload, rushes_download, G_TYPE_OBJECT)

static void
set_facts (RushesDownload            *self,
           const RushesDownloadFacts *next)
{
  guint changed = rushes_download_facts_replace (&self->facts, next);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < RUSHES_N_DOWNLOAD_FACTS; i++)
    if (changed & 1u << i)
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE + i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_state (RushesDownload      *self,
           RushesDownloadState  state,
           const GError        *error)
{
  RushesDownloadFacts next = self->facts;

  next.state = state;
  next.error = error;
  next.speed = 0;
  next.time_left = -1;
  set_facts (self, &next);
}

static void
read_news (RushesDownload         *self,
           const RushesWorkerNews *news,
           RushesDownloadFacts    *next)
{
  *next = self->facts;
  next->error = NULL;
  next->speed = news->speed;
  next->time_left = news->time_left;
  if (news->content_type != NULL)
    next->content_type = news->content_type;

  if (news->running)
    {
      next->received = news->received;
      next->total = news->total;
    }
}

static void
on_told (const RushesWorkerNews *news,
         gpointer                user_data)
{
  g_autoptr(RushesDownload) self = g_object_ref (user_data);
  RushesDownloadFacts next;

  read_news (self, news, &next);
  next.state = news->running ? RUSHES_DOWNLOAD_RUNNING : RUSHES_DOWNLOAD_CONNECTING;
  set_facts (self, &next);
}

static void
on_ended (const RushesWorkerNews *news,
          const char             *name,
          const GError           *error,
          gpointer                user_data)
{
  g_autoptr(RushesDownload) self = g_object_ref (user_data);
  g_autoptr(GFile) file = name != NULL ? g_file_get_child (self->folder, name) : NULL;
  RushesDownloadFacts next;

  read_news (self, news, &next);
  next.state = file != NULL ? RUSHES_DOWNLOAD_DONE : rushes_download_state_after (error);
  next.error = error;
  next.file = file;
  set_facts (self, &next);
}

static void
rushes_download_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  switch (property)
    {
    case PROP_MEDIA: g_value_set_object (value, self->plan.media); break;
    case PROP_FOLDER: g_value_set_object (value, self->folder); break;
    case PROP_STATE: g_value_set_enum (value, self->facts.state); break;
    case PROP_RECEIVED: g_value_set_uint64 (value, self->facts.received); break;
    case PROP_TOTAL: g_value_set_int64 (value, self->facts.total); break;
    case PROP_SPEED: g_value_set_uint64 (value, self->facts.speed); break;
    case PROP_TIME_LEFT: g_value_set_int64 (value, self->facts.time_left); break;
    case PROP_FRACTION: g_value_set_double (value, rushes_download_get_fraction (self)); break;
    case PROP_CONTENT_TYPE: g_value_set_string (value, self->facts.content_type); break;
    case PROP_ERROR: g_value_set_boxed (value, self->facts.error); break;
    case PROP_FILE: g_value_set_object (value, self->facts.file); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
rushes_download_set_property (GObject      *object,
                              guint         property,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  switch (property)
    {
    case PROP_MEDIA: rushes_download_set_media (self, g_value_get_object (value)); break;
    case PROP_PROMPT: self->plan.prompt = g_value_dup_string (value); break;
    case PROP_FOLDER: self->folder = g_value_dup_object (value); break;
    case PROP_LOOPBACK_ALLOWED: self->plan.loopback_allowed = g_value_get_boolean (value); break;
    case PROP_TLS_DATABASE: self->plan.tls_database = g_value_dup_object (value); break;
    case PROP_CONNECT_SECONDS: self->limits.connect_seconds = g_value_get_uint (value); break;
    case PROP_ANSWER_SECONDS: self->limits.answer_seconds = g_value_get_uint (value); break;
    case PROP_STALL_SECONDS: self->limits.stall_seconds = g_value_get_uint (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
rushes_download_constructed (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  G_OBJECT_CLASS (rushes_download_parent_class)->constructed (object);

  self->plan.folder = g_file_peek_path (self->folder);
  self->plan.idle_seconds =
    MAX (self->limits.stall_seconds, self->limits.answer_seconds) + IDLE_MARGIN_SECONDS;
  self->worker = rushes_worker_new (&self->limits, on_told, on_ended, self);
}

static void
rushes_download_dispose (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  g_clear_pointer (&self->worker, rushes_worker_free);
  g_clear_object (&self->plan.media);
  g_clear_object (&self->plan.tls_database);

  G_OBJECT_CLASS (rushes_download_parent_class)->dispose (object);
}

static void
rushes_download_finalize (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  rushes_download_facts_clear (&self->facts);
  g_object_unref (self->folder);
  g_free ((char *) self->plan.prompt);

  G_OBJECT_CLASS (rushes_download_parent_class)->finalize (object);
}

#define PLAN (G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)
#define FACT (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

static void
install_plan (void)
{
  /**
   * RushesDownload:media:
   *
   * The file. Another link to the same file may be set while nothing is asked.
   */
  properties[PROP_MEDIA] =
    g_param_spec_object ("media", NULL, NULL, RUSHES_TYPE_MEDIA,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY |
                         G_PARAM_STATIC_STRINGS);
  properties[PROP_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, NULL, PLAN);
  properties[PROP_FOLDER] = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE, PLAN | FACT);
  properties[PROP_LOOPBACK_ALLOWED] =
    g_param_spec_boolean ("loopback-allowed", NULL, NULL, FALSE, PLAN);
  properties[PROP_TLS_DATABASE] =
    g_param_spec_object ("tls-database", NULL, NULL, G_TYPE_TLS_DATABASE, PLAN);

  /* How long a connection to one host may take, how long that may take to begin its answer, and for
   * how long fewer than 1024 bytes a second may come (DESIGN §7; FAULTS B13, B14). */
  properties[PROP_CONNECT_SECONDS] =
    g_param_spec_uint ("connect-seconds", NULL, NULL, 1, 600, 15, PLAN);
  properties[PROP_ANSWER_SECONDS] =
    g_param_spec_uint ("answer-seconds", NULL, NULL, 1, 600, 30, PLAN);
  properties[PROP_STALL_SECONDS] =
    g_param_spec_uint ("stall-seconds", NULL, NULL, 1, 600, 60, PLAN);
}

static void
install_facts (void)
{
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, RUSHES_TYPE_DOWNLOAD_STATE, RUSHES_DOWNLOAD_QUEUED,
                       FACT);
  properties[PROP_RECEIVED] =
    g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, FACT);
  properties[PROP_TOTAL] =
    g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, FACT);
  properties[PROP_SPEED] =
    g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, FACT);
  properties[PROP_TIME_LEFT] =
    g_param_spec_int64 ("time-left", NULL, NULL, -1, G_MAXINT64, -1, FACT);
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0.0, 1.0, 0.0, FACT);
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL, FACT);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, FACT);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, FACT);
}

static void
rushes_download_class_init (RushesDownloadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rushes_download_get_property;
  object_class->set_property = rushes_download_set_property;
  object_class->constructed = rushes_download_constructed;
  object_class->dispose = rushes_download_dispose;
  object_class->finalize = rushes_download_finalize;

  install_plan ();
  install_facts ();
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
rushes_download_init (RushesDownload *self)
{
  rushes_download_facts_init (&self->facts);
}

/**
 * rushes_download_new:
 * @media: the file to save
 * @prompt: (nullable): the prompt of its video, which the name is made of
 * @folder: where to save it; it is made when it is missing
 * @loopback_allowed: whether `api-url` itself is a loopback address (DESIGN §7)
 *
 * Makes a download that waits to be started. It may be dropped at any time: what is under way then
 * is stopped, and what came is kept as if it had been paused.
 *
 * A download belongs to the thread that made it. Its work is done by another thread, which tells it
 * how things stand in the main context that was the default at [method@Download.start]; every
 * property changes there, and nowhere else.
 *
 * Returns: (transfer full): the download, %RUSHES_DOWNLOAD_QUEUED
 */
RushesDownload *
rushes_download_new (RushesMedia *media,
                     const char  *prompt,
                     GFile       *folder,
                     gboolean     loopback_allowed)
{
  return g_object_new (RUSHES_TYPE_DOWNLOAD,
                       "media", media,
                       "prompt", prompt,
                       "folder", folder,
                       "loopback-allowed", loopback_allowed,
                       NULL);
}

/**
 * rushes_download_start:
 * @self: a download
 *
 * Starts a download, or goes on with it from where it can be proven to be safe. Does nothing when
 * it is under way or done.
 */
void
rushes_download_start (RushesDownload *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (!rushes_download_state_can_start (self->facts.state))
    return;

  if (self->plan.folder == NULL)
    {
      error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_FILE, "not a folder of a disk");
      set_state (self, RUSHES_DOWNLOAD_FAILED, error);
      return;
    }

  rushes_worker_start (self->worker, &self->plan);
  set_state (self, RUSHES_DOWNLOAD_CONNECTING, NULL);
}

/**
 * rushes_download_pause:
 * @self: a download
 *
 * Stops a download at once and keeps what came. Does nothing when it is neither queued nor under
 * way.
 */
void
rushes_download_pause (RushesDownload *self)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (!rushes_download_state_can_pause (self->facts.state))
    return;

  rushes_worker_stop (self->worker);
  if (rushes_download_state_can_pause (self->facts.state))
    set_state (self, RUSHES_DOWNLOAD_PAUSED, NULL);
}

/**
 * rushes_download_cancel:
 * @self: a download
 *
 * Stops a download at once and has everything of it removed, also what an earlier run of the
 * program left. One that is done stays so.
 */
void
rushes_download_cancel (RushesDownload *self)
{
  RushesDownloadFacts next;

  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (!rushes_download_state_can_cancel (self->facts.state))
    return;

  if (self->plan.folder != NULL)
    rushes_worker_discard (self->worker, &self->plan);
  if (!rushes_download_state_can_cancel (self->facts.state))
    return;

  rushes_download_facts_init (&next);
  next.state = RUSHES_DOWNLOAD_CANCELLED;
  set_facts (self, &next);
}

/**
 * rushes_download_retry:
 * @self: a download
 *
 * Puts a download that is paused, failed or cancelled back to %RUSHES_DOWNLOAD_QUEUED, for whoever
 * decides when to start it. Does nothing otherwise.
 */
void
rushes_download_retry (RushesDownload *self)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (rushes_download_state_can_retry (self->facts.state))
    set_state (self, RUSHES_DOWNLOAD_QUEUED, NULL);
}

/**
 * rushes_download_get_media:
 * @self: a download
 *
 * Gets the file that is saved.
 *
 * Returns: (transfer none): the file
 */
RushesMedia *
rushes_download_get_media (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->plan.media;
}

/**
 * rushes_download_set_media:
 * @self: a download
 * @media: the same file, by another link
 *
 * Renews the link, as after %RUSHES_ERROR_LINK_EXPIRED. The next [method@Download.start] uses it.
 */
void
rushes_download_set_media (RushesDownload *self,
                           RushesMedia    *media)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));
  g_return_if_fail (RUSHES_IS_MEDIA (media));
  g_return_if_fail (self->plan.media == NULL ||
                    rushes_media_is_same_file (self->plan.media, media));

  if (g_set_object (&self->plan.media, media))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * rushes_download_get_prompt:
 * @self: a download
 *
 * Gets what the video was asked to be, which the name of the file is made of.
 *
 * Returns: (transfer none) (nullable): the prompt
 */
const char *
rushes_download_get_prompt (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->plan.prompt;
}

/**
 * rushes_download_get_folder:
 * @self: a download
 *
 * Gets the folder that the file is saved in; a message about a fault of the disk names it.
 *
 * Returns: (transfer none): the folder
 */
GFile *
rushes_download_get_folder (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->folder;
}

/**
 * rushes_download_get_state:
 * @self: a download
 *
 * Gets where the download stands.
 *
 * Returns: the state
 */
RushesDownloadState
rushes_download_get_state (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), RUSHES_DOWNLOAD_QUEUED);

  return self->facts.state;
}

/**
 * rushes_download_get_received:
 * @self: a download
 *
 * Gets how much of the file is there.
 *
 * Returns: bytes
 */
guint64
rushes_download_get_received (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0);

  return self->facts.received;
}

/**
 * rushes_download_get_total:
 * @self: a download
 *
 * Gets how long the file is.
 *
 * Returns: bytes, or -1 when that is not known
 */
gint64
rushes_download_get_total (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), -1);

  return self->facts.total;
}

/**
 * rushes_download_get_speed:
 * @self: a download
 *
 * Gets how fast bytes come, smoothed over some seconds.
 *
 * Returns: bytes a second
 */
guint64
rushes_download_get_speed (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0);

  return self->facts.speed;
}

/**
 * rushes_download_get_time_left:
 * @self: a download
 *
 * Gets how long the download will take yet.
 *
 * Returns: seconds, or -1 when that is not known
 */
gint64
rushes_download_get_time_left (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), -1);

  return self->facts.time_left;
}

/**
 * rushes_download_get_fraction:
 * @self: a download
 *
 * Gets how much of the file is there, as a part of the whole. It is 1 only when the file stands
 * under its final name, and 0 when the length is not known.
 *
 * Returns: from 0 to 1
 */
double
rushes_download_get_fraction (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0.0);

  return rushes_download_facts_get_fraction (&self->facts);
}

/**
 * rushes_download_get_content_type:
 * @self: a download
 *
 * Gets what the host says the type of the file is. It is a stranger's text.
 *
 * Returns: (transfer none) (nullable): the type, or %NULL before an answer
 */
const char *
rushes_download_get_content_type (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->facts.content_type;
}

/**
 * rushes_download_get_error:
 * @self: a download
 *
 * Gets why the download failed, or why it was paused when the user did not do it.
 *
 * Returns: (transfer none) (nullable): an error of %RUSHES_ERROR, or %NULL
 */
const GError *
rushes_download_get_error (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->facts.error;
}

/**
 * rushes_download_get_file:
 * @self: a download
 *
 * Gets the saved file.
 *
 * Returns: (transfer none) (nullable): the file, or %NULL before %RUSHES_DOWNLOAD_DONE
 */
GFile *
rushes_download_get_file (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return self->facts.file;
}
