/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

/**
 * rig_begin_saving:
 * @rig: a rig
 * @options: what the stand-in shall answer
 * @number: which video of that kind
 *
 * Shows a video of the stand-in, and presses Download beside the one without watermark.
 *
 * Returns: (transfer full): its ID
 */
char *
rig_begin_saving (Rig        *rig,
                  const char *options,
                  guint       number)
{
  char *video_id = rig_fetch_new (rig, options, number);

  rig_wait_video (rig, video_id, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);

  return video_id;
}

/**
 * rig_wait_caption:
 * @rig: a rig
 * @title: a pattern of what the row of a file is called
 * @words: a pattern of words
 *
 * Waits until the row of a file says something.
 */
void
rig_wait_caption (Rig        *rig,
                  const char *title,
                  const char *words)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, title);
  g_autoptr(DisplayNode) label = display_node_wait (row, DISPLAY_ROLE_LABEL, words, NULL);
}

/**
 * rig_dup_saved_path:
 * @name: (nullable): the name of a file; %NULL for the folder
 *
 * Gets where files are saved while no other folder is set.
 *
 * Returns: (transfer full): a path
 */
char *
rig_dup_saved_path (const char *name)
{
  return g_build_filename (display_session_get_home (rig_get_session ()), "Videos", "Rushes", name,
                           NULL);
}

/**
 * rig_dup_sha256:
 * @path: a file
 *
 * Computes what is in a file.
 *
 * Returns: (transfer full): lower-case hexadecimal digits
 */
char *
rig_dup_sha256 (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}

/**
 * rig_assert_saved:
 * @name: the name of a saved file
 * @sha256: what is to be in it, as of [func@dup_sha256]
 *
 * Fails when there is something else in a saved file.
 */
void
rig_assert_saved (const char *name,
                  const char *sha256)
{
  g_autofree char *path = rig_dup_saved_path (name);
  g_autofree char *got = rig_dup_sha256 (path);

  if (g_strcmp0 (got, sha256) != 0)
    g_error ("%s is not what it should be", name);
}

/**
 * rig_assert_sent:
 * @name: the name of a saved file
 * @sent: the name of a file of the stand-in
 *
 * Fails when a saved file is not the one that was sent.
 */
void
rig_assert_sent (const char *name,
                 const char *sent)
{
  g_autofree char *path = stand_in_dup_file_path (sent);
  g_autofree char *want = rig_dup_sha256 (path);

  rig_assert_saved (name, want);
}
