/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <string.h>

#define LENGTH 3000000
#define HALF "1500000"

static char *
path_of (Saving     *saving,
         const char *name)
{
  return g_build_filename (saving->folder, name, NULL);
}

static void
assert_called (Saving         *saving,
               RushesDownload *download,
               const char     *want)
{
  g_autofree char *name = NULL;

  saving_assert_whole (saving, download);
  name = g_file_get_basename (rushes_download_get_file (download));
  g_assert_cmpstr (name, ==, want);
}

static void
assert_alone (Saving         *saving,
              RushesDownload *download,
              const char     *want)
{
  g_autofree char *list = saving_list (saving);

  assert_called (saving, download, want);
  g_assert_cmpstr (list, ==, want);
}

static gboolean
was_asked_for_rest (Saving *saving,
                    guint   request)
{
  g_auto(GStrv) heads = fault_server_dup_heads (saving->server);

  g_assert_cmpuint (g_strv_length (heads), >, request);

  return strstr (heads[request], "\r\nRange: bytes=1434464-\r\n") != NULL;
}

static const struct
{
  const char *chosen;
  const char *want; /* NULL: the name that is made of the prompt */
} rows[] = {
  { "My fox.mp4", "My fox.mp4" },
  { "My fox.mov", "My fox.mov" },
  { "My fox", "My fox.mp4" },
  { "a: \"b?\".mp4", "a: \"b?\".mp4" },
  { "../fox.mp4", "fox.mp4" },
  { "..", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_chosen (void)
{
  g_autofree char *automatic = saving_get_name ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      g_autoptr(RushesDownload) download = saving_new_named (saving, "/ok", rows[i].chosen);

      g_assert_cmpstr (rushes_download_get_name (download), ==, rows[i].chosen);
      rushes_download_start (download);
      saving_wait_end (download);
      assert_alone (saving, download, rows[i].want != NULL ? rows[i].want : automatic);
    }
}

static void
test_constructor (void)
{
  g_autoptr(RushesMedia) media = rushes_media_new ("user:1-1", RUSHES_MEDIA_CLEAN, 1, NULL, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path ("/tmp");
  g_autoptr(RushesDownload) named =
    rushes_download_new (media, "fox", folder, "My fox.mp4", FALSE);
  g_autoptr(RushesDownload) other = rushes_download_new (media, "fox", folder, NULL, FALSE);
  g_autofree char *name = NULL;

  g_object_get (named, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "My fox.mp4");
  g_assert_null (rushes_download_get_name (other));
}

static void
test_taken (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_new_named (saving, "/ok", "My fox.mp4");
  g_autofree char *path = path_of (saving, "My fox.mp4");
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  rushes_download_start (download);
  saving_wait_end (download);
  assert_called (saving, download, "My fox (2).mp4");
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
}

/* What came under one name is gone on with under another. */
static void
test_part_of_another (void)
{
  static const char *names[] = { NULL, "One.mp4", "Two.mp4" };
  g_autofree char *automatic = saving_get_name ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *second = names[(i + 1) % G_N_ELEMENTS (names)];
      g_autoptr(Saving) saving = saving_new (LENGTH);
      g_autoptr(RushesDownload) one = saving_new_named (saving, "/ok?cuts=" HALF, names[i]);
      g_autoptr(RushesDownload) two = saving_new_named (saving, "/ok?cuts=" HALF, second);

      rushes_download_start (one);
      saving_wait_end (one);
      g_assert_error (rushes_download_get_error (one), RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);

      rushes_download_start (two);
      saving_wait_end (two);
      assert_alone (saving, two, second != NULL ? second : automatic);
      g_assert_true (was_asked_for_rest (saving, 1));
    }
}

static gboolean
is_half_there (gpointer data)
{
  return rushes_download_get_received (data) == LENGTH / 2;
}

/* One file, one folder, two names: never two writers to one part, and in the end two files. */
static void
test_two (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) one = saving_new_named (saving, "/gated", "One.mp4");
  g_autoptr(RushesDownload) two = saving_new_named (saving, "/ok", "Two.mp4");

  rushes_download_start (one);
  saving_wait_until (is_half_there, one);
  rushes_download_start (two);
  saving_wait_end (two);
  g_assert_error (rushes_download_get_error (two), RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);

  rushes_download_cancel (two);
  fault_server_open (saving->server);
  saving_wait_end (one);
  assert_called (saving, one, "One.mp4");

  rushes_download_start (two);
  saving_wait_end (two);
  assert_called (saving, two, "Two.mp4");
}

static gboolean
has_any_ended (gpointer data)
{
  RushesDownload **downloads = data;

  return !rushes_download_state_is_active (rushes_download_get_state (downloads[0])) ||
         !rushes_download_state_is_active (rushes_download_get_state (downloads[1]));
}

/* Both ask before either has a part: whichever comes second finds the part taken. */
static void
test_two_at_once (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) one = saving_new_named (saving, "/gated", "One.mp4");
  g_autoptr(RushesDownload) two = saving_new_named (saving, "/gated", "Two.mp4");
  RushesDownload *both[] = { one, two };
  RushesDownload *loser;

  rushes_download_start (one);
  rushes_download_start (two);
  saving_wait_until (has_any_ended, both);
  loser = rushes_download_get_error (one) != NULL ? one : two;
  g_assert_error (rushes_download_get_error (loser), RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);

  fault_server_open (saving->server);
  saving_wait_end (one);
  saving_wait_end (two);
  rushes_download_start (loser);
  saving_wait_end (loser);
  assert_called (saving, one, "One.mp4");
  assert_called (saving, two, "Two.mp4");
}

/* --- whatever names it is given --------------------------------------------------------------- */

#define THREE_BYTES "\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71"
#define NUMBER "424242424242"

typedef struct
{
  const char *test;
  const char *path;
  const char *prompt;
  const char *want;
} Named;

static const Named nameds[] = {
  { "G7-up", "/named/..%2f..%2fx?type=video/mp4&name=../../x.mp4", "../../etc/passwd",
    "etc passwd " NUMBER ".mp4" },
  { "G7-absolute", "/named/%2fx?type=video/mp4&name=/etc/x.mp4", "/etc/passwd",
    "etc passwd " NUMBER ".mp4" },
  { "G7-drive", "/named/x?type=video/mp4&name=C:%5Cx.mp4", "C:\\x", "C x " NUMBER ".mp4" },
  { "G7-empty", "/named/?type=video/mp4&name=", "", "video " NUMBER ".mp4" },
  { "G7-hidden", "/named/.x?type=video/mp4&name=.x.mp4", ".-x. ", "x " NUMBER ".mp4" },
  { "G8-long", "/named/x?type=video/mp4&name=x.mp4",
    THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES,
    THREE_BYTES THREE_BYTES "\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71 " NUMBER ".mp4" },
  { "G9-controls", "/named/x%00y?type=video/mp4&name=a%1b%202%e2%80%ae.mp4",
    "a\nb\t\x1b[31m\u202egpm.exe%2f%00", "a b [31mgpm.exe " NUMBER ".mp4" },
  { "G9-no-utf-8", "/named/x?type=video/mp4&name=%ff%fe.mp4", "a\xff\xfe" "b",
    "a b " NUMBER ".mp4" },
  { "G10-exe", "/named/x.exe?type=application/octet-stream&name=x.exe", "fox.exe",
    "fox.exe " NUMBER ".mp4" },
  { "G10-desktop", "/named/x.desktop?type=video/x-desktop&name=x.desktop", "fox",
    "fox " NUMBER ".mp4" },
};

static void
test_named (gconstpointer data)
{
  const Named *named = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = NULL;
  g_autoptr(RushesMedia) media = NULL;
  g_autoptr(GFile) folder = g_file_new_for_path (saving->folder);
  g_autofree char *uri = fault_server_get_uri (saving->server, named->path);
  g_autofree char *list = NULL;

  media = rushes_media_new ("user:1000-minimax:a@b.c-video:" NUMBER, RUSHES_MEDIA_CLEAN, 1, uri,
                            NULL);
  download = rushes_download_new (media, named->prompt, folder, NULL, TRUE);
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  list = saving_list (saving);
  g_assert_cmpstr (list, ==, named->want);
  g_assert_false (g_file_test (g_file_peek_path (rushes_download_get_file (download)),
                               G_FILE_TEST_IS_EXECUTABLE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (nameds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/download-name/%s", nameds[i].test);

      g_test_add_data_func (name, &nameds[i], test_named);
    }
  g_test_add_func ("/download-name/chosen", test_chosen);
  g_test_add_func ("/download-name/constructor", test_constructor);
  g_test_add_func ("/download-name/G4-taken", test_taken);
  g_test_add_func ("/download-name/F2-part-of-another", test_part_of_another);
  g_test_add_func ("/download-name/F14-two", test_two);
  g_test_add_func ("/download-name/F14-two-at-once", test_two_at_once);

  return g_test_run ();
}
