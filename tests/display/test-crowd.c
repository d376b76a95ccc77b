/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "crowd.h"
#include "display-wait.h"

#include <glib/gstdio.h>

/* More than a list view makes rows for. */
#define N_VIDEOS 400
#define NEWEST "*402000000000000400"
#define MIDDLE "*402000000000000123"
#define OLDEST "*402000000000000001"

static void
make_library (void)
{
  g_autofree char *folder = g_build_filename (display_session_get_home (rig_get_session ()),
                                              ".local", "share", "rushes", NULL);
  g_autoptr(GFile) file = g_file_new_build_filename (folder, "library.sqlite", NULL);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  crowd_make (file, N_VIDEOS);
}

static DisplayNode *
wait_row (Rig        *rig,
          const char *number)
{
  return display_node_wait (rig->root, DISPLAY_ROLE_LIST_ITEM, "*", number);
}

static void
see_row (Rig        *rig,
         const char *number)
{
  display_node_free (wait_row (rig, number));
}

/* Where the list ends depends on how many rows there are by then. */
static gboolean
is_at_end (gpointer data)
{
  Rig *rig = data;
  g_autoptr(DisplayNode) oldest = NULL;

  display_window_press (rig->window, "End");
  oldest = display_node_find (rig->root, DISPLAY_ROLE_LIST_ITEM, "*", OLDEST);

  return oldest != NULL;
}

static void
go_to_end (Rig *rig)
{
  if (!display_wait (is_at_end, rig))
    display_app_fail (rig->app, "the oldest video was not reached");
}

/* The rows come little by little, and in the end each can be reached. */
static void
test_ends (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayNode) newest = NULL;

  make_library ();
  rig_start (rig);
  newest = wait_row (rig, NEWEST);
  display_node_click (newest);
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LIST_ITEM, "*", OLDEST);
  go_to_end (rig);
  display_window_press (rig->window, "Home");
  see_row (rig, NEWEST);
}

/* A search replaces all rows, and so does its end. */
static void
test_search (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) newest = NULL;

  make_library ();
  rig_start (rig);
  see_row (rig, NEWEST);
  display_window_press (rig->window, "Control+f");
  display_window_type (rig->window, "402000000000000123");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LIST_ITEM, "*", NEWEST);
  see_row (rig, MIDDLE);
  display_window_press (rig->window, "Escape");
  newest = wait_row (rig, NEWEST);
  display_node_click (newest);
  go_to_end (rig);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/crowd/ends", test_ends, NULL);
  rig_add ("/crowd/search", test_search, NULL);

  return rig_run ();
}
