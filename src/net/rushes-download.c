/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download.h"

#include "rushes-download-terms.h"
#include "rushes-error.h"
#include "rushes-leftover.h"

/* The owner gives up first and by its own limits; this is for a worker whose owner does not run. */
#define IDLE_MARGIN_SECONDS 10

struct _RushesDownload
{
  GObject parent_instance;

  GFile *folder;
  RushesFetchPlan plan;
  RushesWorkerLimits limits;
  RushesWorker *worker;
  GCancellable *looking; /* NULL: nobody looks what an earlier run left */
  RushesDownloadFacts facts;
};

enum
{
  PROP_TERMS = 1,
  PROP_FACTS = PROP_TERMS + RUSHES_N_DOWNLOAD_TERMS,
  N_PROPERTIES = PROP_FACTS + RUSHES_N_DOWNLOAD_FACTS,

  PROP_MEDIA = PROP_TERMS + RUSHES_DOWNLOAD_TERM_MEDIA,
  PROP_NAME = PROP_TERMS + RUSHES_DOWNLOAD_TERM_NAME,
  PROP_FOLDER = PROP_TERMS + RUSHES_DOWNLOAD_TERM_FOLDER,
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
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS + i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
stop_looking (RushesDownload *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
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
choose_folder (RushesDownload *self,
               GFile          *folder)
{
  if (self->folder != NULL && g_file_equal (self->folder, folder))
    return;

  g_set_object (&self->folder, folder);
  rushes_fetch_plan_set_folder (&self->plan, g_file_peek_path (folder));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
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

  if (news->running || news->total >= 0)
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

/* A file that was complete already when another folder was set stays where it is. */
static void
on_ended (const RushesWorkerNews *news,
          const char             *path,
          const GError           *error,
          gpointer                user_data)
{
  g_autoptr(RushesDownload) self = g_object_ref (user_data);
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr(GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  RushesDownloadFacts next;

  read_news (self, news, &next);
  next.state = file != NULL ? RUSHES_DOWNLOAD_DONE : rushes_download_state_after (error);
  next.error = error;
  next.file = file;

  g_object_freeze_notify (G_OBJECT (self));
  if (folder != NULL)
    choose_folder (self, folder);
  set_facts (self, &next);
  g_object_thaw_notify (G_OBJECT (self));
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
    case PROP_NAME: g_value_set_string (value, self->plan.name); break;
    case PROP_FOLDER: g_value_set_object (value, self->folder); break;
    case PROP_FACTS ... N_PROPERTIES - 1:
      rushes_download_facts_get_value (&self->facts, property - PROP_FACTS, value);
      break;
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
    case PROP_FOLDER: rushes_download_set_folder (self, g_value_get_object (value)); break;
    default:
      rushes_download_terms_set_value (&self->plan, &self->limits, property - PROP_TERMS, value);
    }
}

static void
rushes_download_constructed (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  G_OBJECT_CLASS (rushes_download_parent_class)->constructed (object);

  self->plan.idle_seconds =
    MAX (self->limits.stall_seconds, self->limits.answer_seconds) + IDLE_MARGIN_SECONDS;
  self->worker = rushes_worker_new (&self->limits, on_told, on_ended, self);
}

static void
rushes_download_dispose (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  stop_looking (self);
  g_clear_pointer (&self->worker, rushes_worker_free);

  G_OBJECT_CLASS (rushes_download_parent_class)->dispose (object);
}

static void
rushes_download_finalize (GObject *object)
{
  RushesDownload *self = RUSHES_DOWNLOAD (object);

  rushes_download_facts_clear (&self->facts);
  rushes_fetch_plan_clear (&self->plan);
  g_object_unref (self->folder);

  G_OBJECT_CLASS (rushes_download_parent_class)->finalize (object);
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

  rushes_download_terms_make_specs (properties + PROP_TERMS);
  rushes_download_facts_make_specs (properties + PROP_FACTS);
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
 * @name: (nullable): what to call it there, where somebody chose that as well
 *   ([func@file_name_new_chosen]): one path component
 * @loopback_allowed: whether `api-url` itself is a loopback address (DESIGN §7)
 *
 * Makes a download that waits to be started. It may be dropped at any time: what is under way then
 * is stopped, and what came is kept as if it had been paused. Another file of its name is never
 * replaced: then it is "NAME (2).mp4".
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
                     const char  *name,
                     gboolean     loopback_allowed)
{
  return g_object_new (RUSHES_TYPE_DOWNLOAD,
                       "media", media,
                       "prompt", prompt,
                       "folder", folder,
                       "name", name,
                       "loopback-allowed", loopback_allowed,
                       NULL);
}

/**
 * rushes_download_take_saved:
 * @self: a download that was not started
 * @file: where its file is, whole
 * @size: bytes
 *
 * Makes it one that is done: its file was saved by an earlier run.
 */
void
rushes_download_take_saved (RushesDownload *self,
                            GFile          *file,
                            guint64         size)
{
  RushesDownloadFacts next;

  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));
  g_return_if_fail (self->facts.state == RUSHES_DOWNLOAD_QUEUED);

  next = self->facts;
  next.state = RUSHES_DOWNLOAD_DONE;
  next.received = size;
  next.total = size;
  next.file = file;
  set_facts (self, &next);
}

/**
 * rushes_download_set_logged:
 * @self: a download that was not started
 * @earlier: whether an earlier run of the program began it
 *
 * Says that somebody notes down that the file is being saved, to have it gone on with by the next
 * run. As the program may be killed between the last step and the note that it is done, what is
 * known of the file then stays beside it until [func@finished_file_forget_async], and a download
 * that an earlier run began takes the file which that has finished.
 */
void
rushes_download_set_logged (RushesDownload *self,
                            gboolean        earlier)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  self->plan.logged = TRUE;
  self->plan.begun_earlier = earlier;
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

  stop_looking (self);
  rushes_worker_start (self->worker, &self->plan);
  set_state (self, RUSHES_DOWNLOAD_CONNECTING, NULL);
}

/**
 * rushes_download_pause:
 * @self: a download
 *
 * Stops a download at once and keeps what came. Does nothing when it is neither queued nor under
 * way. For one that was not started yet, it looks what is there ([method@Download.look]).
 */
void
rushes_download_pause (RushesDownload *self)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (!rushes_download_state_can_pause (self->facts.state))
    return;

  rushes_download_look (self);
  rushes_worker_stop (self->worker);
  if (rushes_download_state_can_pause (self->facts.state))
    set_state (self, RUSHES_DOWNLOAD_PAUSED, NULL);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesDownload) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesLeftover) left = rushes_leftover_look_finish (result, &error);
  RushesDownloadFacts next = self->facts;

  if (error != NULL)
    return; /* it was started or cancelled meanwhile */

  g_clear_object (&self->looking);
  if (left == NULL)
    return;

  next.received = left->received;
  next.total = left->total;
  next.content_type = left->content_type;
  set_facts (self, &next);
}

/**
 * rushes_download_look:
 * @self: a download
 *
 * Looks, off the main loop, what an earlier run of the program left of the file:
 * [property@Download:received], [property@Download:total] and [property@Download:content-type] tell
 * a moment later. Does nothing unless the download is queued and its length is not known yet.
 */
void
rushes_download_look (RushesDownload *self)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));

  if (self->facts.state != RUSHES_DOWNLOAD_QUEUED || self->facts.total >= 0 ||
      self->looking != NULL)
    return;

  self->looking = g_cancellable_new ();
  rushes_leftover_look_async (&self->plan, self->looking, on_looked, g_object_ref (self));
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

  stop_looking (self);
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
 * rushes_download_set_folder:
 * @self: a download
 * @folder: where to save it from now on; it is made when it is missing
 *
 * Chooses another folder, as after a full disk. What there is of the file comes along at the next
 * [method@Download.start] of this run, and stays where it is when it cannot be put there; what
 * cannot be read any more is fetched anew. Does nothing when the download is under way or done.
 */
void
rushes_download_set_folder (RushesDownload *self,
                            GFile          *folder)
{
  g_return_if_fail (RUSHES_IS_DOWNLOAD (self));
  g_return_if_fail (G_IS_FILE (folder));

  if (rushes_download_state_can_start (self->facts.state))
    choose_folder (self, folder);
}

/**
 * rushes_download_get_plan:
 * @self: a download
 *
 * Gets what is fetched, and where to.
 *
 * Returns: (transfer none): the plan, which holds until the link or the folder changes
 */
const RushesFetchPlan *
rushes_download_get_plan (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return &self->plan;
}

/**
 * rushes_download_get_facts:
 * @self: a download
 *
 * Gets all there is to say of the download at once.
 *
 * Returns: (transfer none): the facts, which hold until the next of them changes
 */
const RushesDownloadFacts *
rushes_download_get_facts (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return &self->facts;
}
