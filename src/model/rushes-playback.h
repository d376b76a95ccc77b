/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesPlaybackFacts:
 * @has_file: whether the video was saved and the file is still there
 * @file_fits: whether that file is one that may be played here
 * @has_link: whether there is a link to it
 * @can_play: whether there is a player here at all
 * @can_stream: whether that player can be handed a stream
 *
 * What is known when Play is pressed.
 */
typedef struct
{
  gboolean has_file;
  gboolean file_fits;
  gboolean has_link;
  gboolean can_play;
  gboolean can_stream;
} RushesPlaybackFacts;

/**
 * RushesPlayback:
 * @RUSHES_PLAYBACK_NOTHING: there is nothing to play
 * @RUSHES_PLAYBACK_FILE: the saved file plays on the page
 * @RUSHES_PLAYBACK_LINK: the stream plays on the page
 * @RUSHES_PLAYBACK_OPEN_FILE: the user's own player opens the saved file
 * @RUSHES_PLAYBACK_OPEN_LINK: the program for links opens the link
 *
 * What is done then.
 */
typedef enum
{
  RUSHES_PLAYBACK_NOTHING,
  RUSHES_PLAYBACK_FILE,
  RUSHES_PLAYBACK_LINK,
  RUSHES_PLAYBACK_OPEN_FILE,
  RUSHES_PLAYBACK_OPEN_LINK,
} RushesPlayback;

/**
 * RushesPlaybackReport:
 * @prepared: whether the player has looked into the file
 * @has_video: whether it found pictures
 * @has_shown: whether one of them was seen
 * @played: how far it has come, in microseconds
 * @error: (nullable): why it gave up
 *
 * What the player on the page says of itself.
 */
typedef struct
{
  gboolean prepared;
  gboolean has_video;
  gboolean has_shown;
  gint64 played;
  const GError *error;
} RushesPlaybackReport;

/**
 * RushesPlaybackVerdict:
 * @RUSHES_PLAYBACK_FINE: it plays, or will
 * @RUSHES_PLAYBACK_UNABLE: this computer lacks what it takes; another program may have it
 * @RUSHES_PLAYBACK_BROKEN: what came cannot be played
 *
 * What that means.
 */
typedef enum
{
  RUSHES_PLAYBACK_FINE,
  RUSHES_PLAYBACK_UNABLE,
  RUSHES_PLAYBACK_BROKEN,
} RushesPlaybackVerdict;

RushesPlayback         rushes_playback_decide    (const RushesPlaybackFacts  *facts);
RushesPlaybackVerdict  rushes_playback_judge     (const RushesPlaybackReport *report);
char                  *rushes_playback_dup_clock (gint64                      microseconds);

G_END_DECLS
