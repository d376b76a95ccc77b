/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-intake.h"

#include "rushes-library-known.h"

struct _RushesIntake
{
  GObject parent_instance;

  RushesSeveral *several; /* weak: the window may go while the library is asked */
  RushesLibrary *library;
  RushesWatcher *watcher;
  GPtrArray *items; /* of RushesPasteItem: what is to be shown next */
};

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesIntake, rushes_intake, G_TYPE_OBJECT)

static gboolean
is_known (const char *video_id,
          gpointer    data)
{
  return g_hash_table_contains (data, video_id);
}

static void
on_known (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(RushesIntake) self = user_data;
  g_autoptr(GHashTable) known = rushes_library_find_known_finish (RUSHES_DATABASE (source), result);
  g_autoptr(GPtrArray) items = g_steal_pointer (&self->items);

  /* Of two pasted at once, only the later one is there. */
  if (items != NULL && self->several != NULL)
    rushes_several_show (self->several, items, is_known, known);
}

/* Each is watched, and asked about once even where nothing is watched. */
static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesIntake) self = user_data;
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result,
                                                             NULL);
  g_autoptr(RushesWatch) watch = rushes_watcher_open (self->watcher, video);

  rushes_library_put (self->library, video, NULL);
  rushes_watcher_watch (self->watcher, watch);
  rushes_watcher_fetch_async (self->watcher, rushes_video_get_video_id (video), NULL, NULL, NULL);
}

static void
on_fetch (RushesIntake *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_ref (rushes_several_get_ids (self->several));

  rushes_several_hide (self->several);

  /* The first one last, so that it is on top of the list, and its page is shown. */
  for (guint i = ids->len; i > 1; i--)
    rushes_library_open_async (self->library, g_ptr_array_index (ids, i - 1), NULL, on_opened,
                               g_object_ref (self));
  if (ids->len > 0)
    g_signal_emit (self, signals[OPEN], 0, g_ptr_array_index (ids, 0));
}

static void
rushes_intake_finalize (GObject *object)
{
  RushesIntake *self = RUSHES_INTAKE (object);

  g_clear_weak_pointer (&self->several);
  g_clear_object (&self->library);
  g_clear_object (&self->watcher);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (rushes_intake_parent_class)->finalize (object);
}

static void
rushes_intake_class_init (RushesIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_intake_finalize;

  /**
   * RushesIntake::open:
   * @self: the intake
   * @video_id: a video
   *
   * The first of several videos is to be fetched and shown.
   */
  signals[OPEN] = g_signal_new ("open", RUSHES_TYPE_INTAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rushes_intake_init (RushesIntake *self)
{
}

/**
 * rushes_intake_new:
 * @several: the summary
 * @library: the videos there are
 * @watcher: who asks about those that come
 *
 * Makes the one who takes in several videos at once: it shows what was understood, and on Fetch
 * each becomes a video of the list that is asked about (DESIGN §3, "ID entry").
 *
 * Returns: (transfer full): to be kept by the window
 */
RushesIntake *
rushes_intake_new (RushesSeveral *several,
                   RushesLibrary *library,
                   RushesWatcher *watcher)
{
  RushesIntake *self = g_object_new (RUSHES_TYPE_INTAKE, NULL);

  g_set_weak_pointer (&self->several, several);
  self->library = g_object_ref (library);
  self->watcher = g_object_ref (watcher);
  g_signal_connect_object (several, "fetch", G_CALLBACK (on_fetch), self, G_CONNECT_SWAPPED);

  return self;
}

static char **
dup_ids (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (items, i);

      if (item->kind == RUSHES_PASTE_VIDEO)
        g_strv_builder_add (ids, item->id);
    }

  return g_strv_builder_end (ids);
}

/**
 * rushes_intake_take:
 * @self: the intake
 * @items: (element-type RushesPasteItem): what was pasted, more than one thing
 *
 * Shows what was understood. Nothing is sent before Fetch is pressed.
 */
void
rushes_intake_take (RushesIntake *self,
                    GPtrArray    *items)
{
  g_auto(GStrv) ids = dup_ids (items);

  g_return_if_fail (RUSHES_IS_INTAKE (self));

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  rushes_library_find_known_async (rushes_library_get_database (self->library),
                                   (const char *const *) ids, on_known, g_object_ref (self));
}
