/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queueing.h"

#include <string.h>

static void
on_n_active (Queueing *self)
{
  guint n_active;

  g_object_get (self->downloads, "n-active", &n_active, NULL);
  g_assert_cmpuint (n_active, <=, QUEUEING_MAX_ACTIVE);
  self->most_active = MAX (self->most_active, n_active);
}

void
queueing_open (Queueing *self)
{
  self->downloads = rushes_downloads_new (self->storing.settings, self->storing.client,
                                             self->storing.watcher,
                                             self->storing.database);
  g_signal_connect_swapped (self->downloads, "notify::n-active", G_CALLBACK (on_n_active),
                            self);
}

/* As at the end of the program: what is under way stops where it is. */
void
queueing_close (Queueing *self)
{
  storing_wait_alone (self->downloads);
  g_assert_finalize_object (g_steal_pointer (&self->downloads));
}

void
queueing_set_up (Queueing      *self,
                 gconstpointer  data)
{
  storing_set_up (&self->storing, NULL);
  queueing_open (self);
}

void
queueing_tear_down (Queueing      *self,
                    gconstpointer  data)
{
  queueing_close (self);
  for (guint i = 0; i < QUEUEING_N_MEDIA; i++)
    g_clear_object (&self->media[i]);
  storing_tear_down (&self->storing, NULL);
}

RushesDownload *
queueing_add (Queueing    *self,
              RushesMedia *media)
{
  RushesDownload *download = rushes_downloads_add (self->downloads, media, "A red fox");

  g_assert_true (rushes_downloads_peek (self->downloads, media) == download);

  return download;
}

/* Asks for one video more and queues it, as the next of the queue's media. */
RushesDownload *
queueing_add_new (Queueing   *self,
                  const char *options)
{
  guint i = 0;

  while (self->media[i] != NULL)
    i++;
  self->media[i] = storing_make_media (&self->storing, options, 1 + i, RUSHES_MEDIA_CLEAN);

  return queueing_add (self, self->media[i]);
}

void
queueing_add_slow (Queueing *self,
                   guint     n)
{
  stand_in_set_media_rate (self->storing.stand_in, QUEUEING_SLOW);
  for (guint i = 0; i < n; i++)
    queueing_add_new (self, "big-1");
}

RushesDownload *
queueing_peek_at (Queueing *self,
                  guint     position)
{
  g_autoptr(RushesDownload) download = NULL;

  download = g_list_model_get_item (G_LIST_MODEL (self->downloads), position);

  return download; /* the queue keeps it */
}

/* The number of each video and a letter for its state: "1a 2q". Connecting and running are one. */
static char *
describe (Queueing *self)
{
  static const char letters[] = "qaapfdc";
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->downloads)); i++)
    {
      RushesDownload *download = queueing_peek_at (self, i);
      const char *id = rushes_media_get_video_id (rushes_download_get_media (download));

      g_string_append_printf (text, "%s%c%c", i > 0 ? " " : "", id[strlen (id) - 1],
                              letters[rushes_download_get_state (download)]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
queueing_assert (Queueing   *self,
                 const char *want)
{
  g_autofree char *got = describe (self);

  g_assert_cmpstr (got, ==, want);
}

typedef struct
{
  Queueing *self;
  const char *want;
} Wanted;

static gboolean
looks_so (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *got = describe (wanted->self);

  return g_str_equal (got, wanted->want);
}

void
queueing_wait (Queueing   *self,
               const char *want)
{
  Wanted wanted = { self, want };

  storing_wait_until (looks_so, &wanted);
}

static gboolean
is_quiet (gpointer data)
{
  return rushes_downloads_get_n_open (data) == 0;
}

void
queueing_wait_quiet (Queueing *self)
{
  storing_wait_until (is_quiet, self->downloads);
}

gboolean
queueing_is_waiting (gpointer data)
{
  Queueing *self = data;

  return rushes_downloads_get_recovery (self->downloads, queueing_peek_at (self, 0)) ==
         RUSHES_RECOVERY_WAITING;
}
