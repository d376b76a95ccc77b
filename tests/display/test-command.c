/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

/* Started with an ID, the window fetches it. */
static void
test_start (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 1);

  rig_start_with (rig, video_id);
  rig_wait_video (rig, video_id, "Completed");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 1);
}

/* A second start has the window that is there fetch it, and ends. */
static void
test_running (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *first = stand_in_dup_id ("good", 10);
  g_autofree char *second = stand_in_dup_id ("mountains", 11);

  rig_start (rig);
  rig_fetch (rig, first);
  rig_wait_video (rig, first, "Completed");

  rig_start_with (rig, second);
  rig_wait_video (rig, second, "Completed");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", second), ==, 1);
}

/* An ID in whatever form it can be pasted in. */
static void
test_form (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 20);
  g_autofree char *text = g_strdup_printf ("\"%s\",\n", video_id);

  rig_start_with (rig, text);
  rig_wait_video (rig, video_id, "Completed");
}

/* Several are shown before anything is sent, with what is no ID among them. */
static void
test_several (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *first = stand_in_dup_id ("good", 30);
  g_autofree char *second = stand_in_dup_id ("mountains", 31);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n402000000000000001", first, second);
  g_autoptr(DisplayNode) heading = NULL;

  rig_start (rig);
  rig_start_with (rig, text);
  heading = rig_wait (rig, DISPLAY_ROLE_LABEL, "2 videos, 1 line left out");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", NULL), ==, 0);

  rig_press (rig, "Fetch 2 Videos", NULL);
  rig_wait_video (rig, first, "Completed");
}

/* One that the service does not know is said in the window, which stays. */
static void
test_unknown (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *unknown = stand_in_dup_id ("error-400", 40);
  g_autofree char *known = stand_in_dup_id ("good", 41);

  rig_start_with (rig, unknown);
  rig_wait_problem (rig, "The server does not know an ID like this", "Edit ID");

  rig_start_with (rig, known);
  rig_wait_video (rig, known, "Completed");
  rig_wait_mended (rig, "The server does not know an ID like this");
}

/* The bus starts the program with the window, in the background, and then asks it to fetch. */
static void
test_service (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 50);
  g_autofree char *parameter = g_strdup_printf ("'%s'", video_id);

  rig_activate (rig, "fetch", parameter);
  rig_start_second (rig);
  rig_wait_video (rig, video_id, "Completed");
}

/* What the command asks about stands in the list of the window that is open. */
static void
test_listed (Rig           *rig,
             gconstpointer  data)
{
  g_autofree char *first = stand_in_dup_id ("good", 60);
  g_autofree char *second = stand_in_dup_id ("mountains", 61);

  rig_start (rig);
  rig_fetch (rig, first);
  rig_wait_video (rig, first, "Completed");
  rig_ask_status (rig, second);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, "水墨山水*, Completed"));
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/command/start", test_start, NULL);
  rig_add ("/command/running", test_running, NULL);
  rig_add ("/command/form", test_form, NULL);
  rig_add ("/command/several", test_several, NULL);
  rig_add ("/command/unknown", test_unknown, NULL);
  rig_add ("/command/service", test_service, NULL);
  rig_add ("/command/listed", test_listed, NULL);

  return rig_run ();
}
