/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "playing.h"

#include <glib/gstdio.h>
#include <string.h>

/* As in rig.c. */
#define SCREEN_WIDTH 1400
#define SCREEN_HEIGHT 1000

static void
wait_button (Rig        *rig,
             const char *name)
{
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, name);
}

static guint
count_films (Rig *rig)
{
  return stand_in_count_requests (rig->stand_in, "media", "/video");
}

static gboolean
has_loaded (Rig        *rig,
            const char *library)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/maps", display_app_get_pid (rig->app));
  g_autofree char *maps = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &maps, NULL, &error);
  g_assert_no_error (error);

  return strstr (maps, library) != NULL;
}

/* What was saved plays without a question to anybody; nothing of a player is there before that. */
static void
test_saved (Rig           *rig,
            gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  playing_save (rig);
  g_assert_cmpuint (count_films (rig), ==, 1);
  g_assert_false (has_loaded (rig, "/gstreamer-1.0/libgst"));

  rig_press (rig, "Play", NULL);
  playing_wait_player (rig);
  playing_wait_time (rig, 1);
  display_window_press (rig->window, "space");
  wait_button (rig, "Play");
  rig_wait_label (rig, "0:04");
  g_assert_true (has_loaded (rig, "/gstreamer-1.0/libgst"));
  g_assert_cmpuint (count_films (rig), ==, 1);
}

/* Nothing is fetched before Play is pressed. */
static void
test_stream (Rig           *rig,
             gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, data, 1, "Completed");
  wait_button (rig, "Play");
  g_assert_cmpuint (count_films (rig), ==, 0);

  rig_press (rig, "Play", NULL);
  playing_wait_player (rig);
  playing_wait_time (rig, 1);
  g_assert_cmpuint (count_films (rig), >=, 1);
}

static void
test_keys (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayNode) position = NULL;
  g_autoptr(DisplayNode) play = NULL;

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");

  /* An entry has its own use for the key. */
  display_window_press (rig->window, "Control+l");
  display_window_press (rig->window, "space");
  g_assert_cmpuint (count_films (rig), ==, 0);

  play = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Play");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 0.5);
  display_window_press (rig->window, "space");
  wait_button (rig, "Play");

  display_window_press (rig->window, "Right");
  position = rig_wait (rig, DISPLAY_ROLE_SLIDER, "Position");
  display_node_wait_value (position, 1.5);

  /* On to the end, and back at the beginning. */
  display_window_press (rig->window, "space");
  rig_wait_label (rig, "0:00");
  wait_button (rig, "Play");

  display_window_press (rig->window, "Escape");
  playing_wait_closed (rig);
  display_node_wait_state (play, DISPLAY_STATE_FOCUSED, TRUE);
}

/* From wherever on the page, but for what has its own use for the key. */
static void
test_keys_elsewhere (Rig           *rig,
                     gconstpointer  data)
{
  g_autoptr(DisplayNode) box = NULL;
  g_autoptr(DisplayNode) prompt = NULL;
  g_autoptr(DisplayWindow) full = NULL;

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  box = rig_wait (rig, DISPLAY_ROLE_PANEL, "Prompt");
  prompt = display_node_wait (box, DISPLAY_ROLE_LABEL, "A red fox runs *", NULL);
  display_node_click (prompt);
  display_window_press (rig->window, "space");
  playing_wait_time (rig, 0.5);

  display_node_click (prompt);
  display_window_press (rig->window, "space");
  wait_button (rig, "Play");
  display_window_press (rig->window, "F11");
  full = display_window_wait (rig->app, "Video");
  display_window_press (full, "F11");
  display_window_wait_gone (rig->app, "Video");

  display_window_activate (rig->window);
  display_node_click (prompt);
  display_window_press (rig->window, "Escape");
  playing_wait_closed (rig);
}

/* From the beginning, when it has ended. */
static void
test_again (Rig           *rig,
            gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 1);
  rig_wait_label (rig, "0:00");
  wait_button (rig, "Play");
  display_window_press (rig->window, "space");
  playing_wait_time (rig, 1);
}

static gboolean
is_full (gpointer data)
{
  DisplayRect rect;

  return display_window_get_rect (data, &rect) && rect.width == SCREEN_WIDTH &&
         rect.height == SCREEN_HEIGHT;
}

static void
test_full_screen (Rig           *rig,
                  gconstpointer  data)
{
  static const char *const leave[] = { "Escape", "F11" };

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 0.5);

  for (gsize i = 0; i < G_N_ELEMENTS (leave); i++)
    {
      g_autoptr(DisplayWindow) full = NULL;

      display_window_press (rig->window, "F11");
      full = display_window_wait (rig->app, "Video");
      if (!display_wait (is_full, full))
        display_app_fail (rig->app, "the player does not fill the screen");
      display_window_press (full, leave[i]);
      display_window_wait_gone (rig->app, "Video");
      playing_wait_player (rig);
      display_window_activate (rig->window);
    }

  display_window_press (rig->window, "Escape");
  playing_wait_closed (rig);
}

/* No sound from a page that is not seen any more; a refresh does not disturb. */
static void
test_another_video (Rig           *rig,
                    gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 0.5);
  rig_press (rig, "Refresh", NULL);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", "fox", 2));
  rig_wait_status (rig, "Completed");
  playing_wait_player (rig);

  rig_show (rig, "whale", 2, "Completed");
  playing_wait_closed (rig);
}

/* Why it does not play stands in its place, with what may help. */
static void
test_faults (Rig           *rig,
             gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *words;
    const char *button;
  } rows[] = {
    { "error-media-500", "The server failed.*", "Try Again" },
    { "html-media", "A web page came instead of the file.*", "Try Again" },
    { "empty-media", "The file is empty.*", "Try Again" },
    { "http-media", "The link is not safe to open.*", "Refresh" },
    { "file-media", "The link is not safe to open.*", "Refresh" },
    { "big-1", "This video cannot be played here.*", "Open" },
  };

  playing_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rig_show (rig, rows[i].options, 1 + i, "Completed");
      rig_press (rig, "Play", NULL);
      rig_wait_label (rig, rows[i].words);
      wait_button (rig, rows[i].button);
      rig_press (rig, "Close Player", NULL);
      display_node_wait_gone (rig->root, DISPLAY_ROLE_LABEL, rows[i].words, NULL);
      wait_button (rig, "Play");
    }
}

/* A dead link is said to be one, and the next one plays. */
static void
test_expired (Rig           *rig,
              gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "expired-media", 1, "Completed");
  rig_press (rig, "Play", NULL);
  rig_wait_label (rig, "The link has expired.*");
  rig_press (rig, "Refresh", NULL);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", "expired-media", 2));
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 1);
}

static void
test_trouble_passes (Rig           *rig,
                     gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  stand_in_set_media_failure (rig->stand_in, 503);
  rig_press (rig, "Play", NULL);
  wait_button (rig, "Try Again");
  stand_in_set_media_failure (rig->stand_in, 0);
  rig_press (rig, "Try Again", NULL);
  playing_wait_time (rig, 1);
}

/* A connection that breaks in the middle is taken up again. */
static void
test_cut (Rig           *rig,
          gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "cut-once-40", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 3);
}

/* A player that waits in vain is closed all the same, and the next one plays. */
static void
test_hang (Rig           *rig,
           gconstpointer  data)
{
  playing_start (rig);
  rig_show (rig, "fox+hang-media", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_player (rig);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "/video", 1));
  display_window_press (rig->window, "Escape");
  playing_wait_closed (rig);

  rig_show (rig, "whale", 2, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 1);
}

/* Who deleted the file sees it all the same. */
static void
test_deleted (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = NULL;

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  playing_save (rig);
  path = rig_dup_saved_path (RIG_FOX_FILE);
  g_assert_no_errno (g_remove (path));

  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 1);
  g_assert_cmpuint (count_films (rig), >, 1);
}

static void
append_box (GByteArray *array,
            const char *type,
            GByteArray *contents)
{
  guint32 size = GUINT32_TO_BE (8 + contents->len);

  g_byte_array_append (array, (const guint8 *) &size, sizeof size);
  g_byte_array_append (array, (const guint8 *) type, 4);
  g_byte_array_append (array, contents->data, contents->len);
  g_byte_array_set_size (contents, 0);
}

/* A film that says no more than where another one is. */
static void
write_reference (const char *path,
                 const char *uri)
{
  static const char head[] = "qt  \0\0\0\0qt  ";
  static const char kind[] = "\0\0\0\0url ";
  guint32 length = GUINT32_TO_BE (strlen (uri) + 1);
  g_autoptr(GByteArray) inner = g_byte_array_new ();
  g_autoptr(GByteArray) outer = g_byte_array_new ();
  g_autoptr(GByteArray) film = g_byte_array_new ();
  g_autoptr(GError) error = NULL;

  g_byte_array_append (inner, (const guint8 *) head, sizeof head - 1);
  append_box (film, "ftyp", inner);
  g_byte_array_append (inner, (const guint8 *) kind, sizeof kind - 1);
  g_byte_array_append (inner, (const guint8 *) &length, sizeof length);
  g_byte_array_append (inner, (const guint8 *) uri, strlen (uri) + 1);
  append_box (outer, "rdrf", inner);
  append_box (inner, "rmda", outer);
  append_box (outer, "rmra", inner);
  append_box (film, "moov", outer);
  g_file_set_contents (path, (const char *) film->data, film->len, &error);
  g_assert_no_error (error);
}

/* A film that sends its player elsewhere, which GStreamer obeys, is not played. */
static void
test_reference (Rig           *rig,
                gconstpointer  data)
{
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (rig->stand_in), "/video.mp4?evil=1",
                                      NULL);
  g_autofree char *path = NULL;

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  playing_save (rig);
  path = rig_dup_saved_path (RIG_FOX_FILE);
  write_reference (path, uri);

  rig_press (rig, "Play", NULL);
  rig_wait_label (rig, "This video sends its player to an address of its own*");
  wait_button (rig, "Close Player");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "media", "evil"), ==, 0);
}

/* The button is there when there is something to play, and in reach. */
static void
test_button (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) button = NULL;

  rig_start (rig);
  rig_show (rig, "status-1+held", 1, "Processing");
  g_assert_null (rig_find (rig, DISPLAY_ROLE_PUSH_BUTTON, "Play"));
  rig_show (rig, "no-cover", 2, "Completed");
  button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Play");
  g_assert_true (display_node_is_in_reach (button));
  rig_show (rig, "error-404", 3, "Removed");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Play", NULL);
}

static void
add_playing (void)
{
  rig_add ("/play/saved", test_saved, NULL);
  rig_add ("/play/stream", test_stream, "fox");
  rig_add ("/play/stream-h264", test_stream, "h264");
  rig_add ("/play/keys", test_keys, NULL);
  rig_add ("/play/keys-elsewhere", test_keys_elsewhere, NULL);
  rig_add ("/play/again", test_again, NULL);
  rig_add ("/play/full-screen", test_full_screen, NULL);
  rig_add ("/play/another-video", test_another_video, NULL);
  rig_add ("/play/faults", test_faults, NULL);
  rig_add ("/play/expired", test_expired, NULL);
  rig_add ("/play/trouble-passes", test_trouble_passes, NULL);
  rig_add ("/play/cut", test_cut, NULL);
  rig_add ("/play/hang", test_hang, NULL);
  rig_add ("/play/deleted", test_deleted, NULL);
  rig_add ("/play/reference", test_reference, NULL);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/play/button", test_button, NULL);
  if (playing_is_possible ())
    add_playing ();

  return rig_run ();
}
