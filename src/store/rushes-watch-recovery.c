/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-recovery.h"

#include "rushes-watch-log.h"

typedef struct
{
  RushesLibrary *library;
  RushesWatchRecovered recovered;
  GObject *user_data;
  gint64 age; /* of the one video it is about */
} Recovery;

static Recovery *
recovery_new (RushesLibrary        *library,
              RushesWatchRecovered  recovered,
              GObject              *user_data,
              gint64                age)
{
  Recovery *self = g_new0 (Recovery, 1);

  self->library = g_object_ref (library);
  self->recovered = recovered;
  self->user_data = g_object_ref (user_data);
  self->age = age;

  return self;
}

static void
recovery_free (Recovery *self)
{
  g_object_unref (self->library);
  g_object_unref (self->user_data);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recovery, recovery_free)

/* A clock that was set back since does not make a watch endless. */
static gint64
get_age (const RushesWatchEntry *entry)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return CLAMP (now - entry->since, 0, G_MAXINT32) * G_USEC_PER_SEC;
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Recovery) self = user_data;
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result,
                                                             NULL);

  if (video != NULL)
    self->recovered (video, self->age, self->user_data);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Recovery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = rushes_watch_log_load_finish (RUSHES_DATABASE (source), result,
                                                               &error);

  if (entries == NULL)
    {
      g_info ("What was watched is not known: %s", error->message);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    {
      const RushesWatchEntry *entry = g_ptr_array_index (entries, i);

      rushes_library_open_async (self->library, entry->video_id, NULL, on_opened,
                                 recovery_new (self->library, self->recovered, self->user_data,
                                               get_age (entry)));
    }
}

/**
 * rushes_watch_recovery_begin:
 * @library: the videos
 * @recovered: called for each video that an earlier run was watching
 * @user_data: whom to call; it stays until all were handed over
 *
 * Looks up what was being watched when the program ended.
 */
void
rushes_watch_recovery_begin (RushesLibrary        *library,
                             RushesWatchRecovered  recovered,
                             GObject              *user_data)
{
  rushes_watch_log_load_async (rushes_library_get_database (library), on_loaded,
                               recovery_new (library, recovered, user_data, 0));
}
