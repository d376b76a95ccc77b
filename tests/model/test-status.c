/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-status.h"

#include <string.h>

/* The table of API.md; what it does not name is nobody's. */
static const struct
{
  int number;
  RushesStatus want;
  gboolean final;
} rows[] = {
  { 0, RUSHES_STATUS_PENDING, FALSE },
  { 1, RUSHES_STATUS_PROCESSING, FALSE },
  { 12, RUSHES_STATUS_PROCESSING, FALSE },
  { 11, RUSHES_STATUS_QUEUED, FALSE },
  { 2, RUSHES_STATUS_COMPLETED, TRUE },
  { 3, RUSHES_STATUS_FAILED, TRUE },
  { 5, RUSHES_STATUS_MODERATED, TRUE },
  { 7, RUSHES_STATUS_MODERATED, TRUE },
  { 14, RUSHES_STATUS_MODERATED, TRUE },
  { 6, RUSHES_STATUS_IN_REVIEW, FALSE },
  { 8, RUSHES_STATUS_IN_REVIEW, FALSE },
  { 16, RUSHES_STATUS_IN_REVIEW, FALSE },
  { 9, RUSHES_STATUS_MODERATED, TRUE },
  { 10, RUSHES_STATUS_COMPLETED, TRUE },
  { RUSHES_UNKNOWN, RUSHES_STATUS_UNKNOWN, FALSE },
  { 4, RUSHES_STATUS_UNKNOWN, FALSE },
  { 13, RUSHES_STATUS_UNKNOWN, FALSE },
  { 15, RUSHES_STATUS_UNKNOWN, FALSE },
  { 42, RUSHES_STATUS_UNKNOWN, FALSE },
  { G_MAXINT, RUSHES_STATUS_UNKNOWN, FALSE },
  { G_MININT, RUSHES_STATUS_UNKNOWN, FALSE },
};

static void
test_from_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%d", rows[i].number);
      g_assert_cmpint (rushes_status_from_number (rows[i].number), ==, rows[i].want);
    }
}

/* `statusFinal` decides; the number is asked only where it is absent. */
static void
test_final (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%d", rows[i].number);
      g_assert_cmpint (rushes_status_is_final (rows[i].number, RUSHES_UNKNOWN), ==, rows[i].final);
      g_assert_true (rushes_status_is_final (rows[i].number, 1));
      g_assert_false (rushes_status_is_final (rows[i].number, 0));
    }
}

static const struct
{
  RushesStatus status;
  int number;
  const char *label;
  const char *want;
} words[] = {
  { RUSHES_STATUS_QUEUED, 11, "queued", "Queued" },
  { RUSHES_STATUS_PENDING, 0, "pending", "Pending" },
  { RUSHES_STATUS_PROCESSING, 1, "processing", "Processing" },
  { RUSHES_STATUS_IN_REVIEW, 6, NULL, "In review" },
  { RUSHES_STATUS_COMPLETED, 2, "completed", "Completed" },
  { RUSHES_STATUS_MODERATED, 5, "not this one", "Moderated" },
  { RUSHES_STATUS_FAILED, 3, "failed", "Failed" },
  { RUSHES_STATUS_REMOVED, 2, "completed", "Removed" },
  { RUSHES_STATUS_UNKNOWN, 99, "transmogrifying", "transmogrifying" },
  { RUSHES_STATUS_UNKNOWN, 99, "  two words\n", "two words" },
  { RUSHES_STATUS_UNKNOWN, 99, "处理中", "处理中" },
  { RUSHES_STATUS_UNKNOWN, 99, NULL, "Status 99" },
  { RUSHES_STATUS_UNKNOWN, 99, "", "Status 99" },
  { RUSHES_STATUS_UNKNOWN, 99, " \n ", "Status 99" },
  { RUSHES_STATUS_UNKNOWN, RUSHES_UNKNOWN, NULL, "Unknown" },
  { RUSHES_STATUS_UNKNOWN, RUSHES_UNKNOWN, "resting", "resting" },
  { RUSHES_STATUS_UNKNOWN, 99, "<b>&amp;</b>", "<b>&amp;</b>" },
  { RUSHES_STATUS_UNKNOWN, 99, "a\nb", "a b" },
  { RUSHES_STATUS_UNKNOWN, 99, "a\u202eb", "ab" },
};

static void
test_word (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = rushes_status_dup_word (words[i].status, words[i].number,
                                                      words[i].label);

      g_assert_cmpstr (word, ==, words[i].want);
    }
}

/* FAULTS D8: a label of a megabyte is a word or two all the same. */
static void
test_long_label (void)
{
  g_autofree char *label = g_strnfill (1024 * 1024, 'x');
  g_autofree char *word = rushes_status_dup_word (RUSHES_STATUS_UNKNOWN, 99, label);

  g_assert_cmpuint (strlen (word), <=, 64);
  g_assert_true (g_str_has_suffix (word, "…"));
}

static const struct
{
  RushesStatus status;
  gboolean can_appeal;
  gboolean can_retry;
  const char *part;   /* NULL where nothing is said */
  const char *absent; /* what must not be said */
} sentences[] = {
  { RUSHES_STATUS_QUEUED, FALSE, FALSE, "not begun", NULL },
  { RUSHES_STATUS_PENDING, FALSE, FALSE, "not begun", NULL },
  { RUSHES_STATUS_PROCESSING, TRUE, TRUE, NULL, NULL },
  { RUSHES_STATUS_IN_REVIEW, TRUE, TRUE, "looks at it", "hailuoai.video" },
  { RUSHES_STATUS_COMPLETED, TRUE, TRUE, NULL, NULL },
  { RUSHES_STATUS_UNKNOWN, TRUE, TRUE, NULL, NULL },
  { RUSHES_STATUS_MODERATED, FALSE, FALSE, "because of its content", "hailuoai.video" },
  { RUSHES_STATUS_MODERATED, TRUE, FALSE, "can appeal on", "try again" },
  { RUSHES_STATUS_MODERATED, FALSE, TRUE, "can try again on", "appeal" },
  { RUSHES_STATUS_MODERATED, TRUE, TRUE, "can appeal or try again on", NULL },
  { RUSHES_STATUS_FAILED, FALSE, FALSE, "could not make", "hailuoai.video" },
  { RUSHES_STATUS_FAILED, FALSE, TRUE, "can try again on", "appeal" },
  { RUSHES_STATUS_REMOVED, TRUE, TRUE, "moderated and removed after it was generated",
    "hailuoai.video" },
};

static void
test_sentence (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *sentence = rushes_status_dup_sentence (sentences[i].status,
                                                              sentences[i].can_appeal,
                                                              sentences[i].can_retry);

      g_test_message ("row %" G_GSIZE_FORMAT ": %s", i, sentence);
      g_assert_cmpint (sentence == NULL, ==, sentences[i].part == NULL);
      if (sentence == NULL)
        continue;

      g_assert_nonnull (strstr (sentence, sentences[i].part));
      g_assert_true (g_str_has_suffix (sentence, "."));
      if (sentences[i].absent != NULL)
        g_assert_null (strstr (sentence, sentences[i].absent));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/status/from-number", test_from_number);
  g_test_add_func ("/status/final", test_final);
  g_test_add_func ("/status/word", test_word);
  g_test_add_func ("/status/D8-long-label", test_long_label);
  g_test_add_func ("/status/sentence", test_sentence);

  return g_test_run ();
}
