/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-inquiry.h"

struct _RushesInquiry
{
  GObject parent_instance;

  GtkWindow *window; /* owns this */
  RushesLibrary *library;
  RushesWatcher *watcher;
  RushesDownloads *downloads;
  GCancellable *opening; /* of what is to be shown next */
  RushesWatch *watch;    /* of what was opened or asked about last */
  GSignalGroup *watch_signals;
  GCancellable *asking; /* while somebody waits for the answer */
  gboolean is_new;      /* whether that is the first there is of it */
};

enum
{
  PROP_0,
  PROP_ASKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPENED,
  ANSWERED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesInquiry, rushes_inquiry, G_TYPE_OBJECT)

static void
set_watch (RushesInquiry *self,
           RushesWatch   *watch)
{
  g_set_object (&self->watch, watch);
  g_signal_group_set_target (self->watch_signals, watch);
}

/* An error that passes is nothing for the bar when nobody waits for the answer: the line beside the
 * status says it. */
static void
on_answered (RushesInquiry *self)
{
  const GError *error = rushes_watch_get_error (self->watch);
  RushesScheduleOutcome outcome = rushes_schedule_read_error (error);
  gboolean waited_for = self->asking != NULL;

  if (waited_for)
    rushes_inquiry_stop (self);

  if (outcome == RUSHES_SCHEDULE_ANSWERED || outcome == RUSHES_SCHEDULE_ENDED)
    g_signal_emit (self, signals[ANSWERED], 0, self->watch, waited_for);
  else if (waited_for || outcome == RUSHES_SCHEDULE_REFUSED)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
ask (RushesInquiry *self)
{
  rushes_inquiry_stop (self);
  self->asking = g_cancellable_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKED]);
  rushes_watcher_fetch_async (self->watcher, rushes_watch_get_video_id (self->watch), self->asking,
                              NULL, NULL);
}

/* The program stays until it is over, even when the window is closed in the next moment. */
typedef struct
{
  RushesInquiry *inquiry;
  GApplication *application;
  GCancellable *cancellable;
  gboolean to_fetch;
} Opening;

static Opening *
opening_new (RushesInquiry *self,
             gboolean       to_fetch)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->inquiry = g_object_ref (self);
  opening->application = G_APPLICATION (g_object_ref (gtk_window_get_application (self->window)));
  g_application_hold (opening->application);
  opening->cancellable = g_object_ref (self->opening);
  opening->to_fetch = to_fetch;

  return opening;
}

static void
opening_free (Opening *opening)
{
  g_application_release (opening->application);
  g_object_unref (opening->application);
  g_object_unref (opening->inquiry);
  g_object_unref (opening->cancellable);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* What is known of it is shown at once, and stays while it is asked about. */
static void
show_opened (RushesInquiry *self,
             RushesWatch   *watch,
             gboolean       to_fetch)
{
  RushesVideo *video = rushes_watch_get_video (watch);
  gboolean known = rushes_video_get_asked_at (video) != NULL;

  rushes_inquiry_stop (self);
  set_watch (self, watch);
  rushes_downloads_recall (self->downloads, video);
  if (known)
    g_signal_emit (self, signals[OPENED], 0, watch);

  self->is_new = to_fetch && !known;
  if (to_fetch)
    ask (self);
}

/* What is fetched is watched from the beginning: it is not lost whatever the first answer is, and
 * whether or not the window is still there then. */
static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  RushesInquiry *self = opening->inquiry;
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result,
                                                             NULL);
  g_autoptr(RushesWatch) watch = rushes_watcher_open (self->watcher, video);

  if (opening->to_fetch)
    rushes_watcher_watch (self->watcher, watch);
  if (!g_cancellable_is_cancelled (opening->cancellable))
    show_opened (self, watch, opening->to_fetch);
}

static void
cancel_opening (RushesInquiry *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

static void
rushes_inquiry_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_ASKED)
    g_value_set_string (value, rushes_inquiry_peek_asked (RUSHES_INQUIRY (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_inquiry_finalize (GObject *object)
{
  RushesInquiry *self = RUSHES_INQUIRY (object);

  g_clear_object (&self->opening);
  g_clear_object (&self->asking);
  g_clear_object (&self->watch_signals);
  g_clear_object (&self->watch);
  g_clear_object (&self->downloads);
  g_clear_object (&self->watcher);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (rushes_inquiry_parent_class)->finalize (object);
}

static void
rushes_inquiry_class_init (RushesInquiryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_inquiry_finalize;
  object_class->get_property = rushes_inquiry_get_property;

  properties[PROP_ASKED] = g_param_spec_string ("asked", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RushesInquiry::opened:
   * @self: the inquiry
   * @watch: the watch of a video of which something is known
   *
   * A video is to be shown.
   */
  signals[OPENED] = g_signal_new ("opened", RUSHES_TYPE_INQUIRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, RUSHES_TYPE_WATCH);

  /**
   * RushesInquiry::answered:
   * @self: the inquiry
   * @watch: the watch of the video that was opened or asked about last
   * @waited_for: whether somebody waited for it
   *
   * The service has said something about the video, be it that it is gone.
   */
  signals[ANSWERED] = g_signal_new ("answered", RUSHES_TYPE_INQUIRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, RUSHES_TYPE_WATCH, G_TYPE_BOOLEAN);

  /**
   * RushesInquiry::failed:
   * @self: the inquiry
   * @error: why
   *
   * There is no answer, and somebody is to know.
   */
  signals[FAILED] = g_signal_new ("failed", RUSHES_TYPE_INQUIRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rushes_inquiry_init (RushesInquiry *self)
{
  /* The group looks the signal up in a class that may not be there yet. */
  g_type_class_unref (g_type_class_ref (RUSHES_TYPE_WATCH));
  self->watch_signals = g_signal_group_new (RUSHES_TYPE_WATCH);
  g_signal_group_connect_swapped (self->watch_signals, "answered", G_CALLBACK (on_answered), self);
}

/**
 * rushes_inquiry_new:
 * @window: the window that is to show what is opened; it keeps what is returned
 * @library: the videos
 * @watcher: who asks about them
 * @downloads: the transfers
 *
 * Makes the one who opens videos and asks about them, one after the other: what was opened later
 * takes the place of what was opened before.
 *
 * `asked` notifies.
 *
 * Returns: (transfer full): to be kept by @window, and ended with [method@Inquiry.forget] before it
 *   goes
 */
RushesInquiry *
rushes_inquiry_new (GtkWindow       *window,
                    RushesLibrary   *library,
                    RushesWatcher   *watcher,
                    RushesDownloads *downloads)
{
  RushesInquiry *self = g_object_new (RUSHES_TYPE_INQUIRY, NULL);

  self->window = window;
  self->library = g_object_ref (library);
  self->watcher = g_object_ref (watcher);
  self->downloads = g_object_ref (downloads);

  return self;
}

/**
 * rushes_inquiry_open:
 * @self: the inquiry
 * @video_id: a video
 * @to_fetch: whether to ask about it, and to watch it from now on
 *
 * Looks a video up in the library and shows what is known of it.
 */
void
rushes_inquiry_open (RushesInquiry *self,
                     const char    *video_id,
                     gboolean       to_fetch)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  cancel_opening (self);
  self->opening = g_cancellable_new ();
  rushes_library_open_async (self->library, video_id, NULL, on_opened,
                             opening_new (self, to_fetch));
}

/**
 * rushes_inquiry_ask:
 * @self: the inquiry
 * @watch: the watch of the video that is shown
 *
 * Asks about a video once more. While it is being asked about already, nothing is done.
 */
void
rushes_inquiry_ask (RushesInquiry *self,
                    RushesWatch   *watch)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  if (self->asking != NULL && self->watch == watch)
    return;

  set_watch (self, watch);
  self->is_new = FALSE;
  ask (self);
}

/**
 * rushes_inquiry_ask_again:
 * @self: the inquiry
 *
 * Asks anew about what was opened or asked about last, and watches it again.
 */
void
rushes_inquiry_ask_again (RushesInquiry *self)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  if (self->watch == NULL)
    return;

  rushes_watcher_watch (self->watcher, self->watch);
  ask (self);
}

/**
 * rushes_inquiry_stop:
 * @self: the inquiry
 *
 * Waits for the answer no more. It may still come.
 */
void
rushes_inquiry_stop (RushesInquiry *self)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  if (self->asking == NULL)
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKED]);
}

/**
 * rushes_inquiry_give_up:
 * @self: the inquiry
 * @shown: (nullable): the watch of the video that is shown
 *
 * Takes back what was asked: whatever comes of it later does not push @shown aside.
 */
void
rushes_inquiry_give_up (RushesInquiry *self,
                        RushesWatch   *shown)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  rushes_inquiry_stop (self);
  if (self->is_new)
    rushes_watcher_stop (self->watcher, self->watch);
  if (shown != NULL)
    set_watch (self, shown);
}

/**
 * rushes_inquiry_forget:
 * @self: the inquiry
 *
 * Shows nothing of what was opened or asked any more.
 */
void
rushes_inquiry_forget (RushesInquiry *self)
{
  g_return_if_fail (RUSHES_IS_INQUIRY (self));

  cancel_opening (self);
  rushes_inquiry_stop (self);
  set_watch (self, NULL);
}

/**
 * rushes_inquiry_peek_asked:
 * @self: the inquiry
 *
 * Gets the video whose answer somebody waits for. `asked` notifies.
 *
 * Returns: (transfer none) (nullable): the video ID
 */
const char *
rushes_inquiry_peek_asked (RushesInquiry *self)
{
  g_return_val_if_fail (RUSHES_IS_INQUIRY (self), NULL);

  return self->asking != NULL ? rushes_watch_get_video_id (self->watch) : NULL;
}
