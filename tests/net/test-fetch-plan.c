/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-fetch-plan.h"

/* Folders that are set one after another, and which of them are remembered in the end. */
static const struct
{
  const char *folders[5];
  const char *former;
} rows[] = {
  { { "/a" }, "" },
  { { "/a", "/a" }, "" },
  { { "/a", "/b" }, "/a" },
  { { "/a", "/b", "/c" }, "/b /a" },
  { { "/a", "/b", "/a" }, "/b" },
  { { "/a", "/b", "/a", "/b" }, "/a" },
  { { "/a", "/b", "/c", "/a" }, "/c /b" },
  { { "/a", NULL }, "" },
};

static char *
list_former (const RushesFetchPlan *plan)
{
  return plan->former != NULL ? g_strjoinv (" ", plan->former) : g_strdup ("");
}

static void
test_set_folder (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RushesFetchPlan plan = { 0 };
      g_autofree char *former = NULL;

      for (gsize j = 0; rows[i].folders[j] != NULL; j++)
        {
          rushes_fetch_plan_set_folder (&plan, rows[i].folders[j]);
          g_assert_cmpstr (plan.folder, ==, rows[i].folders[j]);
        }

      former = list_former (&plan);
      g_test_message ("row %zu", i);
      g_assert_cmpstr (former, ==, rows[i].former);
      rushes_fetch_plan_clear (&plan);
    }
}

/* A place that is no path, such as one on a server, and back. */
static void
test_no_path (void)
{
  RushesFetchPlan plan = { 0 };
  g_autofree char *former = NULL;

  rushes_fetch_plan_set_folder (&plan, "/a");
  rushes_fetch_plan_set_folder (&plan, NULL);
  g_assert_null (plan.folder);
  rushes_fetch_plan_set_folder (&plan, "/b");
  former = list_former (&plan);
  g_assert_cmpstr (former, ==, "/a");
  rushes_fetch_plan_clear (&plan);
}

/* Another thread reads the copy, while the link of the original may be renewed. */
static void
test_copy (void)
{
  g_autoptr(RushesMedia) media = rushes_media_new ("user:1-1", RUSHES_MEDIA_SOURCE, 2, "https://a/",
                                                   "png");
  RushesFetchPlan plan = {
    .media = g_object_ref (media),
    .prompt = g_strdup ("fox"),
    .name = g_strdup ("fox.mp4"),
    .loopback_allowed = TRUE,
    .idle_seconds = 5,
  };
  RushesFetchPlan copy;

  rushes_fetch_plan_set_folder (&plan, "/a");
  rushes_fetch_plan_set_folder (&plan, "/b");
  rushes_fetch_plan_copy (&plan, &copy);
  rushes_media_set_uri (media, "https://b/");
  rushes_fetch_plan_clear (&plan);

  g_assert_true (rushes_media_is_same_file (copy.media, media));
  g_assert_cmpstr (rushes_media_get_uri (copy.media), ==, "https://a/");
  g_assert_cmpstr (rushes_media_get_type_hint (copy.media), ==, "png");
  g_assert_cmpstr (copy.prompt, ==, "fox");
  g_assert_cmpstr (copy.name, ==, "fox.mp4");
  g_assert_cmpstr (copy.folder, ==, "/b");
  g_assert_cmpstr (copy.former[0], ==, "/a");
  g_assert_true (copy.loopback_allowed);
  g_assert_cmpuint (copy.idle_seconds, ==, 5);
  rushes_fetch_plan_clear (&copy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fetch-plan/set-folder", test_set_folder);
  g_test_add_func ("/fetch-plan/no-path", test_no_path);
  g_test_add_func ("/fetch-plan/copy", test_copy);

  return g_test_run ();
}
