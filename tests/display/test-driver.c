/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-clipboard.h"
#include "display-node.h"
#include "display-shot.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>

#define WIDTH 1400
#define HEIGHT 1000

#define GROUP "org/example/Sample"

typedef struct
{
  DisplayApp *app;
  DisplayNode *root;
  DisplayWindow *window;
} Fixture;

static DisplaySession *session;

static void
fixture_start (Fixture *fixture)
{
  fixture->app = display_app_new (session, (const char *const[]) { SAMPLE, NULL }, NULL);
  fixture->window = display_window_wait (fixture->app, "Sample");
  fixture->root = display_app_get_root (fixture->app);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  display_session_reset (session);
  fixture_start (fixture);
}

static void
fixture_stop (Fixture *fixture)
{
  display_app_quit (fixture->app);
  g_clear_pointer (&fixture->window, display_window_free);
  g_clear_pointer (&fixture->app, display_app_free);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->app != NULL)
    fixture_stop (fixture);
}

static DisplayNode *
wait_for (Fixture     *fixture,
          DisplayRole  role,
          const char  *name)
{
  return display_node_wait (fixture->root, role, name, NULL);
}

static void
assert_status (Fixture    *fixture,
               const char *text)
{
  g_autoptr(DisplayNode) box = wait_for (fixture, DISPLAY_ROLE_PANEL, "Status");
  g_autoptr(DisplayNode) label = display_node_wait (box, DISPLAY_ROLE_LABEL, text, NULL);
  g_autofree char *found = display_node_dup_text (label);

  g_assert_true (g_pattern_match_simple (text, found));
}

static void
test_settings (void)
{
  g_autoptr(GVariant) token = NULL;
  g_autoptr(GVariant) interval = NULL;
  g_autoptr(GVariant) nothing = NULL;

  display_session_reset (session);
  display_session_set_setting (session, GROUP, "token", g_variant_new_string ("it's \"ü\""));
  display_session_set_setting (session, GROUP, "interval", g_variant_new_uint32 (20));

  token = display_session_dup_setting (session, GROUP, "token", G_VARIANT_TYPE_STRING);
  interval = display_session_dup_setting (session, GROUP, "interval", G_VARIANT_TYPE_UINT32);
  g_assert_cmpstr (g_variant_get_string (token, NULL), ==, "it's \"ü\"");
  g_assert_cmpuint (g_variant_get_uint32 (interval), ==, 20);

  display_session_reset (session);
  nothing = display_session_dup_setting (session, GROUP, "token", G_VARIANT_TYPE_STRING);
  g_assert_null (nothing);
}

static void
test_exit (void)
{
  g_autoptr(DisplayApp) failing = NULL;
  g_autoptr(DisplayApp) sleeping = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  display_session_reset (session);
  failing = display_app_new (session,
                             (const char *const[]) { "sh", "-c", "echo $A; echo no >&2; exit 3",
                                                    NULL },
                             (const char *const[]) { "A=b=c", NULL });
  g_assert_cmpint (display_app_wait_exit (failing), ==, 3);
  output = display_app_dup_output (failing);
  errors = display_app_dup_errors (failing);
  g_assert_cmpstr (output, ==, "b=c\n");
  g_assert_cmpstr (errors, ==, "no\n");

  sleeping = display_app_new (session, (const char *const[]) { "sleep", "1000", NULL }, NULL);
  g_assert_true (display_app_is_running (sleeping));
  display_app_signal (sleeping, SIGTERM);
  g_assert_cmpint (display_app_wait_exit (sleeping), ==, -SIGTERM);
}

static void
test_fetch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DisplayNode) entry = wait_for (fixture, DISPLAY_ROLE_TEXT, "Video ID");
  g_autoptr(DisplayNode) fetch = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  g_autoptr(DisplayNode) progress = wait_for (fixture, DISPLAY_ROLE_PROGRESS_BAR, NULL);

  g_assert_cmpfloat_with_epsilon (display_node_get_value (progress), 0.25, 0.001);
  g_assert_true (isnan (display_node_get_value (fetch)));

  display_node_set_text (entry, "12 迪士尼 ü");
  display_node_wait_text (entry, "12 迪士尼 ü");
  display_node_click (fetch);

  assert_status (fixture, "Fetched 12 迪士尼 ü");
  assert_status (fixture, "Fetched *");
  display_node_wait_value (progress, 0.63);
}

static void
test_activate (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DisplayNode) fetch = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  g_autoptr(DisplayNode) menu = NULL;
  g_autoptr(DisplayNode) item = NULL;

  display_node_activate (fetch);
  assert_status (fixture, "Fetched ");

  menu = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Main Menu");
  display_node_click (menu);
  item = wait_for (fixture, DISPLAY_ROLE_MENU_ITEM, "Disable Fetch");
  display_node_activate (item);
  display_node_wait_state (fetch, DISPLAY_STATE_SENSITIVE, FALSE);
  g_assert_false (display_node_try_activate (fetch));
  g_assert_true (display_node_is_in_reach (fetch));
}

static void
test_popover_and_pages (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(DisplayNode) fetch = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  g_autoptr(DisplayNode) hidden = display_node_find (fixture->root, DISPLAY_ROLE_PUSH_BUTTON,
                                                     "Only Here", NULL);
  g_autoptr(DisplayNode) menu = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Main Menu");
  g_autoptr(DisplayNode) item = NULL;
  g_autoptr(DisplayNode) shown = NULL;

  g_assert_null (hidden);
  g_assert_true (display_node_is_in_reach (fetch));

  display_node_click (menu);
  item = wait_for (fixture, DISPLAY_ROLE_MENU_ITEM, "Switch Page");
  display_node_click (item);
  shown = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Only Here");
  display_node_wait_gone (fixture->root, DISPLAY_ROLE_MENU, NULL, NULL);
  g_assert_true (display_node_is_in_reach (shown));
  g_assert_false (display_node_is_in_reach (fetch));

  display_window_press (fixture->window, "Control+p");
  display_node_click (fetch);
  assert_status (fixture, "Fetched ");
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) check = wait_for (fixture, DISPLAY_ROLE_CHECK_BOX, "Watch");
  g_autoptr(DisplayNode) row = wait_for (fixture, DISPLAY_ROLE_LIST_ITEM, "Second row");
  g_autoptr(DisplayNode) progress = wait_for (fixture, DISPLAY_ROLE_PROGRESS_BAR, NULL);
  g_autoptr(DisplayNode) close = display_node_wait (fixture->root, DISPLAY_ROLE_PUSH_BUTTON, NULL,
                                                    "Close the *");
  g_autoptr(GPtrArray) rows = display_node_find_all (fixture->root, DISPLAY_ROLE_LIST_ITEM, NULL,
                                                     NULL);
  g_autofree char *name = display_node_dup_name (close);
  g_autofree char *description = display_node_dup_description (close);

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_true (display_node_is_same (rows->pdata[1], row));
  g_assert_cmpstr (name, ==, "Close");
  g_assert_cmpstr (description, ==, "Close the window");

  g_assert_false (display_node_has_state (check, DISPLAY_STATE_CHECKED));
  display_node_click (check);
  display_node_wait_state (check, DISPLAY_STATE_CHECKED, TRUE);

  display_node_click (row);
  display_node_wait_state (row, DISPLAY_STATE_SELECTED, TRUE);

  display_window_press (fixture->window, "Control+u");
  display_node_wait_state (progress, DISPLAY_STATE_BUSY, TRUE);
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DisplayNode) entry = wait_for (fixture, DISPLAY_ROLE_TEXT, "Video ID");
  g_autoptr(DisplayNode) token = wait_for (fixture, DISPLAY_ROLE_PASSWORD_TEXT, "API token");
  g_autoptr(DisplayNode) focused = NULL;

  display_node_click (entry);
  display_node_wait_state (entry, DISPLAY_STATE_FOCUSED, TRUE);
  focused = display_node_find_focused (fixture->root);
  g_assert_true (display_node_is_same (focused, entry));

  display_window_type (fixture->window, "aZ 9:?|\"~_\t");
  display_node_wait_text (entry, "aZ 9:?|\"~_");
  display_window_press (fixture->window, "space");
  assert_status (fixture, "Fetched aZ 9:?|\"~_");

  display_node_click (token);
  display_window_type (fixture->window, "user:secret");
  display_node_wait_text (token, "user:secret");
}

static void
test_clipboard (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (session);
  g_autoptr(DisplayNode) entry = wait_for (fixture, DISPLAY_ROLE_TEXT, "Video ID");

  display_clipboard_set_text (clipboard, "迪士尼 12");
  display_node_click (entry);
  display_window_press (fixture->window, "Control+v");
  display_node_wait_text (entry, "迪士尼 12");

  display_window_press (fixture->window, "Control+Shift+c");
  display_clipboard_wait_text (clipboard, "Nothing yet");
}

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autoptr(DisplayNode) node = NULL;
  g_autoptr(DisplayNode) button = NULL;

  display_window_press (fixture->window, "Control+comma");
  dialog = display_window_wait (fixture->app, "Sample Dialog");
  g_assert_false (display_window_is_active (fixture->window));

  node = wait_for (fixture, DISPLAY_ROLE_ANY, "Sample Dialog");
  display_node_wait_state (node, DISPLAY_STATE_ACTIVE, TRUE);
  button = display_node_wait (node, DISPLAY_ROLE_PUSH_BUTTON, "Close Dialog", NULL);
  display_node_click (button);
  display_window_wait_gone (fixture->app, "Sample Dialog");
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  static const int sizes[][2] = { { 360, 720 }, { 1280, 800 }, { 720, 480 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(DisplayNode) frame = wait_for (fixture, DISPLAY_ROLE_FRAME, "Sample");
      g_autoptr(GdkPixbuf) picture = NULL;
      DisplayRect rect;

      display_window_resize (fixture->window, sizes[i][0], sizes[i][1]);
      picture = display_shot_settled (fixture->window);
      g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, sizes[i][0]);
      g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, sizes[i][1]);
      g_assert_true (display_node_get_rect (frame, &rect));
      g_assert_cmpint (rect.width, ==, sizes[i][0]);
      g_assert_cmpint (rect.height, ==, sizes[i][1]);
    }
}

static void
test_scroll (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) row = wait_for (fixture, DISPLAY_ROLE_LIST_ITEM, "Third row");
  g_autoptr(DisplayNode) fetch = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");

  display_window_resize (fixture->window, 360, 200);
  g_assert_true (display_node_is_in_reach (fetch));
  g_assert_false (display_node_is_in_reach (row));

  display_node_scroll_to (row);
  g_assert_false (display_node_is_in_reach (fetch));
  display_node_click (row);
  display_node_wait_state (row, DISPLAY_STATE_SELECTED, TRUE);

  display_node_scroll_to (fetch);
  display_node_click (fetch);
  assert_status (fixture, "Fetched ");
}

static void
test_looks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GdkPixbuf) light = display_shot_settled (fixture->window);
  g_autoptr(GdkPixbuf) again = display_shot_settled (fixture->window);
  g_autoptr(GdkPixbuf) dark = NULL;
  g_autofree char *path = g_build_filename (display_session_get_folder (session), "light.png",
                                            NULL);
  g_autoptr(GdkPixbuf) saved = NULL;

  display_shot_save (light, path);
  saved = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_true (display_shot_is_same (light, again));
  g_assert_true (display_shot_is_same (light, saved));

  fixture_stop (fixture);
  display_session_set_theme (session, "Default:dark");
  fixture_start (fixture);
  dark = display_shot_settled (fixture->window);
  g_assert_cmphex (display_shot_pixel (light, 10, 460) & 0xff, >, 0xe0);
  g_assert_cmphex (display_shot_pixel (dark, 10, 460) & 0xff, <, 0x50);
}

static void
test_scale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DisplayNode) menu = NULL;
  g_autoptr(DisplayNode) item = NULL;
  g_autoptr(DisplayNode) shown = NULL;
  g_autoptr(GdkPixbuf) picture = NULL;

  fixture_stop (fixture);
  display_session_set_scale (session, 2);
  fixture_start (fixture);
  display_window_resize (fixture->window, 360, 460);
  picture = display_shot_settled (fixture->window);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 720);

  menu = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Main Menu");
  display_node_click (menu);
  item = wait_for (fixture, DISPLAY_ROLE_MENU_ITEM, "Switch Page");
  display_node_click (item);
  shown = wait_for (fixture, DISPLAY_ROLE_PUSH_BUTTON, "Only Here");
}

static void
test_language (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DisplayNode) label = NULL;
  DisplayRect rect;

  if (!g_file_test (LOCALES "/ar_EG.UTF-8", G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the locale could not be built");
      return;
    }

  fixture_stop (fixture);
  display_session_set_language (session, "ar");
  display_session_setenv (session, "LOCPATH", LOCALES);
  display_session_setenv (session, "LC_ALL", "ar_EG.UTF-8");
  fixture_start (fixture);
  label = wait_for (fixture, DISPLAY_ROLE_LABEL, "Nothing yet");
  g_assert_true (display_node_get_rect (label, &rect));
  g_assert_cmpint (rect.x, >, 320);
}

/* What this program does instead of its tests when another of its kind asks: fail on purpose. */
static void
fail_on_purpose (const char *how)
{
  Fixture fixture = { 0 };

  session = display_session_new (WIDTH, HEIGHT);
  fixture_start (&fixture);
  display_app_get_name (fixture.app);
  if (g_str_equal (how, "complain"))
    {
      display_window_press (fixture.window, "Control+w");
      display_app_quit (fixture.app);
    }
  else if (g_str_equal (how, "assert"))
    g_assert_cmpstr (how, ==, "something else");
  else if (g_str_equal (how, "error"))
    g_error ("this cannot go on");

  display_app_fail (fixture.app, "number %d", 7);
}

static gboolean
is_empty (gpointer data)
{
  g_autoptr(GDir) folder = g_dir_open (data, 0, NULL);

  return g_dir_read_name (folder) == NULL;
}

/* A test that fails says what it saw, and leaves neither process nor file but what it tells of. */
static void
assert_fails (const char *how,
              int         number,
              const char *want)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *tmp = g_build_filename (display_session_get_home (session), "tmp", NULL);
  g_autofree char *picture = g_build_filename (display_session_get_home (session), "failure.png",
                                               NULL);
  g_autofree char *words = g_build_filename (display_session_get_home (session), "failure.txt",
                                             NULL);
  g_autofree char *contents = NULL;
  g_autofree char *purpose = g_strconcat ("FAIL_ON_PURPOSE=", how, NULL);
  g_autofree char *tmp_folder = g_strconcat ("TMPDIR=", tmp, NULL);
  g_autofree char *build_folder = g_strconcat ("G_TEST_BUILDDIR=",
                                               display_session_get_home (session), NULL);
  g_autoptr(DisplayApp) test = NULL;
  g_autofree char *errors = NULL;
  int ended;

  g_assert_no_errno (g_mkdir (tmp, 0700));
  test = display_app_new (session, (const char *const[]) { program, NULL },
                          (const char *const[]) { purpose, tmp_folder, build_folder, NULL });
  ended = -display_app_wait_exit (test);
  if (ended != SIGABRT || number != SIGTRAP) /* newer GLib has traps for debuggers alone */
    g_assert_cmpint (ended, ==, number);

  errors = display_app_dup_errors (test);
  if (!g_pattern_match_simple (want, errors))
    g_error ("the failure should tell %s: %s", want, errors);

  g_assert_true (display_wait (is_empty, tmp));
  g_assert_true (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (errors, picture));
  g_assert_nonnull (strstr (errors, words));
  g_assert_true (g_file_get_contents (words, &contents, NULL, NULL));
  g_assert_nonnull (strstr (errors, contents));
}

static void
test_complaint (void)
{
  display_session_reset (session);
  assert_fails ("complain", SIGABRT, "*the program complained*made for the test*");
}

/* Whoever notices it. */
static void
test_failure (void)
{
  static const struct
  {
    const char *how;
    int number;
    const char *message;
  } rows[] = {
    { "fail", SIGABRT, "number 7" },
    { "assert", SIGABRT, "assertion failed (how == \"something else\")" },
    { "error", SIGTRAP, "this cannot go on" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *want = g_strdup_printf ("*%s*text \"Video ID\"*progress\" value 0.25*"
                                               "stderr of process*", rows[i].message);

      display_session_reset (session);
      assert_fails (rows[i].how, rows[i].number, want);
    }
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/driver/settings", test_settings);
  g_test_add_func ("/driver/exit", test_exit);
  add ("/driver/fetch", test_fetch);
  add ("/driver/activate", test_activate);
  add ("/driver/popover-and-pages", test_popover_and_pages);
  add ("/driver/states", test_states);
  add ("/driver/keyboard", test_keyboard);
  add ("/driver/clipboard", test_clipboard);
  add ("/driver/dialog", test_dialog);
  add ("/driver/resize", test_resize);
  add ("/driver/scroll", test_scroll);
  add ("/driver/looks", test_looks);
  add ("/driver/scale", test_scale);
  add ("/driver/language", test_language);
  g_test_add_func ("/driver/complaint", test_complaint);
  g_test_add_func ("/driver/failure", test_failure);

  if (g_getenv ("FAIL_ON_PURPOSE") != NULL)
    fail_on_purpose (g_getenv ("FAIL_ON_PURPOSE"));

  session = display_session_new (WIDTH, HEIGHT);
  status = g_test_run ();
  g_clear_pointer (&session, display_session_free);

  return status;
}
