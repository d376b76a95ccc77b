/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crowd.h"

#include "rushes-library-words.h"

#define ANSWER_BYTES 1500

typedef struct
{
  guint n_videos;
  const char *account;
  gboolean watched;
} Crowd;

static char *
make_prompt (GRand *rand)
{
  static const char *const words[] = { "a", "red", "fox", "runs", "through", "fresh", "snow", "for",
                                       "cinematic", "light", "slow", "motion", "camera", "city" };
  GString *text = g_string_new (NULL);
  guint n_words = g_rand_int_range (rand, 10, 60);
  gboolean signs = g_rand_int_range (rand, 0, 3) == 0;

  for (guint i = 0; i < n_words; i++)
    if (signs)
      g_string_append_unichar (text, i == 0 ? 0x7ea2 : 0x4e00 + g_rand_int_range (rand, 0, 3000));
    else if (g_rand_boolean (rand))
      g_string_append_printf (text, "%s ", words[g_rand_int_range (rand, 0,
                                                                   G_N_ELEMENTS (words))]);
    else
      g_string_append_printf (text, "w%x ", g_rand_int_range (rand, 0, 20000));
  if (signs && g_rand_int_range (rand, 0, 10) == 0)
    g_string_append (text, "红狐");

  return g_string_free (text, FALSE);
}

static void
execute_with (sqlite3      *db,
              sqlite3_stmt *statement,
              const char   *id,
              gint64        number)
{
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, number);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
}

static void
add (sqlite3      *db,
     sqlite3_stmt *statement,
     GRand        *rand,
     gint64        activity,
     const char   *id)
{
  g_autofree char *prompt = make_prompt (rand);

  sqlite3_bind_text (statement, 3, prompt, -1, SQLITE_STATIC);
  sqlite3_bind_zeroblob (statement, 4, ANSWER_BYTES);
  execute_with (db, statement, id, activity);
  rushes_library_words_put (db, activity, id, prompt, NULL);
}

static gpointer
fill (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  const Crowd *crowd = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(sqlite3_stmt) video = NULL;
  g_autoptr(sqlite3_stmt) watch = NULL;

  video = rushes_database_prepare (db, "INSERT INTO videos (activity, video_id, first_seen, status,"
                                       " status_final, width, height, cover, prompt, answer) VALUES"
                                       " (?2, ?1, ?2, 2, 1, 1280, 720,"
                                       " 'https://cdn.hailuoai.video/cover.jpeg', ?3, ?4)", NULL);
  watch = rushes_database_prepare (db, "INSERT INTO watches (video_id, since) VALUES (?1, ?2)",
                                   NULL);
  rushes_database_execute (db, "BEGIN", NULL);
  for (guint i = 1; i <= crowd->n_videos; i++)
    {
      g_autofree char *id = g_strdup_printf ("user:1234-minimax:%s-video:402%015u", crowd->account,
                                             i);

      add (db, video, rand, G_GINT64_CONSTANT (1700000000000000) + i * G_GINT64_CONSTANT (1000003),
           id);
      if (crowd->watched)
        execute_with (db, watch, id, g_get_real_time () / G_USEC_PER_SEC);
    }
  rushes_database_execute (db, "UPDATE videos SET status = 1, status_final = 0, cover = NULL"
                               " WHERE video_id IN (SELECT video_id FROM watches)", NULL);
  rushes_database_execute (db, "COMMIT", NULL);

  return NULL;
}

static void
make (GFile *file,
      Crowd *crowd)
{
  g_autoptr(RushesDatabase) database = rushes_database_new (file);

  rushes_database_run_async (database, fill, crowd, NULL, NULL, NULL, NULL);
  rushes_database_close (database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/**
 * crowd_make:
 * @file: where there is no database yet
 * @n_videos: how many
 *
 * Makes a library of videos that are final, the same each time, in the default main context.
 */
void
crowd_make (GFile *file,
            guint  n_videos)
{
  Crowd crowd = { n_videos, "331000000000000001", FALSE };

  make (file, &crowd);
}

/**
 * crowd_make_watched:
 * @file: where there is no database yet
 * @n_videos: how many
 * @options: what the stand-in shall answer about each
 *
 * Makes a library of videos that are being processed and watched.
 */
void
crowd_make_watched (GFile      *file,
                    guint       n_videos,
                    const char *options)
{
  Crowd crowd = { n_videos, options, TRUE };

  make (file, &crowd);
}
