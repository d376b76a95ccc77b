/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "states.h"

#include "display-shot.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <glib/gstdio.h>
#include <string.h>

/*
 * How the program looks in each state: nothing may be wider than its window, at any of its widths,
 * and no words may end before they are over without a tooltip that has them all, of which
 * cut-words.c keeps watch inside the program. The pictures go to the folder RUSHES_SHOTS, to be
 * looked at by a person. A few states at one width are always seen to; with RUSHES_LOOKS=all it is
 * all of them at all widths, in the themes and both directions of writing, with large text and on
 * fine screens. `meson test --suite looks` does that.
 */

/* Room for the widest window, and for one of 1100 pixels where each is two by two. */
#define SCREEN_WIDTH 2620
#define SCREEN_HEIGHT 1700

/* Longer than any bar stands still between two steps. */
#define STILL_SECONDS (2 * G_USEC_PER_SEC)

/* More turns of the wheel than any page is long. */
#define ALL_THE_WAY 60

typedef struct
{
  const char *name;
  const char *theme;
  gboolean is_turned_round;
  const char *language;
  const char *locale;
  const char *resources; /* of X: what a desktop says of the size of text */
  int scale;
} Look;

static gboolean
is_all (void)
{
  return g_strcmp0 (g_getenv ("RUSHES_LOOKS"), "all") == 0;
}

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("RUSHES_SHOTS");

  return folder != NULL ? folder : display_session_get_folder (rig_get_session ());
}

static void
save (GdkPixbuf  *picture,
      const Look *look,
      const char *name,
      int         width)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%d.png", look->name, name, width);
  g_autofree char *path = g_build_filename (get_folder (), file, NULL);

  g_assert_no_errno (g_mkdir_with_parents (get_folder (), 0755));
  display_shot_save (picture, path);
}

/* Below @tree, nothing may reach beyond what is seen of the window. */
static void
check_width (Rig         *rig,
             DisplayTree *tree,
             int          width)
{
  /* A scroll bar that is not needed keeps the place that it had. */
  if (!display_tree_is_sized (tree) || tree->role == DISPLAY_ROLE_SCROLL_BAR)
    return;

  if (tree->placed && (tree->rect.x < 0 || tree->rect.x + tree->rect.width > width))
    display_app_fail (rig->app, "role %u \"%s\" is at %d, %d wide, in a window %d wide", tree->role,
                      tree->name, tree->rect.x, tree->rect.width, width);

  for (guint i = 0; i < tree->children->len; i++)
    check_width (rig, tree->children->pdata[i], width);
}

static void
assert_fits (Rig        *rig,
             const char *title,
             int         width)
{
  g_autoptr(DisplayNode) node = rig_wait (rig, DISPLAY_ROLE_ANY, title);
  g_autoptr(DisplayTree) tree = display_tree_read (rig->app, display_node_get_path (node), FALSE);

  check_width (rig, tree, width);
}

static GdkPixbuf *
take (Rig         *rig,
      const State *state)
{
  return state->is_moving ? display_shot_take (rig->window) : display_shot_settled (rig->window);
}

/* What lies below is seen as well, where there is more than fits. */
static void
shoot_end (Rig         *rig,
           const State *state,
           const Look  *look,
           GdkPixbuf   *start,
           int          width,
           int          height)
{
  g_autofree char *name = g_strconcat (state->name, "-end", NULL);
  g_autoptr(GdkPixbuf) end = NULL;

  display_window_scroll (rig->window, width / 2, height - 60, ALL_THE_WAY);
  end = take (rig, state);
  if (!display_shot_is_same (start, end))
    save (end, look, name, width);
  display_window_scroll (rig->window, width / 2, height - 60, -ALL_THE_WAY);
}

static void
shoot (Rig         *rig,
       const State *state,
       const Look  *look,
       int          width,
       int          height)
{
  g_autoptr(GdkPixbuf) start = NULL;

  display_window_resize (rig->window, width, height);
  start = take (rig, state);
  save (start, look, state->name, width);
  assert_fits (rig, "Rushes", width);
  if (is_all ())
    shoot_end (rig, state, look, start, width, height);
}

static void
set_resources (const char *resources)
{
  Display *x = display_session_get_x (rig_get_session ());
  const char *text = resources != NULL ? resources : "";

  XChangeProperty (x, DefaultRootWindow (x), XA_RESOURCE_MANAGER, XA_STRING, 8, PropModeReplace,
                   (const unsigned char *) text, (int) strlen (text));
  XSync (x, False);
}

static void
apply (const Look *look)
{
  display_session_set_theme (rig_get_session (), look->theme);
  if (look->language != NULL)
    rig_set_language (look->language, look->locale);
  else if (look->is_turned_round)
    rig_preload (TURN_ROUND);
  set_resources (look->resources);
  if (look->scale > 1)
    display_session_set_scale (rig_get_session (), look->scale);
  rig_preload (CUT_WORDS);
}

static void
shoot_all_sizes (Rig         *rig,
                 const State *state,
                 const Look  *look)
{
  /* With large text, what makes room for the narrowest comes on the way to it. */
  if (is_all ())
    shoot (rig, state, look, 720, 760);
  shoot (rig, state, look, 360, 720);
  if (!is_all ())
    return;

  shoot (rig, state, look, 1100, 760);
  if (look->scale < 2)
    shoot (rig, state, look, 2560, 1400);
}

static gboolean
is_turned_round (Rig *rig)
{
  g_autoptr(DisplayNode) entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  DisplayRect left, right;

  g_assert_true (display_node_get_rect (button, &left) && display_node_get_rect (entry, &right));

  return left.x < right.x;
}

static void
shoot_states (Rig        *rig,
              StateList   list,
              const Look *look)
{
  for (guint i = 0; i < list.n_states; i++)
    {
      const State *state = &list.states[i];

      if (!state->is_quick && !is_all ())
        continue;

      state->reach (rig, state);
      shoot_all_sizes (rig, state, look);
      if (state->leave != NULL)
        state->leave (rig, state);
    }
}

static void
test_window (Rig           *rig,
             gconstpointer  data)
{
  const Look *look = data;

  apply (look);
  rig_start (rig);
  g_assert_cmpint (is_turned_round (rig), ==, look->is_turned_round);
  shoot_states (rig, states_get_pages (), look);
  shoot_states (rig, states_get_files (), look);
}

/* With text of twice the size, what takes two panes takes twice as much. */
static int
get_times (const Look *look)
{
  return look->resources != NULL ? 2 : 1;
}

/* The list beside the page, and alone. */
static void
test_library (Rig           *rig,
              gconstpointer  data)
{
  static const int widths[] = { 720, 1100 };
  const Look *look = data;
  int times = get_times (look);
  StateList list = states_get_library ();

  apply (look);
  rig_start (rig);
  display_window_resize (rig->window, times * 1100, 760);
  for (guint i = 0; i < list.n_states; i++)
    {
      list.states[i].reach (rig, &list.states[i]);
      for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
        shoot (rig, &list.states[i], look, times * widths[j], 760);
      if (list.states[i].leave != NULL)
        list.states[i].leave (rig, &list.states[i]);
    }

  display_window_resize (rig->window, 360, 720);
  rig_press (rig, "Back", NULL);
  shoot (rig, &(State) { "library" }, look, 360, 720);
}

static void
test_no_token (Rig           *rig,
               gconstpointer  data)
{
  static const State state = { "no-token", NULL, NULL, "Add Your API Token" };

  apply (data);
  rig_set (rig, "token", g_variant_new_string (""));
  rig_start (rig);
  states_reach_start (rig, &state);
  shoot_all_sizes (rig, &state, data);
}

static void
shoot_dialog (Rig         *rig,
              const State *state,
              const Look  *look)
{
  g_autoptr(DisplayWindow) dialog = display_window_wait (rig->app, state->title);
  g_autoptr(GdkPixbuf) picture = display_shot_settled (dialog);
  int width = gdk_pixbuf_get_width (picture) / MAX (look->scale, 1);

  save (picture, look, state->name, width);
  assert_fits (rig, state->title, width);
}

typedef struct
{
  DisplayWindow *window;
  GdkPixbuf *before;
  gint64 since;
  gboolean has_moved;
} Stillness;

static gboolean
is_over (gpointer data)
{
  Stillness *stillness = data;
  g_autoptr(GdkPixbuf) now = display_shot_take (stillness->window);

  stillness->has_moved = !display_shot_is_same (stillness->before, now);

  return stillness->has_moved || g_get_monotonic_time () - stillness->since > STILL_SECONDS;
}

/* Who wants nothing to move is not shown a bar that does; only time can tell. */
static void
test_still (Rig           *rig,
            gconstpointer  data)
{
  static const char *const kinds[] = { "fixture-status-1-no-percent", "hang" };

  apply (data);
  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(DisplayNode) bar = NULL;
      g_autoptr(GdkPixbuf) before = NULL;
      Stillness stillness = { rig->window, NULL, 0, FALSE };

      g_free (rig_fetch_new (rig, kinds[i], 1 + i));
      bar = rig_wait (rig, DISPLAY_ROLE_PROGRESS_BAR, i == 0 ? "Generation progress"
                                                             : "Asking the server");
      before = display_shot_settled (rig->window);
      stillness.before = before;
      stillness.since = g_get_monotonic_time ();
      display_wait (is_over, &stillness);
      g_assert_false (stillness.has_moved);
    }
}

/* What belongs to the window. */
static void
test_dialogs (Rig           *rig,
              gconstpointer  data)
{
  StateList list = states_get_windows ();

  apply (data);
  rig_start (rig);
  for (guint i = 0; i < list.n_states; i++)
    {
      list.states[i].reach (rig, &list.states[i]);
      shoot_dialog (rig, &list.states[i], data);
      list.states[i].leave (rig, &list.states[i]);
    }
}

static void
test_menus (Rig           *rig,
            gconstpointer  data)
{
  StateList list = states_get_menus ();

  apply (data);
  rig_start (rig);
  display_window_resize (rig->window, 1100 * get_times (data), 760);
  for (guint i = 0; i < list.n_states; i++)
    {
      g_autoptr(GdkPixbuf) picture = NULL;

      list.states[i].reach (rig, &list.states[i]);
      picture = display_shot_settled (rig->window);
      save (picture, data, list.states[i].name, 1100 * get_times (data));
      list.states[i].leave (rig, &list.states[i]);
    }
}

static void
add (const Look *look)
{
  g_autofree char *window = g_strdup_printf ("/looks/%s/window", look->name);
  g_autofree char *no_token = g_strdup_printf ("/looks/%s/no-token", look->name);
  g_autofree char *dialogs = g_strdup_printf ("/looks/%s/dialogs", look->name);
  g_autofree char *library = g_strdup_printf ("/looks/%s/library", look->name);
  g_autofree char *still = g_strdup_printf ("/looks/%s/still", look->name);
  g_autofree char *menus = g_strdup_printf ("/looks/%s/menus", look->name);

  rig_add (window, test_window, look);
  rig_add (no_token, test_no_token, look);
  rig_add (dialogs, test_dialogs, look);
  rig_add (library, test_library, look);
  rig_add (still, test_still, look);
  if (is_all ())
    rig_add (menus, test_menus, look);
}

int
main (int   argc,
      char *argv[])
{
  static const Look looks[] = {
    { "light", "Default", FALSE },
    { "dark", "Default:dark", FALSE },
    { "rtl", "Default", TRUE },
    { "contrast", "Default-hc", FALSE },
    { "contrast-dark", "Default-hc:dark", FALSE },
    { "de", "Default", FALSE, "de", "de_DE.UTF-8" },
    { "zh_CN", "Default", FALSE, "zh_CN", "zh_CN.UTF-8" },
    { "ar", "Default", TRUE, "ar", "ar_EG.UTF-8" },
    { "large", "Default", FALSE, .resources = "Xft.dpi:\t192\n" },
    { "large-rtl", "Default", TRUE, .resources = "Xft.dpi:\t192\n" },
    { "fine", "Default", FALSE, .scale = 2 },
  };

  rig_init (&argc, &argv);
  rig_set_screen (SCREEN_WIDTH, SCREEN_HEIGHT);
  for (gsize i = 0; i < (is_all () ? G_N_ELEMENTS (looks) : 1); i++)
    add (&looks[i]);

  return rig_run ();
}
