/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-shot.h"

/* Somewhere on the page, away from all that is on it. */
#define X 330
#define Y 700

typedef struct
{
  Rig *rig;
  gboolean dark;
} Wanted;

static gboolean
is_dark (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr(GdkPixbuf) picture = display_shot_take (wanted->rig->window);
  guint32 pixel = display_shot_pixel (picture, X, Y);
  guint brightness = (pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff);

  return (brightness < 3 * 128) == wanted->dark;
}

static void
wait_dark (Rig      *rig,
           gboolean  dark)
{
  Wanted wanted = { rig, dark };

  if (!display_wait (is_dark, &wanted))
    display_app_fail (rig->app, "the window is not %s", dark ? "dark" : "light");
}

/* As the desktop is when the program starts, and as it becomes while it runs. */
static void
test_follows (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(Services) services = services_new_with_portal (rig_get_session ());

  /* It has the last word over what any desktop says. */
  display_session_setenv (rig_get_session (), "GTK_THEME", NULL);

  services_set_dark (services, TRUE);
  rig_start (rig);
  wait_dark (rig, TRUE);
  services_set_dark (services, FALSE);
  wait_dark (rig, FALSE);
  services_set_dark (services, TRUE);
  wait_dark (rig, TRUE);
  rig_stop (rig);
}

/* Without a portal it is light, as GTK has it. */
static void
test_no_portal (Rig           *rig,
                gconstpointer  data)
{
  display_session_setenv (rig_get_session (), "GTK_THEME", NULL);
  rig_start (rig);
  wait_dark (rig, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/appearance/follows", test_follows, NULL);
  rig_add ("/appearance/no-portal", test_no_portal, NULL);

  return rig_run ();
}
