/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is damaged is set aside, and what can be read of it is kept (FAULTS H9). */
#include "drawer.h"
#include "shelf.h"

#include <string.h>

static GBytes *
make_database (Drawer *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "good", NULL);
  RushesDatabase *database = drawer_open (path);

  drawer_add_row (database, "a");
  drawer_close (database);

  return drawer_read_file (path);
}

/* How a file may be spoilt. NULL: as long as it was, all of it noise behind @keep bytes. */
static const struct
{
  const char *name;
  gsize keep;
  const char *text;
} damages[] = {
  { "text", 0, "My holiday, part one: we went to the sea, and there was a whale in it." },
  { "half a header", 40, "" },
  { "header only", 100, "" },
  { "first page only", 4096, "" },
  { "noise", 0, NULL },
  { "noise behind the magic", 16, NULL },
  { "noise behind the header", 100, NULL },
  { "noise behind the first page", 4096, NULL },
};

static GBytes *
spoil (GBytes *good,
       gsize   row)
{
  gsize size = g_bytes_get_size (good);
  gsize keep = MIN (damages[row].keep, size);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GRand) noise = g_rand_new_with_seed (row);

  g_byte_array_append (bytes, g_bytes_get_data (good, NULL), keep);
  if (damages[row].text != NULL)
    g_byte_array_append (bytes, (const guint8 *) damages[row].text, strlen (damages[row].text));

  while (damages[row].text == NULL && bytes->len < size)
    {
      guint8 byte = g_rand_int (noise);

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* H9: what is damaged is set aside as it is, and a new one is begun. */
static void
test_damaged (Drawer        *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) good = make_database (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(GBytes) spoilt = spoil (good, i);
      g_autofree char *path = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, fixture->path, i);
      g_autofree char *pattern = g_strconcat (path, "\\.damaged-[0-9]{8}-[0-9]{6}$", NULL);
      g_autofree char *rows = NULL;
      guint n_reports = 0;
      RushesDatabase *database;

      g_test_message ("%s", damages[i].name);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (spoilt, NULL),
                                          g_bytes_get_size (spoilt), NULL));
      database = drawer_open (path);
      g_signal_connect_swapped (database, "notify::set-aside", G_CALLBACK (drawer_count),
                                &n_reports);
      rows = drawer_run (database, drawer_read_one,
                         (gpointer) "SELECT video_id FROM downloads", NULL);
      drawer_add_row (database, "new");
      drawer_assert_one (database, "SELECT count(*) FROM downloads WHERE video_id = 'new'", "1");
      drawer_assert_one (database, "PRAGMA integrity_check", "ok");
      g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_SET_ASIDE);
      g_assert_cmpuint (n_reports, ==, 1);
      g_assert_true (g_regex_match_simple (pattern, rushes_database_peek_set_aside (database), 0,
                                           0));
      drawer_assert_contents (rushes_database_peek_set_aside (database), spoilt);
      drawer_assert_mode (path, 0600);
      drawer_close (database);

      database = drawer_open (path);
      drawer_assert_one (database, "SELECT count(*) FROM downloads WHERE video_id = 'new'", "1");
      g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);
      drawer_close (database);
    }
}

static const char many_videos[] =
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 2000)"
  " INSERT INTO videos (activity, video_id, first_seen, prompt)"
  " SELECT i, 'user:1-minimax:2-video:' || (1000000 + i), 1, 'a long prompt, number ' || i FROM n";

/* What the damage has spared is in the new one. */
static void
test_salvage (Drawer        *fixture,
              gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GBytes) spoilt = NULL;
  const char *aside;

  drawer_assert_one (database, many_videos, NULL);
  drawer_assert_one (database, "INSERT INTO saved VALUES ('v', 0, 1, '/f/v.mp4', 5, 6)", NULL);
  drawer_assert_one (database, "INSERT INTO watches VALUES ('w', 7)", NULL);
  drawer_add_row (database, "d");
  drawer_close (database);
  shelf_spoil_page (fixture->path, "a long prompt, number 1000");

  spoilt = drawer_read_file (fixture->path);
  database = drawer_open (fixture->path);
  drawer_assert_one (database, "SELECT count(*) FROM downloads", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);

  /* Seen only now; the work is done on the new one, with all IDs in it. */
  drawer_assert_one (database,
                     "SELECT count(prompt) > 1500 AND count(prompt) < 2000 FROM videos", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_SET_ASIDE);
  aside = rushes_database_peek_set_aside (database);
  drawer_assert_contents (aside, spoilt);
  drawer_assert_one (database, "SELECT count(*) FROM videos", "2000");
  drawer_assert_one (database, "SELECT count(*) FROM search", "2000");
  drawer_assert_one (database, "SELECT path FROM saved", "/f/v.mp4");
  drawer_assert_one (database, "SELECT video_id FROM watches", "w");
  drawer_assert_one (database, "SELECT video_id FROM downloads", "d");
  drawer_assert_one (database,
                     "SELECT rowid FROM search WHERE search MATCH 'words : \"prompt\" AND"
                     " number : \"1000007\"'", "7");
  drawer_assert_one (database, "PRAGMA integrity_check", "ok");
  drawer_close (database);
}

/* After a crash, a part of it is in the journal. */
static void
test_salvage_journal (Drawer        *fixture,
                      gconstpointer  data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *journal_aside = NULL;
  g_autoptr(GBytes) spoilt = NULL, journal_before = NULL;
  RushesDatabase *database = drawer_open (fixture->path);

  drawer_assert_one (database, many_videos, NULL);
  drawer_close (database);
  shelf_spoil_page (fixture->path, "a long prompt, number 1000");
  drawer_execute_and_crash (fixture->path, "INSERT INTO watches VALUES ('in the journal', 7)");
  spoilt = drawer_read_file (fixture->path);
  journal_before = drawer_read_file (journal);

  database = drawer_open (fixture->path);
  drawer_assert_one (database, "SELECT count(prompt) < 2000 FROM videos", "1");
  drawer_assert_one (database, "SELECT video_id FROM watches", "in the journal");
  drawer_assert_contents (rushes_database_peek_set_aside (database), spoilt);
  journal_aside = g_strconcat (rushes_database_peek_set_aside (database), "-wal", NULL);
  drawer_assert_contents (journal_aside, journal_before);
  drawer_close (database);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, Drawer, NULL, drawer_set_up, func, drawer_tear_down)

  ADD ("/database-damage/H9-damaged", test_damaged);
  ADD ("/database-damage/salvage", test_salvage);
  ADD ("/database-damage/salvage-journal", test_salvage_journal);

  return g_test_run ();
}
