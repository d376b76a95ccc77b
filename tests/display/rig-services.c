/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

static void
run (Rig           *rig,
     gconstpointer  data)
{
  RigTest test = (RigTest) data;

  rig->services = services_new (rig_get_session ());
  test (rig, NULL);
  if (rig->app != NULL)
    rig_stop (rig);
  g_clear_pointer (&rig->services, services_free);
}

/**
 * rig_add_with_services:
 * @path: its name
 * @test: a test; the program does not run yet when it begins
 *
 * Adds a test with a rig of its own, on a desktop that shows notifications and can go to sleep.
 */
void
rig_add_with_services (const char *path,
                       RigTest     test)
{
  rig_add (path, run, (gconstpointer) test);
}

typedef struct
{
  Services *services;
  const char *title;
  gboolean shown;
} Notice;

static gboolean
is_as_wanted (gpointer data)
{
  Notice *notice = data;

  return services_is_shown (notice->services, notice->title) == notice->shown;
}

/**
 * rig_wait_notice:
 * @rig: a rig with services
 * @title: the title of a notification
 * @shown: whether it shall be shown
 *
 * Waits until a notification is shown, or is no more.
 */
void
rig_wait_notice (Rig        *rig,
                 const char *title,
                 gboolean    shown)
{
  Notice notice = { rig->services, title, shown };
  g_autofree char *log = NULL;

  if (display_wait (is_as_wanted, &notice))
    return;

  log = services_dup_log (rig->services);
  display_app_fail (rig->app, "\"%s\" is %sshown: %s", title, shown ? "not " : "", log);
}
