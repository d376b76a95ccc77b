/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-facts.h"

#include "rushes-error.h"

static const struct
{
  RushesDownloadState state;
  guint64 received;
  gint64 total;
  double want;
} fraction_rows[] = {
  { RUSHES_DOWNLOAD_QUEUED, 0, -1, 0.0 },
  { RUSHES_DOWNLOAD_RUNNING, 500, -1, 0.0 },
  { RUSHES_DOWNLOAD_RUNNING, 0, 0, 0.0 },
  { RUSHES_DOWNLOAD_RUNNING, 500, 1000, 0.5 },
  { RUSHES_DOWNLOAD_PAUSED, 500, 1000, 0.5 },
  { RUSHES_DOWNLOAD_RUNNING, 1000, 1000, 0.999 },
  { RUSHES_DOWNLOAD_RUNNING, 2000, 1000, 0.999 },
  { RUSHES_DOWNLOAD_FAILED, 1000, 1000, 0.999 },
  { RUSHES_DOWNLOAD_DONE, 1000, 1000, 1.0 },
};

static void
test_fraction (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fraction_rows); i++)
    {
      RushesDownloadFacts facts = { .state = fraction_rows[i].state,
                                    .received = fraction_rows[i].received,
                                    .total = fraction_rows[i].total };

      g_assert_cmpfloat_with_epsilon (rushes_download_facts_get_fraction (&facts),
                                      fraction_rows[i].want, 1e-9);
    }
}

#define BIT(fact) (1u << RUSHES_DOWNLOAD_FACT_##fact)

static void
test_replace (void)
{
  RushesDownloadFacts facts, next;
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_EMPTY, "x");
  g_autoptr(GFile) file = g_file_new_for_path ("/x");

  rushes_download_facts_init (&facts);
  rushes_download_facts_init (&next);
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==, 0);

  next.received = 5;
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==, BIT (RECEIVED));
  next.total = 10;
  next.content_type = "video/mp4";
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==,
                    BIT (TOTAL) | BIT (FRACTION) | BIT (CONTENT_TYPE));

  next = facts;
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==, 0);
  next = facts;
  next.error = error;
  next.state = RUSHES_DOWNLOAD_FAILED;
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==, BIT (ERROR) | BIT (STATE));
  next = facts;
  next.error = NULL;
  next.file = file;
  next.state = RUSHES_DOWNLOAD_DONE;
  g_assert_cmpuint (rushes_download_facts_replace (&facts, &next), ==,
                    BIT (ERROR) | BIT (STATE) | BIT (FILE) | BIT (FRACTION));
  g_assert_cmpstr (facts.content_type, ==, "video/mp4");

  rushes_download_facts_clear (&facts);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download-facts/F16-fraction", test_fraction);
  g_test_add_func ("/download-facts/replace", test_replace);

  return g_test_run ();
}
