/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-file-name.h"
#include "rushes-file-words.h"

#include <string.h>

/* The longest number in brackets, and the suffix of a partial file. */
#define ROOM_NEEDED (strlen (" (4294967295)") + strlen (".part"))

static const char *const known_suffixes[] = { "mp4", "webm", "mov", "mkv", "jpg", "png", "webp",
                                              "gif", "mp3", "wav", "m4a", "bin", NULL };

/* One plain component of a path, whatever system it is on. */
static void
assert_component (const char *name)
{
  g_assert_nonnull (name);
  g_assert_cmpuint (strlen (name), >, 0);
  fuzz_assert_text (name, FUZZ_TEXT_LINE, RUSHES_FILE_NAME_MAX_LENGTH);
  g_assert_null (strchr (name, '/'));
  g_assert_cmpstr (name, !=, ".");
  g_assert_cmpstr (name, !=, "..");
}

/* Nothing that turns text round or cannot be seen but the joiner inside emoji, and nothing that
 * becomes a slash when somebody resolves it. */
static void
assert_plain (const char *name)
{
  g_assert_null (strpbrk (name, "\\:*?\"<>|"));
  g_assert_null (strchr (".- ", *name));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c == 0x200d || g_unichar_type (c) != G_UNICODE_FORMAT);
      g_assert_false (g_unichar_iscntrl (c));
      g_assert_false (c == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]));
    }
}

static void
assert_made (const char *name)
{
  const char *dot = strrchr (name, '.');

  assert_component (name);
  assert_plain (name);
  g_assert_cmpuint (strlen (name) + ROOM_NEEDED, <=, RUSHES_FILE_NAME_MAX_LENGTH);
  g_assert_nonnull (dot);
  g_assert_true (g_strv_contains (known_suffixes, dot + 1));
  g_assert_null (strchr (" .", dot[-1]));
}

/* Also those that a name leads to. */
static void
assert_followers (const char *name)
{
  static const guint numbers[] = { 0, 1, 2, 10, G_MAXUINT };
  g_autofree char *part = rushes_file_name_part (name);

  assert_component (part);
  g_assert_true (g_str_has_suffix (part, ".part"));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *numbered = rushes_file_name_with_number (name, numbers[i]);

      assert_component (numbered);
      g_assert_true ((numbers[i] <= 1) == g_str_equal (numbered, name));
    }
}

/* What came out goes in and comes out again. */
static void
assert_settled (const char *text,
                gsize       max_bytes)
{
  g_autofree char *words = rushes_file_words_new (text, max_bytes);
  g_autofree char *again = rushes_file_words_new (words, max_bytes);

  fuzz_assert_text (words, FUZZ_TEXT_LINE, max_bytes);
  g_assert_cmpstr (words, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = fuzz_input_new (data, size);
  guint number = size % 1000;
  RushesMediaKind kind = size % (RUSHES_MEDIA_SOURCE + 1);
  g_autofree char *prompt = fuzz_input_take_text (&input, '\0');
  g_autofree char *type = fuzz_input_take_text (&input, '\0');
  g_autofree char *hint = fuzz_input_take_text (&input, '\0');
  g_autofree char *video_id = fuzz_input_take_text (&input, '\0');
  g_autofree char *made = rushes_file_name_new (kind, number, prompt, video_id, type, hint);
  g_autofree char *chosen = rushes_file_name_new_chosen (prompt, kind, type, hint);

  assert_made (made);
  assert_followers (made);
  assert_settled (prompt, 80);
  assert_settled (prompt, 4 + number);
  if (chosen == NULL)
    return 0;

  assert_component (chosen);
  assert_followers (chosen);

  return 0;
}
