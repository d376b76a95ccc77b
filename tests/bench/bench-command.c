/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DESIGN §8: `rushes --status ID` against curl piped to jq, asked of the stand-in in turn. */
#include "figures.h"
#include "stand-in.h"

#include <glib/gstdio.h>

#define ROUNDS 21

/* Milliseconds; the program is to end well and to say something. */
static double
run (const char *const *argv)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  double milliseconds;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s %s", argv[0], error->message, errors);
  milliseconds = (g_get_monotonic_time () - start) / 1000.0;
  if (*output == '\0')
    g_error ("%s said nothing: %s", argv[0], errors);

  return milliseconds;
}

/* The settings are those of nobody. */
static void
prepare (StandIn *stand_in)
{
  g_autoptr(GSettings) settings = NULL;

  g_setenv ("RUSHES_TOKEN", STAND_IN_TOKEN, TRUE);
  settings = g_settings_new (RUSHES_APP_ID);
  g_settings_set_string (settings, "api-url", stand_in_get_api_url (stand_in));
  g_settings_sync ();
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autoptr(StandIn) stand_in = stand_in_new ();
  g_autofree char *id = stand_in_dup_id ("good", 1);
  g_autofree char *pipe = NULL;
  g_autoptr(GError) error = NULL;
  double ours[ROUNDS], theirs[ROUNDS];

  g_setenv ("GSETTINGS_SCHEMA_DIR", SCHEMA_DIR, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  stand_in_start (stand_in, 0, &error);
  g_assert_no_error (error);
  prepare (stand_in);

  pipe = g_strdup_printf ("curl -s -f -H 'Authorization: Bearer %s' %s/videos/%s | jq .",
                          STAND_IN_TOKEN, stand_in_get_api_url (stand_in), id);
  for (int i = -1; i < ROUNDS; i++)
    {
      double one = run ((const char *const[]) { RUSHES, "--status", id, NULL });
      double other = run ((const char *const[]) { "sh", "-c", pipe, NULL });

      if (i >= 0)
        {
          ours[i] = one;
          theirs[i] = other;
        }
    }
  figures_print ("command", ours, theirs, ROUNDS);
  stand_in_stop (stand_in);

  return 0;
}
