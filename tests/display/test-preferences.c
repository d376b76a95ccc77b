/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

/* More than a window has stops. */
#define MAX_TABS 20

static gboolean
saves_record (gpointer data)
{
  g_autoptr(GVariant) value = rig_read_setting (data, "save-record", "b");

  return value != NULL && g_variant_get_boolean (value);
}

static gboolean
saves_no_record (gpointer data)
{
  return !saves_record (data);
}

static gboolean
has_longer_interval (gpointer data)
{
  g_autoptr(GVariant) value = rig_read_setting (data, "watch-interval", "u");

  return value != NULL && g_variant_get_uint32 (value) == 20;
}

static void
press_switch (Rig *rig)
{
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_CHECK_BOX,
                                            "Save a record beside each video");

  display_node_click (button);
}

static DisplayWindow *
open_preferences (Rig *rig)
{
  rig_choose (rig, "Preferences");

  return display_window_wait (rig->app, "Preferences");
}

/* What is changed is stored at once: by the pointer, and by the keyboard. */
static void
test_changed (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayWindow) window = NULL;
  g_autoptr(DisplayNode) spin = NULL;

  rig_start (rig);
  window = open_preferences (rig);
  press_switch (rig);
  g_assert_true (display_wait (saves_record, rig));
  press_switch (rig);
  g_assert_true (display_wait (saves_no_record, rig));

  spin = rig_wait (rig, DISPLAY_ROLE_SPIN_BUTTON, "Seconds between two questions");
  g_assert_cmpfloat (display_node_get_value (spin), ==, 15);
  for (guint i = 0; i < MAX_TABS && !display_node_has_state (spin, DISPLAY_STATE_FOCUSED); i++)
    display_window_press (window, "Tab");
  display_window_press (window, "Up");
  g_assert_true (display_wait (has_longer_interval, rig));

  display_window_press (window, "Escape");
  display_window_wait_gone (rig->app, "Preferences");
}

/* It says that there is a token and where files go, and makes way for the token's dialog. */
static void
test_token (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *folder = rig_dup_saved_path (NULL);
  g_autofree char *shown = g_strdup_printf ("*%s*", folder);
  g_autoptr(DisplayWindow) window = NULL;
  g_autoptr(DisplayWindow) token = NULL;

  rig_start (rig);
  window = open_preferences (rig);
  rig_wait_label (rig, "A token is stored");
  rig_wait_label (rig, shown);

  rig_press (rig, "Change…", "Change the API token");
  token = display_window_wait (rig->app, "API Token");
  display_window_wait_gone (rig->app, "Preferences");
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/preferences/changed", test_changed, NULL);
  rig_add ("/preferences/token", test_token, NULL);

  return rig_run ();
}
