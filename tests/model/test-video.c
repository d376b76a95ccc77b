/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video.h"

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"

static RushesVideo *
make_video (int         status,
            const char *prompt,
            const char *download_uri)
{
  RushesVideo *video = rushes_video_new (ID);
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (sources, rushes_media_new (ID, RUSHES_MEDIA_SOURCE, 1, "https://h/o", "png"));
  g_object_set (video, "status", status, "prompt", prompt, "cover-uri", "https://h/c",
                "video-uri", "https://h/v", "download-uri", download_uri, "origin-files", sources,
                NULL);

  return video;
}

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              GHashTable *counts)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pspec->name));

  g_hash_table_insert (counts, (gpointer) pspec->name, GUINT_TO_POINTER (n + 1));
}

static guint
get_count (GHashTable *counts,
           const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
}

static GHashTable *
watch (RushesVideo *video)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  g_signal_connect (video, "notify", G_CALLBACK (count_notify), counts);

  return counts;
}

static guint
n_files (RushesVideo *video)
{
  return g_list_model_get_n_items (rushes_video_get_files (video));
}

static void
test_new (void)
{
  RushesVideo *video = rushes_video_new (ID);
  g_autofree char *word = rushes_video_dup_status_word (video);

  g_assert_cmpstr (rushes_video_get_video_id (video), ==, ID);
  g_assert_null (rushes_video_get_prompt (video));
  g_assert_null (rushes_video_get_message (video));
  g_assert_null (rushes_video_get_cover_uri (video));
  g_assert_null (rushes_video_get_answer (video));
  g_assert_null (rushes_video_get_asked_at (video));
  g_assert_null (rushes_video_dup_sentence (video));
  g_assert_cmpint (rushes_video_get_percent (video), ==, RUSHES_UNKNOWN);
  g_assert_cmpint (rushes_video_get_width (video), ==, RUSHES_UNKNOWN);
  g_assert_cmpint (rushes_video_get_height (video), ==, RUSHES_UNKNOWN);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_UNKNOWN);
  g_assert_cmpstr (word, ==, "Unknown");
  g_assert_false (rushes_video_is_final (video));
  g_assert_cmpuint (n_files (video), ==, 0);

  g_assert_finalize_object (video);
}

/* What is offered, in the order in which it is shown. */
static const struct
{
  const char *download_uri;
  const char *video_uri;
  const char *cover_uri;
  const char *want; /* a letter a file, in brackets when its link is not there */
} file_rows[] = {
  { "https://h/d", "https://h/v", "https://h/c", "dvc" },
  { NULL, "https://h/v", "https://h/c", "(d)vc" },
  { "https://h/d", NULL, NULL, "d" },
  { NULL, NULL, "https://h/c", "c" },
  { NULL, "https://h/v", NULL, "(d)v" },
  { NULL, NULL, NULL, "" },
};

static char *
dup_offered (RushesVideo *video)
{
  static const char letters[] = { 'd', 'v', 'c', 's' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_files (video); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (rushes_video_get_files (video), i);

      g_assert_cmpstr (rushes_media_get_video_id (media), ==, ID);
      g_string_append_printf (text, rushes_media_get_uri (media) != NULL ? "%c" : "(%c)",
                              letters[rushes_media_get_kind (media)]);
    }

  return g_string_free (text, FALSE);
}

static void
test_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (file_rows); i++)
    {
      g_autoptr(RushesVideo) video = rushes_video_new (ID);
      g_autofree char *offered = NULL;

      g_object_set (video, "download-uri", file_rows[i].download_uri, "video-uri",
                    file_rows[i].video_uri, "cover-uri", file_rows[i].cover_uri, NULL);
      offered = dup_offered (video);
      g_assert_cmpstr (offered, ==, file_rows[i].want);
    }
}

/* Rows keep focus and progress, so the object of a file that stays has to stay. */
static void
test_update_keeps_files (void)
{
  RushesVideo *video = make_video (2, "A fox", "https://h/d?sign=1");
  RushesVideo *newer = make_video (2, "A fox", "https://h/d?sign=2");
  RushesMedia *clean = rushes_video_peek_file (video, RUSHES_MEDIA_CLEAN, 1);
  RushesMedia *cover = rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1);
  RushesMedia *source = rushes_video_peek_file (video, RUSHES_MEDIA_SOURCE, 1);
  guint n_changes = 0, n_links = 0;

  g_signal_connect_swapped (rushes_video_get_files (video), "items-changed",
                            G_CALLBACK (g_atomic_int_inc), &n_changes);
  g_signal_connect_swapped (clean, "notify::uri", G_CALLBACK (g_atomic_int_inc), &n_links);
  g_signal_connect_swapped (cover, "notify::uri", G_CALLBACK (g_atomic_int_inc), &n_links);
  rushes_video_update (video, newer);

  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (n_links, ==, 1);
  g_assert_true (rushes_video_peek_file (video, RUSHES_MEDIA_CLEAN, 1) == clean);
  g_assert_true (rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1) == cover);
  g_assert_true (rushes_video_peek_file (video, RUSHES_MEDIA_SOURCE, 1) == source);
  g_assert_cmpstr (rushes_media_get_uri (clean), ==, "https://h/d?sign=2");

  g_assert_finalize_object (newer);
  g_assert_finalize_object (video);
}

static void
test_update_files_come_and_go (void)
{
  g_autoptr(RushesVideo) video = make_video (2, "A fox", "https://h/d");
  g_autoptr(RushesVideo) bare = rushes_video_new (ID);
  g_autoptr(RushesVideo) newer = make_video (2, "A fox", NULL);
  g_autoptr(RushesMedia) cover =
    g_object_ref (rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1));
  g_autofree char *offered = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (rushes_video_get_files (video), "items-changed",
                            G_CALLBACK (g_atomic_int_inc), &n_changes);
  g_object_set (bare, "cover-uri", "https://h/c2", NULL);
  rushes_video_update (video, bare);

  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (n_files (video), ==, 1);
  g_assert_true (rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1) == cover);
  g_assert_cmpstr (rushes_media_get_uri (cover), ==, "https://h/c2");

  rushes_video_update (video, newer);
  offered = dup_offered (video);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpstr (offered, ==, "(d)vcs");
  g_assert_true (rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1) == cover);
}

static void
test_update_notifies_once (void)
{
  g_autoptr(RushesVideo) video = make_video (1, "A fox", NULL);
  g_autoptr(RushesVideo) newer = make_video (2, "A fox", "https://h/d");
  g_autoptr(GHashTable) counts = watch (video);

  g_object_set (newer, "percent", 100, "width", 1280, NULL);
  rushes_video_update (video, newer);

  g_assert_cmpuint (get_count (counts, "status"), ==, 1);
  g_assert_cmpuint (get_count (counts, "state"), ==, 1);
  g_assert_cmpuint (get_count (counts, "percent"), ==, 1);
  g_assert_cmpuint (get_count (counts, "width"), ==, 1);
  g_assert_cmpuint (get_count (counts, "download-uri"), ==, 1);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 5);
}

/* An answer that says what the last one said changes nothing that is seen. */
static void
test_update_same (void)
{
  g_autoptr(RushesVideo) video = make_video (2, "A fox", "https://h/d");
  g_autoptr(RushesVideo) newer = make_video (2, "A fox", "https://h/d");
  g_autoptr(GHashTable) counts = watch (video);
  static const char *const none[] = { NULL };

  g_object_set (newer, "tags", none, NULL);
  rushes_video_update (video, newer);

  g_assert_cmpuint (g_hash_table_size (counts), ==, 0);
}

static void
on_notify_state (RushesVideo *video)
{
  g_assert_cmpint (rushes_video_get_percent (video), ==, 100);
  g_assert_cmpuint (n_files (video), ==, 4);
}

/* Who hears of one field finds all of them new, the files too. */
static void
test_update_is_whole (void)
{
  g_autoptr(RushesVideo) video = rushes_video_new (ID);
  g_autoptr(RushesVideo) newer = make_video (2, "A fox", "https://h/d");

  g_object_set (newer, "percent", 100, NULL);
  g_signal_connect (video, "notify::status", G_CALLBACK (on_notify_state), NULL);
  g_signal_connect (video, "notify::state", G_CALLBACK (on_notify_state), NULL);
  rushes_video_update (video, newer);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
}

static void
test_prompt_stays (void)
{
  g_autoptr(RushesVideo) video = make_video (1, "A fox", NULL);
  g_autoptr(RushesVideo) without = make_video (2, NULL, NULL);
  g_autoptr(RushesVideo) other = make_video (2, "A bear", NULL);

  rushes_video_update (video, without);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "A fox");

  rushes_video_update (video, other);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "A bear");
}

/* Other texts go with the answer that had them: a message is about the work under way. */
static void
test_message_goes (void)
{
  g_autoptr(RushesVideo) video = make_video (1, "A fox", NULL);
  g_autoptr(RushesVideo) newer = make_video (2, "A fox", NULL);

  g_object_set (video, "message", "Soon", "percent", 37, NULL);
  rushes_video_update (video, newer);

  g_assert_null (rushes_video_get_message (video));
  g_assert_cmpint (rushes_video_get_percent (video), ==, RUSHES_UNKNOWN);
}

static void
test_removed (void)
{
  g_autoptr(RushesVideo) video = make_video (1, "A fox", "https://h/d");
  g_autoptr(RushesVideo) back = make_video (2, "A fox", "https://h/d");
  g_autoptr(GHashTable) counts = watch (video);
  g_autofree char *word = NULL;
  g_autofree char *sentence = NULL;

  rushes_video_set_removed (video, TRUE);
  rushes_video_set_removed (video, TRUE);
  word = rushes_video_dup_status_word (video);
  sentence = rushes_video_dup_sentence (video);

  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_REMOVED);
  g_assert_true (rushes_video_is_final (video));
  g_assert_cmpstr (word, ==, "Removed");
  g_assert_nonnull (sentence);
  g_assert_cmpuint (get_count (counts, "removed"), ==, 1);
  g_assert_cmpuint (get_count (counts, "state"), ==, 1);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "A fox");
  g_assert_cmpuint (n_files (video), ==, 4);

  rushes_video_update (video, back);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
}

static void
test_asked_at (void)
{
  g_autoptr(GDateTime) then = g_date_time_new_utc (2026, 1, 1, 0, 0, 0);
  g_autoptr(RushesVideo) video = rushes_video_new (ID);
  g_autoptr(RushesVideo) newer = rushes_video_new (ID);

  rushes_video_set_asked_at (newer, then);
  rushes_video_update (video, newer);
  g_assert_true (g_date_time_equal (rushes_video_get_asked_at (video), then));

  g_clear_object (&newer);
  newer = rushes_video_new (ID);
  rushes_video_update (video, newer);
  g_assert_true (g_date_time_equal (rushes_video_get_asked_at (video), then));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/video/new", test_new);
  g_test_add_func ("/video/files", test_files);
  g_test_add_func ("/video/update-keeps-files", test_update_keeps_files);
  g_test_add_func ("/video/update-files-come-and-go", test_update_files_come_and_go);
  g_test_add_func ("/video/update-notifies-once", test_update_notifies_once);
  g_test_add_func ("/video/update-same", test_update_same);
  g_test_add_func ("/video/update-is-whole", test_update_is_whole);
  g_test_add_func ("/video/prompt-stays", test_prompt_stays);
  g_test_add_func ("/video/message-goes", test_message_goes);
  g_test_add_func ("/video/removed", test_removed);
  g_test_add_func ("/video/asked-at", test_asked_at);

  return g_test_run ();
}
