/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-record.h"

#include <string.h>

#include "rushes-part-file.h"

static void
test_round_trip (void)
{
  const char *part = "A fox \344\270\255.mp4.part";
  RushesPartNotes notes = { "https://h.example/%E4%B8%AD,a", "\"e=#;[]\\n\"", "video/mp4",
                            5000000000 };
  g_autoptr(RushesPartRecord) one = rushes_part_record_new (part, &notes, "b");
  g_autoptr(RushesPartRecord) two = NULL;
  g_autofree char *data = NULL;
  gsize length;

  one->final = g_strdup ("A fox \344\270\255.mp4");
  one->inode = G_MAXUINT64;
  data = rushes_part_record_to_data (one, &length);
  two = rushes_part_record_from_data (data, length);
  g_assert_nonnull (two);
  g_assert_cmpstr (two->part, ==, one->part);
  g_assert_cmpstr (two->uri, ==, one->uri);
  g_assert_cmpstr (two->etag, ==, one->etag);
  g_assert_cmpstr (two->type, ==, one->type);
  g_assert_cmpstr (two->boot, ==, one->boot);
  g_assert_cmpint (two->total, ==, one->total);
  g_assert_cmpstr (two->final, ==, one->final);
  g_assert_cmpuint (two->inode, ==, one->inode);
}

static const struct
{
  const char *rest;
  const char *want; /* NULL: as if nothing were announced */
} final_rows[] = {
  { "Final=a.mp4\nInode=7\n", "a.mp4" },
  { "Inode=7\n", NULL },
  { "Final=\nInode=7\n", NULL },
  { "Final=/etc/passwd\nInode=7\n", NULL },
  { "Final=../a.mp4\nInode=7\n", NULL },
  { "Final=a\\x\nInode=7\n", NULL },
};

/* A name that leads elsewhere is none; the part is as good as it was. */
static void
test_final (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (final_rows); i++)
    {
      g_autofree char *data =
        g_strconcat ("[Part]\nVersion=1\nPart=a.part\nUri=https://h/\nTotal=9\n",
                     final_rows[i].rest, NULL);
      g_autoptr(RushesPartRecord) record = rushes_part_record_from_data (data, strlen (data));

      g_test_message ("row %zu", i);
      g_assert_nonnull (record);
      g_assert_cmpstr (record->final, ==, final_rows[i].want);
    }
}

static const struct
{
  const char *data;
  gboolean want;
} rows[] = {
  { "[Part]\nVersion=1\nPart=a.part\nUri=https://h/\nTotal=9\n", TRUE },
  { "[Part]\nVersion=2\nPart=a.part\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nPart=a.part\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.part\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.part\nUri=https://h/\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.part\nUri=https://h/\nTotal=-9\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.part\nUri=https://h/\nTotal=99999999999999999999999\n", FALSE },
  { "[Part]\nVersion=1\nPart=../a.part\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nPart=/etc/a.part\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.mp4\nUri=https://h/\nTotal=9\n", FALSE },
  { "[Part]\nVersion=1\nPart=a.part\nUri=https://h/\nTotal=9\nETag", FALSE },
  { "[Part]\nVersion=1\nPart=a.pa", FALSE },
  { "[Part]\nVersion=1\nPart=a\\x\\y\\.part\nUri=https://h/\nTotal=9\n", FALSE },
  { "{}", FALSE },
  { "\377\376", FALSE },
  { "", FALSE },
};

static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RushesPartRecord) record =
        rushes_part_record_from_data (rows[i].data, strlen (rows[i].data));

      g_test_message ("row %zu", i);
      g_assert_cmpint (record != NULL, ==, rows[i].want);
    }
}

static const struct
{
  const char *boot;
  const char *now;
  gint64 size;
  gint64 want;
} trust_rows[] = {
  { NULL, "now", 1000, 1000 },
  { "now", "now", 1000, 1000 },
  { "then", "now", 1000, 0 },
  { "then", "now", RUSHES_PART_FILE_SYNC, RUSHES_PART_FILE_SYNC },
  { "then", "now", 3 * RUSHES_PART_FILE_SYNC - 1, 2 * RUSHES_PART_FILE_SYNC },
};

static void
test_trust (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trust_rows); i++)
    {
      RushesPartRecord record = { .boot = (char *) trust_rows[i].boot };

      g_assert_cmpint (rushes_part_record_get_trusted (&record, trust_rows[i].size,
                                                       trust_rows[i].now), ==, trust_rows[i].want);
    }
}

static void
test_name (void)
{
  g_autofree char *one = rushes_part_record_get_name ("user:1-1", RUSHES_MEDIA_CLEAN, 1);
  g_autofree char *two = rushes_part_record_get_name ("user:1-1", RUSHES_MEDIA_WATERMARK, 1);
  g_autofree char *three = rushes_part_record_get_name ("user:1-1", RUSHES_MEDIA_CLEAN, 2);

  g_assert_true (g_str_has_prefix (one, ".rushes-"));
  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (one, !=, three);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/part-record/round-trip", test_round_trip);
  g_test_add_func ("/part-record/damaged", test_damaged);
  g_test_add_func ("/part-record/final", test_final);
  g_test_add_func ("/part-record/G11-trust", test_trust);
  g_test_add_func ("/part-record/name", test_name);

  return g_test_run ();
}
