/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-name.h"

#include <string.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define N "402000000000000025"
#define CLEAN RUSHES_MEDIA_CLEAN
#define WATERMARK RUSHES_MEDIA_WATERMARK
#define COVER RUSHES_MEDIA_COVER
#define SOURCE RUSHES_MEDIA_SOURCE

static const struct
{
  const char *name;
  RushesMediaKind kind;
  guint number;
  const char *prompt;
  const char *id;
  const char *content_type;
  const char *hint;
  const char *want;
} rows[] = {
  { "clean", CLEAN, 1, "A red fox", ID, "video/mp4", NULL, "A red fox " N ".mp4" },
  { "watermark", WATERMARK, 1, "A red fox", ID, "video/mp4", NULL,
    "A red fox " N " watermark.mp4" },
  { "cover", COVER, 1, "A red fox", ID, "image/webp", "jpeg", "A red fox " N " cover.webp" },
  { "source", SOURCE, 2, "A red fox", ID, "image/png", NULL, "A red fox " N " source 2.png" },
  { "source of sound", SOURCE, 3, "A red fox", ID, "audio/mpeg", NULL,
    "A red fox " N " source 3.mp3" },
  { "source of video", SOURCE, 4, "A red fox", ID, "video/mp4", NULL,
    "A red fox " N " source 4.mp4" },
  { "no prompt", CLEAN, 1, NULL, ID, "video/mp4", NULL, "video " N ".mp4" },
  { "G7 empty prompt", CLEAN, 1, "", ID, "video/mp4", NULL, "video " N ".mp4" },
  { "G7 nothing left of the prompt", CLEAN, 1, " ../.. ", ID, "video/mp4", NULL,
    "video " N ".mp4" },
  { "no ID", CLEAN, 1, "A red fox", NULL, "video/mp4", NULL, "A red fox.mp4" },
  { "G7 ID that is none", CLEAN, 1, "A red fox", "../../x", "video/mp4", NULL, "A red fox.mp4" },
  { "nothing at all", CLEAN, 1, NULL, NULL, NULL, NULL, "video.mp4" },
  { "G7 up a folder", CLEAN, 1, "../../etc/passwd", ID, "video/mp4", NULL, "etc passwd " N ".mp4" },

  { "webm", CLEAN, 1, "fox", ID, "video/webm", NULL, "fox " N ".webm" },
  { "mov", CLEAN, 1, "fox", ID, "video/quicktime", NULL, "fox " N ".mov" },
  { "mkv", CLEAN, 1, "fox", ID, "video/x-matroska", NULL, "fox " N ".mkv" },
  { "capitals and parameters", CLEAN, 1, "fox", ID, " Video/WebM ; codecs=vp9", NULL,
    "fox " N ".webm" },
  { "gif", COVER, 1, "fox", ID, "image/gif", NULL, "fox " N " cover.gif" },
  { "jpeg", COVER, 1, "fox", ID, "image/jpeg", "png", "fox " N " cover.jpg" },
  { "wav", SOURCE, 1, "fox", ID, "audio/x-wav", NULL, "fox " N " source 1.wav" },
  { "m4a", SOURCE, 1, "fox", ID, "audio/mp4", NULL, "fox " N " source 1.m4a" },
  { "type says nothing", SOURCE, 1, "fox", ID, "application/octet-stream", "png",
    "fox " N " source 1.png" },
  { "no type", SOURCE, 1, "fox", ID, NULL, "jpeg", "fox " N " source 1.jpg" },
  { "hint with a dot", SOURCE, 1, "fox", ID, NULL, ".WEBP", "fox " N " source 1.webp" },
  { "hint is a content type", SOURCE, 1, "fox", ID, NULL, "image/png", "fox " N " source 1.png" },
  { "picture for a video", CLEAN, 1, "fox", ID, "image/png", "png", "fox " N ".mp4" },
  { "video for a cover", COVER, 1, "fox", ID, "video/mp4", "mp4", "fox " N " cover.jpg" },
  { "source of no known type", SOURCE, 1, "fox", ID, NULL, NULL, "fox " N " source 1.bin" },
  { "G10 exe", SOURCE, 1, "fox", ID, "application/x-msdownload", "exe", "fox " N " source 1.bin" },
  { "G10 desktop", CLEAN, 1, "fox", ID, "application/x-desktop", ".desktop", "fox " N ".mp4" },
  { "G10 sh", CLEAN, 1, "fox", ID, "text/x-shellscript", "sh", "fox " N ".mp4" },
  { "G10 html", COVER, 1, "fox", ID, "text/html", "html", "fox " N " cover.jpg" },
  { "G10 svg", SOURCE, 1, "fox", ID, "image/svg+xml", "svg", "fox " N " source 1.bin" },
  { "G10 path in the hint", SOURCE, 1, "fox", ID, NULL, "png/../x.sh", "fox " N " source 1.bin" },
  { "G10 suffix in the prompt", CLEAN, 1, "fox.exe", ID, "video/mp4", NULL, "fox.exe " N ".mp4" },

  { "G7 device", CLEAN, 1, "CON", NULL, "video/mp4", NULL, "video CON.mp4" },
  { "G7 device in small letters", CLEAN, 1, "nul", NULL, "video/mp4", NULL, "video nul.mp4" },
  { "G7 device with a suffix", CLEAN, 1, "com1.fox", ID, "video/mp4", NULL,
    "video com1.fox " N ".mp4" },
  { "G7 device and a blank", CLEAN, 1, "aux .fox", ID, "video/mp4", NULL,
    "video aux .fox " N ".mp4" },
  { "G7 device and a number", CLEAN, 1, "CON", ID, "video/mp4", NULL, "CON " N ".mp4" },
  { "G7 no device", CLEAN, 1, "Console", NULL, "video/mp4", NULL, "Console.mp4" },
};

static void
assert_leaves_room (const char *name)
{
  g_autofree char *numbered = rushes_file_name_with_number (name, 9999);
  g_autofree char *part = rushes_file_name_part (numbered);
  g_autofree char *want = NULL;
  const char *suffix = strrchr (name, '.');

  want = g_strdup_printf ("%.*s (9999)%s.part", (int) (suffix - name), name, suffix);
  g_assert_cmpuint (strlen (want), <=, RUSHES_FILE_NAME_MAX_LENGTH);
  g_assert_cmpstr (part, ==, want);
}

static void
test_new (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = rushes_file_name_new (rows[i].kind, rows[i].number, rows[i].prompt,
                                                    rows[i].id, rows[i].content_type,
                                                    rows[i].hint);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (name, ==, rows[i].want);
      assert_leaves_room (name);
    }
}

static const struct
{
  const char *name;
  const char *repeated;
  gsize times;
} long_rows[] = {
  { "G8 one byte", "a", 10000 },
  { "G8 two bytes", "\u00e9", 255 },
  { "G8 three bytes", "\u5c71", 85 },
  { "G8 four bytes", "\U0001f98a", 85 },
  { "G8 words", "fox ", 100 },
};

/* With the longest ID, the longest word for a kind and the longest suffix. */
static void
test_long (void)
{
  g_autofree char *account = g_strnfill (100, 'a');
  g_autofree char *number = g_strnfill (300, '4');
  g_autofree char *id = g_strdup_printf ("user:1-minimax:%s-video:%s", account, number);

  for (gsize i = 0; i < G_N_ELEMENTS (long_rows); i++)
    {
      g_autoptr(GString) prompt = g_string_new (NULL);
      g_autofree char *name = NULL;

      for (gsize n = 0; n < long_rows[i].times; n++)
        g_string_append (prompt, long_rows[i].repeated);

      name = rushes_file_name_new (SOURCE, G_MAXUINT, prompt->str, id, "video/webm", NULL);
      g_test_message ("%s", long_rows[i].name);
      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_true (g_str_has_suffix (name, " source 4294967295.webm"));
      assert_leaves_room (name);
    }
}

static const struct
{
  const char *name;
  guint n;
  const char *want;
} number_rows[] = {
  { "fox.mp4", 0, "fox.mp4" },
  { "fox.mp4", 1, "fox.mp4" },
  { "fox.mp4", 2, "fox (2).mp4" },
  { "fox.mp4", 9999, "fox (9999).mp4" },
  { "fox v1.2.mp4", 2, "fox v1.2 (2).mp4" },
  { "fox", 2, "fox (2)" },
  { ".fox", 2, ".fox (2)" },
  { "fox. and a long sentence behind it", 2, "fox. and a long sentence behind it (2)" },
};

static void
test_with_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_rows); i++)
    {
      g_autofree char *name = rushes_file_name_with_number (number_rows[i].name, number_rows[i].n);

      g_assert_cmpstr (name, ==, number_rows[i].want);
    }
}

/* Names as somebody may choose by hand: a stem of @times pieces before ".mp4". */
static const struct
{
  const char *name;
  const char *piece;
  gsize times;
  gsize want_numbered; /* pieces left in "… (2).mp4" */
  gsize want_part;     /* pieces left in "….mp4.part" */
} chosen_rows[] = {
  { "G8 leaves room", "a", 242, 242, 242 },
  { "G8 room for .part only", "a", 246, 242, 246 },
  { "G8 no room", "a", 251, 242, 246 },
  { "G8 three bytes", "\u5c71", 83, 80, 82 },
  { "G8 four bytes", "\U0001f98a", 62, 60, 61 },
};

static char *
make_name (const char *piece,
           gsize       times,
           const char *suffix)
{
  g_autoptr(GString) name = g_string_new (NULL);

  for (gsize n = 0; n < times; n++)
    g_string_append (name, piece);

  g_string_append (name, suffix);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
test_chosen (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chosen_rows); i++)
    {
      const char *piece = chosen_rows[i].piece;
      g_autofree char *name = make_name (piece, chosen_rows[i].times, ".mp4");
      g_autofree char *numbered = rushes_file_name_with_number (name, 2);
      g_autofree char *part = rushes_file_name_part (name);
      g_autofree char *want_numbered = make_name (piece, chosen_rows[i].want_numbered, " (2).mp4");
      g_autofree char *want_part = make_name (piece, chosen_rows[i].want_part, ".mp4.part");

      g_test_message ("%s", chosen_rows[i].name);
      g_assert_cmpstr (numbered, ==, want_numbered);
      g_assert_cmpstr (part, ==, want_part);
      g_assert_cmpuint (strlen (part), <=, RUSHES_FILE_NAME_MAX_LENGTH);
    }
}

static const struct
{
  const char *name;
  const char *chosen;
  RushesMediaKind kind;
  const char *content_type;
  const char *hint;
  const char *want;
} by_hand_rows[] = {
  { "nothing", NULL, CLEAN, "video/mp4", NULL, NULL },
  { "as it is", "My fox.mp4", CLEAN, "video/mp4", NULL, "My fox.mp4" },
  { "another suffix", "My fox.mov", CLEAN, "video/mp4", NULL, "My fox.mov" },
  { "a suffix in capitals", "FOX.MP4", CLEAN, "video/webm", NULL, "FOX.MP4" },
  { "a suffix with a digit", "fox.3gp", CLEAN, "video/mp4", NULL, "fox.3gp" },
  { "no suffix", "My fox", CLEAN, "video/webm", NULL, "My fox.webm" },
  { "no suffix, by the hint", "My fox", SOURCE, NULL, "png", "My fox.png" },
  { "no suffix, no type", "My fox", COVER, NULL, NULL, "My fox.jpg" },
  { "a dot that begins no suffix", "Mr. Fox", CLEAN, "video/mp4", NULL, "Mr. Fox.mp4" },
  { "a version", "fox v1.2", CLEAN, "video/mp4", NULL, "fox v1.2.mp4" },
  { "words behind a suffix", "fox.mp4 again", CLEAN, "video/mp4", NULL, "fox.mp4 again.mp4" },
  { "a long word behind a dot", "fox.abcdefghijklmnop", CLEAN, "video/mp4", NULL,
    "fox.abcdefghijklmnop.mp4" },
  { "a dot at the end", "fox.", CLEAN, "video/mp4", NULL, "fox.mp4" },
  { "dots and blanks at the end", "fox . .", CLEAN, "video/mp4", NULL, "fox.mp4" },
  { "hidden", ".fox", CLEAN, "video/mp4", NULL, ".fox.mp4" },
  { "what only Windows refuses", "fox: \"a?\".mp4", CLEAN, "video/mp4", NULL,
    "fox: \"a?\".mp4" },
  { "signs of other scripts", "\u5c71 \u200e\u0645\u200c\u0646.mp4", CLEAN, "video/mp4", NULL,
    "\u5c71 \u200e\u0645\u200c\u0646.mp4" },
  { "G7 empty", "", CLEAN, "video/mp4", NULL, NULL },
  { "G7 the folder", ".", CLEAN, "video/mp4", NULL, NULL },
  { "G7 the folder above", "..", CLEAN, "video/mp4", NULL, NULL },
  { "G7 blanks", "  ", CLEAN, "video/mp4", NULL, NULL },
  { "G7 a path", "/etc/fox.mp4", CLEAN, "video/mp4", NULL, "etc fox.mp4" },
  { "G7 up a folder", "../../fox", CLEAN, "video/mp4", NULL, "fox.mp4" },
  { "G7 nothing but a path", "/../", CLEAN, "video/mp4", NULL, NULL },
  { "G9 a control", "a\nb.mp4", CLEAN, "video/mp4", NULL, "a b.mp4" },
  { "G9 invalid UTF-8", "a\377b.mp4", CLEAN, "video/mp4", NULL, "a b.mp4" },
};

static void
test_by_hand (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (by_hand_rows); i++)
    {
      g_autofree char *name =
        rushes_file_name_new_chosen (by_hand_rows[i].chosen, by_hand_rows[i].kind,
                                     by_hand_rows[i].content_type, by_hand_rows[i].hint);

      g_test_message ("%s", by_hand_rows[i].name);
      g_assert_cmpstr (name, ==, by_hand_rows[i].want);
    }
}

/* As long as a name can be, and longer: the suffix stays, and no letter is cut in two. */
static void
test_by_hand_long (void)
{
  g_autofree char *fits = make_name ("\u5c71", 83, ".mp4");
  g_autofree char *long_name = make_name ("\u5c71", 84, ".mp4");
  g_autofree char *bare = make_name ("a", 255, "");
  g_autofree char *want_bare = make_name ("a", 251, ".mp4");
  g_autofree char *same = rushes_file_name_new_chosen (fits, CLEAN, "video/mp4", NULL);
  g_autofree char *cut = rushes_file_name_new_chosen (long_name, CLEAN, "video/mp4", NULL);
  g_autofree char *cut_bare = rushes_file_name_new_chosen (bare, CLEAN, "video/mp4", NULL);

  g_assert_cmpstr (same, ==, fits);
  g_assert_cmpstr (cut, ==, fits);
  g_assert_cmpstr (cut_bare, ==, want_bare);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-name/G7-G10-new", test_new);
  g_test_add_func ("/file-name/G8-long", test_long);
  g_test_add_func ("/file-name/with-number", test_with_number);
  g_test_add_func ("/file-name/G8-chosen", test_chosen);
  g_test_add_func ("/file-name/G7-G9-by-hand", test_by_hand);
  g_test_add_func ("/file-name/G8-by-hand-long", test_by_hand_long);

  return g_test_run ();
}
