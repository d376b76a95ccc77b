/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-playback.h"

#include <gio/gio.h>
#include <string.h>

/* GStreamer's, "gst-play-error-quark" or an older one, known here by name alone. */
#define PLAYER_ERROR_PREFIX "gst-play"
#define PLAYER_ERROR_MISSING_PLUGIN 1

/* Microseconds of sound in which the first picture comes, on a slow machine too. */
#define PATIENCE G_USEC_PER_SEC

/**
 * rushes_playback_decide:
 * @facts: what is known
 *
 * Decides what Play does (DESIGN §3, "Play"): what was saved comes before what would have to be
 * fetched again, and the page before another program.
 *
 * Any thread may call this.
 *
 * Returns: what to do
 */
RushesPlayback
rushes_playback_decide (const RushesPlaybackFacts *facts)
{
  if (facts->has_file)
    return facts->can_play && facts->file_fits ? RUSHES_PLAYBACK_FILE : RUSHES_PLAYBACK_OPEN_FILE;

  if (facts->has_link)
    return facts->can_play && facts->can_stream ? RUSHES_PLAYBACK_LINK : RUSHES_PLAYBACK_OPEN_LINK;

  return RUSHES_PLAYBACK_NOTHING;
}

/* Old versions of GStreamer have one code for all faults, and words that are translated but for
 * these. */
static gboolean
lacks_plugin (const GError *error)
{
  if (!g_str_has_prefix (g_quark_to_string (error->domain), PLAYER_ERROR_PREFIX))
    return FALSE;

  return error->code == PLAYER_ERROR_MISSING_PLUGIN ||
         strstr (error->message, "no suitable plugins found") != NULL;
}

/**
 * rushes_playback_judge:
 * @report: what the player says of itself
 *
 * Tells a computer that lacks a media module or a codec from a video that is broken. A player that
 * finds sound and no pictures, or plays and shows none, lacks the codec for them, since every video
 * has some.
 *
 * Any thread may call this.
 *
 * Returns: what it means
 */
RushesPlaybackVerdict
rushes_playback_judge (const RushesPlaybackReport *report)
{
  const GError *error = report->error;
  gboolean sees = report->has_video && (report->has_shown || report->played < PATIENCE);

  if (error == NULL)
    return report->prepared && !sees ? RUSHES_PLAYBACK_UNABLE : RUSHES_PLAYBACK_FINE;

  /* What GTK says where it has no media module at all. */
  if (error->domain == G_IO_ERROR || lacks_plugin (error))
    return RUSHES_PLAYBACK_UNABLE;

  return RUSHES_PLAYBACK_BROKEN;
}

/**
 * rushes_playback_dup_clock:
 * @microseconds: a place in a video, or its length
 *
 * Writes a time as players do: "0:04", "12:30", "1:02:03". Nothing in it depends on the language.
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): the text
 */
char *
rushes_playback_dup_clock (gint64 microseconds)
{
  gint64 seconds = MAX (microseconds, 0) / G_USEC_PER_SEC;
  int hours = (int) MIN (seconds / 3600, G_MAXINT);
  int minutes = (int) (seconds / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%d:%02d:%02d", hours, minutes, (int) (seconds % 60));

  return g_strdup_printf ("%d:%02d", minutes, (int) (seconds % 60));
}
