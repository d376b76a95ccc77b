/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-playback.h"

#include <gio/gio.h>

static const struct
{
  RushesPlaybackFacts facts;
  RushesPlayback want;
} decide_rows[] = {
  /* saved, fits, link, player, stream */
  { { TRUE, TRUE, TRUE, TRUE, TRUE }, RUSHES_PLAYBACK_FILE },
  { { TRUE, TRUE, FALSE, TRUE, TRUE }, RUSHES_PLAYBACK_FILE },
  { { TRUE, TRUE, TRUE, TRUE, FALSE }, RUSHES_PLAYBACK_FILE },
  { { FALSE, FALSE, TRUE, TRUE, TRUE }, RUSHES_PLAYBACK_LINK },
  { { FALSE, FALSE, FALSE, TRUE, TRUE }, RUSHES_PLAYBACK_NOTHING },

  /* What may not be played here is opened: no further bytes for a file that is there. */
  { { TRUE, FALSE, TRUE, TRUE, TRUE }, RUSHES_PLAYBACK_OPEN_FILE },

  /* Without a player. */
  { { TRUE, TRUE, TRUE, FALSE, FALSE }, RUSHES_PLAYBACK_OPEN_FILE },
  { { FALSE, FALSE, TRUE, FALSE, FALSE }, RUSHES_PLAYBACK_OPEN_LINK },
  { { FALSE, FALSE, TRUE, TRUE, FALSE }, RUSHES_PLAYBACK_OPEN_LINK },
  { { FALSE, FALSE, TRUE, FALSE, TRUE }, RUSHES_PLAYBACK_OPEN_LINK },
  { { FALSE, FALSE, FALSE, FALSE, FALSE }, RUSHES_PLAYBACK_NOTHING },
};

static void
test_decide (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (decide_rows); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (rushes_playback_decide (&decide_rows[i].facts), ==, decide_rows[i].want);
    }
}

#define GST "gst-play-error-quark"

static const struct
{
  gboolean prepared;
  gboolean has_video;
  const char *domain;
  int code;
  const char *message;
  RushesPlaybackVerdict want;
} judge_rows[] = {
  { FALSE, FALSE, NULL, 0, NULL, RUSHES_PLAYBACK_FINE },
  { TRUE, TRUE, NULL, 0, NULL, RUSHES_PLAYBACK_FINE },

  /* Sound without pictures. */
  { TRUE, FALSE, NULL, 0, NULL, RUSHES_PLAYBACK_UNABLE },

  /* GTK without a media module. */
  { TRUE, FALSE, "g-io-error-quark", G_IO_ERROR_NOT_SUPPORTED, "no media module",
    RUSHES_PLAYBACK_UNABLE },

  /* GStreamer 1.22, then later ones. */
  { TRUE, FALSE, GST, 0, "Es fehlt etwas.\nno suitable plugins found:\nMissing decoder: H.264",
    RUSHES_PLAYBACK_UNABLE },
  { TRUE, FALSE, GST, 1, "Error from element", RUSHES_PLAYBACK_UNABLE },
  { TRUE, FALSE, "gst-player-error-quark", 0, "no suitable plugins found", RUSHES_PLAYBACK_UNABLE },
  { TRUE, FALSE, GST, 0, "Could not determine type of stream.", RUSHES_PLAYBACK_BROKEN },
  { TRUE, TRUE, GST, 0, "Failed to pause", RUSHES_PLAYBACK_BROKEN },
  { TRUE, TRUE, "something-else", 1, "no suitable plugins found", RUSHES_PLAYBACK_BROKEN },
};

static void
test_judge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (judge_rows); i++)
    {
      g_autoptr(GError) error = NULL;
      RushesPlaybackReport report = {
        .prepared = judge_rows[i].prepared,
        .has_video = judge_rows[i].has_video,
      };

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      if (judge_rows[i].domain != NULL)
        error = g_error_new_literal (g_quark_from_static_string (judge_rows[i].domain),
                                     judge_rows[i].code, judge_rows[i].message);
      report.error = error;
      g_assert_cmpint (rushes_playback_judge (&report), ==, judge_rows[i].want);
    }
}

#define SECOND ((gint64) G_USEC_PER_SEC)

/* GStreamer 1.28 says nothing of a codec that is missing while there is one for sound. */
static void
test_judge_unseen (void)
{
  static const struct
  {
    gboolean has_shown;
    gint64 played;
    RushesPlaybackVerdict want;
  } rows[] = {
    { FALSE, 0, RUSHES_PLAYBACK_FINE },
    { FALSE, SECOND - 1, RUSHES_PLAYBACK_FINE },
    { FALSE, SECOND, RUSHES_PLAYBACK_UNABLE },
    { TRUE, SECOND, RUSHES_PLAYBACK_FINE },
    { TRUE, 0, RUSHES_PLAYBACK_FINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RushesPlaybackReport report = {
        .prepared = TRUE,
        .has_video = TRUE,
        .has_shown = rows[i].has_shown,
        .played = rows[i].played,
      };

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (rushes_playback_judge (&report), ==, rows[i].want);
    }
}

static const struct
{
  gint64 microseconds;
  const char *want;
} clock_rows[] = {
  { 0, "0:00" },
  { SECOND - 1, "0:00" },
  { SECOND, "0:01" },
  { 59 * SECOND, "0:59" },
  { 60 * SECOND, "1:00" },
  { 754 * SECOND, "12:34" },
  { 3600 * SECOND, "1:00:00" },
  { (3600 + 62) * SECOND, "1:01:02" },
  { -5 * SECOND, "0:00" },
  { G_MAXINT64, "2147483647:00:54" },
};

static void
test_clock (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (clock_rows); i++)
    {
      g_autofree char *text = rushes_playback_dup_clock (clock_rows[i].microseconds);

      g_assert_cmpstr (text, ==, clock_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/playback/decide", test_decide);
  g_test_add_func ("/playback/judge", test_judge);
  g_test_add_func ("/playback/judge-unseen", test_judge_unseen);
  g_test_add_func ("/playback/clock", test_clock);

  return g_test_run ();
}
