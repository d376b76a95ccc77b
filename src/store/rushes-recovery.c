/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-recovery.h"

#include "rushes-error.h"
#include "rushes-retry.h"

struct _RushesRecovery
{
  GObject parent_instance;

  RushesDownload *download; /* whose owner owns this */
  RushesWatcher *watcher;
  GCancellable *cancellable;
  RushesRecoveryPhase phase;
  guint timer_id;

  guint second_ms;

  guint64 furthest; /* bytes: further than ever is what counts as progress */
  guint n_fruitless;
  gboolean renewed; /* since there was progress: a link that brings nothing is renewed once */
  gboolean retrying;
};

enum
{
  PROP_0,
  PROP_PHASE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesRecovery, rushes_recovery, G_TYPE_OBJECT)

static void
set_phase (RushesRecovery      *self,
           RushesRecoveryPhase  phase)
{
  if (self->phase == phase)
    return;

  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

static void
stop (RushesRecovery *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer_id, g_source_remove);
}

/* The phase ends with the change of state: at no moment the transfer looks given up. */
static void
retry (RushesRecovery *self)
{
  self->retrying = TRUE;
  rushes_download_retry (self->download);
  self->retrying = FALSE;
}

static gboolean
on_time_over (gpointer user_data)
{
  g_autoptr(RushesRecovery) self = g_object_ref (user_data);

  self->timer_id = 0;
  retry (self);

  return G_SOURCE_REMOVE;
}

static void
on_renewed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(RushesRecovery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = rushes_watcher_fetch_finish (RUSHES_WATCHER (source), result,
                                                              &error);
  RushesMedia *media, *newer = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  media = rushes_download_get_media (self->download);
  if (video != NULL)
    newer = rushes_video_peek_file (video, rushes_media_get_kind (media),
                                    rushes_media_get_number (media));

  if (newer == NULL || rushes_media_get_uri (newer) == NULL)
    {
      set_phase (self, RUSHES_RECOVERY_NONE);
      return;
    }

  rushes_media_set_uri (media, rushes_media_get_uri (newer));
  retry (self);
}

/* A link that has expired is cured by fetching the video by its ID again (API.md, "Media"). */
static void
renew_link (RushesRecovery *self)
{
  RushesMedia *media = rushes_download_get_media (self->download);

  if (self->renewed)
    return;

  self->renewed = TRUE;
  self->cancellable = g_cancellable_new ();
  set_phase (self, RUSHES_RECOVERY_RENEWING);
  rushes_watcher_fetch_async (self->watcher, rushes_media_get_video_id (media), self->cancellable,
                              on_renewed, g_object_ref (self));
}

static void
try_again (RushesRecovery *self,
           const GError   *error,
           gboolean        got_bytes)
{
  gint64 delay = rushes_retry_get_delay (error, self->n_fruitless, got_bytes);

  if (delay < 0)
    return;

  self->n_fruitless = got_bytes ? 1 : self->n_fruitless + 1;
  self->timer_id = g_timeout_add (delay * self->second_ms, on_time_over, self);
  set_phase (self, RUSHES_RECOVERY_WAITING);
}

static void
on_failed (RushesRecovery *self)
{
  const GError *error = rushes_download_get_error (self->download);
  guint64 received = rushes_download_get_received (self->download);
  gboolean got_bytes = received > self->furthest;

  self->furthest = MAX (self->furthest, received);
  if (got_bytes)
    self->renewed = FALSE;

  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_LINK_EXPIRED))
    renew_link (self);
  else
    try_again (self, error, got_bytes);
}

/* The user has acted, and may expect all that was done the first time. */
static void
begin_anew (RushesRecovery *self)
{
  self->n_fruitless = 0;
  self->renewed = FALSE;
}

static void
on_state_changed (RushesRecovery *self)
{
  RushesDownloadState state = rushes_download_get_state (self->download);

  if (rushes_download_state_is_active (state))
    return;

  stop (self);
  set_phase (self, RUSHES_RECOVERY_NONE);
  if (state == RUSHES_DOWNLOAD_FAILED)
    on_failed (self);
  else if (!self->retrying)
    begin_anew (self);
}

static void
rushes_recovery_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_PHASE)
    g_value_set_int (value, RUSHES_RECOVERY (object)->phase);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_recovery_dispose (GObject *object)
{
  RushesRecovery *self = RUSHES_RECOVERY (object);

  stop (self);
  g_clear_object (&self->watcher);

  G_OBJECT_CLASS (rushes_recovery_parent_class)->dispose (object);
}

static void
rushes_recovery_class_init (RushesRecoveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rushes_recovery_dispose;
  object_class->get_property = rushes_recovery_get_property;

  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, RUSHES_RECOVERY_NONE,
                                             RUSHES_RECOVERY_WAITING, RUSHES_RECOVERY_NONE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_recovery_init (RushesRecovery *self)
{
  self->second_ms = 1000;
}

/**
 * rushes_recovery_new:
 * @download: a transfer, which must outlive it
 * @watcher: who asks the API for new links
 *
 * Makes the one who takes a transfer up again when it has failed for a reason that can pass
 * ([func@retry_get_delay]) or because its link had expired: then the video is fetched by its ID,
 * once for each stretch of progress, and its new link taken (DESIGN §5). What it does ends in
 * [method@Download.retry], so the queue keeps its order. `phase` notifies.
 *
 * Returns: (transfer full): for the main thread
 */
RushesRecovery *
rushes_recovery_new (RushesDownload *download,
                     RushesWatcher  *watcher)
{
  RushesRecovery *self = g_object_new (RUSHES_TYPE_RECOVERY, NULL);

  self->download = download;
  self->watcher = g_object_ref (watcher);
  g_signal_connect_object (download, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rushes_recovery_set_second:
 * @self: a recovery
 * @milliseconds: how long a second of waiting takes
 *
 * Makes waiting shorter, for who cannot wait: tests.
 */
void
rushes_recovery_set_second (RushesRecovery *self,
                            guint           milliseconds)
{
  g_return_if_fail (RUSHES_IS_RECOVERY (self));

  self->second_ms = milliseconds;
}

/**
 * rushes_recovery_give_up:
 * @self: a recovery
 *
 * Does nothing more about the fault; the transfer stays as it is.
 */
void
rushes_recovery_give_up (RushesRecovery *self)
{
  g_return_if_fail (RUSHES_IS_RECOVERY (self));

  stop (self);
  set_phase (self, RUSHES_RECOVERY_NONE);
}

/**
 * rushes_recovery_get_phase:
 * @self: a recovery
 *
 * Gets what is being done about the transfer.
 *
 * Returns: the phase
 */
RushesRecoveryPhase
rushes_recovery_get_phase (RushesRecovery *self)
{
  g_return_val_if_fail (RUSHES_IS_RECOVERY (self), RUSHES_RECOVERY_NONE);

  return self->phase;
}
