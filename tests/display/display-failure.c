/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-failure.h"

#include "display-shot.h"

#include <signal.h>
#include <unistd.h>

/* As long as a program that answers no more may take to be asked, and as long again. */
#define PATIENCE_SECONDS (3 * DISPLAY_DEADLINE)

/* The programs that a test drives, the one it is about last; and the thread of the tests. */
static GPtrArray *watched = NULL;
static GThread *thread = NULL;

/* Of the test at hand, beside the test programs. */
static char *
build_path (const char *suffix)
{
  const char *test = g_test_get_path ();
  const char *folder = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *name = g_strconcat ("failure", test != NULL ? test : "", suffix, NULL);

  g_strdelimit (name, "/", '-');

  return g_build_filename (folder != NULL ? folder : g_get_tmp_dir (), name, NULL);
}

/* tests/report.py looks for the paths, to name them once more at the end of a run. */
static void
leave_traces (DisplayApp *app)
{
  g_autofree char *picture_path = build_path (".png");
  g_autofree char *words_path = build_path (".txt");
  g_autoptr(GdkPixbuf) picture = display_shot_screen (display_app_get_session (app));
  g_autofree char *words = NULL;

  display_shot_save (picture, picture_path);
  words = display_app_describe (app);
  g_file_set_contents (words_path, words, -1, NULL);

  g_printerr ("%s--- left: %s\n--- left: %s\n", words, picture_path, words_path);
}

/* No signal of the outside, but the end of an assertion or of g_error(), so that functions may be
 * called that a signal may not; and should they fail themselves, or hang, that is the end. */
static void
on_failure (int number)
{
  signal (SIGABRT, SIG_DFL);
  signal (SIGTRAP, SIG_DFL);
  if (watched->len == 0 || g_thread_self () != thread)
    return;

  alarm (PATIENCE_SECONDS);
  leave_traces (g_ptr_array_index (watched, watched->len - 1));
  raise (number);
}

/**
 * display_failure_watch:
 * @app: a program
 *
 * Has whatever fails from now on in this thread, until another program is named, leave a picture of
 * the screen, and what @app shows and has said, and tell where.
 */
void
display_failure_watch (DisplayApp *app)
{
  if (watched == NULL)
    {
      watched = g_ptr_array_new ();
      thread = g_thread_self ();
      signal (SIGABRT, on_failure);
      signal (SIGTRAP, on_failure);
    }

  g_ptr_array_remove (watched, app);
  g_ptr_array_add (watched, app);
}

/**
 * display_failure_forget:
 * @app: a program
 *
 * Leaves @app out of what is told of a failure, which is then about the one before.
 */
void
display_failure_forget (DisplayApp *app)
{
  g_ptr_array_remove (watched, app);
}
