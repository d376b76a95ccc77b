/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-name.h"

#include "rushes-file-words.h"
#include "rushes-video-id.h"

#include <string.h>

/* DESIGN.md §5: as many bytes of a name are of the prompt. */
#define WORDS_MAX_LENGTH 80

/* Real numbers have 18 digits; an ID may have more than a name can hold. */
#define NUMBER_MAX_LENGTH 64

/* A suffix that is kept when a name is cut or numbered. */
#define SUFFIX_MAX_LENGTH 16

#define PART ".part"

typedef enum
{
  TYPE_VIDEO = 1 << 0,
  TYPE_PICTURE = 1 << 1,
  TYPE_SOUND = 1 << 2,
} Type;

/* Nothing else is ever the end of a name (FAULTS G10). */
static const struct
{
  Type type;
  const char *mime;
  const char *hint;
  const char *suffix;
} suffixes[] = {
  { TYPE_VIDEO, "video/mp4", "mp4", "mp4" },
  { TYPE_VIDEO, "video/x-m4v", "m4v", "mp4" },
  { TYPE_VIDEO, "video/webm", "webm", "webm" },
  { TYPE_VIDEO, "video/quicktime", "mov", "mov" },
  { TYPE_VIDEO, "video/x-matroska", "mkv", "mkv" },
  { TYPE_VIDEO, "video/matroska", "mkv", "mkv" },
  { TYPE_PICTURE, "image/jpeg", "jpg", "jpg" },
  { TYPE_PICTURE, "image/jpg", "jpeg", "jpg" },
  { TYPE_PICTURE, "image/png", "png", "png" },
  { TYPE_PICTURE, "image/webp", "webp", "webp" },
  { TYPE_PICTURE, "image/gif", "gif", "gif" },
  { TYPE_SOUND, "audio/mpeg", "mp3", "mp3" },
  { TYPE_SOUND, "audio/mp3", "mp3", "mp3" },
  { TYPE_SOUND, "audio/wav", "wav", "wav" },
  { TYPE_SOUND, "audio/x-wav", "wav", "wav" },
  { TYPE_SOUND, "audio/wave", "wav", "wav" },
  { TYPE_SOUND, "audio/mp4", "m4a", "m4a" },
  { TYPE_SOUND, "audio/x-m4a", "m4a", "m4a" },
};

static Type
types_of (RushesMediaKind kind)
{
  switch (kind)
    {
    case RUSHES_MEDIA_CLEAN:
    case RUSHES_MEDIA_WATERMARK:
      return TYPE_VIDEO;
    case RUSHES_MEDIA_COVER:
      return TYPE_PICTURE;
    case RUSHES_MEDIA_SOURCE:
    default:
      return TYPE_VIDEO | TYPE_PICTURE | TYPE_SOUND;
    }
}

/* @word is a content type, or what the service calls a type: "png", ".png" and "image/png" do. */
static const char *
find_suffix (Type        types,
             const char *word)
{
  g_autofree char *type = NULL;

  if (word == NULL)
    return NULL;

  type = g_strndup (word, strcspn (word, ";"));
  g_strstrip (type);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (suffixes[i].type & types &&
        (g_ascii_strcasecmp (type, suffixes[i].mime) == 0 ||
         g_ascii_strcasecmp (*type == '.' ? type + 1 : type, suffixes[i].hint) == 0))
      return suffixes[i].suffix;

  return NULL;
}

static const char *
choose_suffix (RushesMediaKind  kind,
               const char      *content_type,
               const char      *type_hint)
{
  Type types = types_of (kind);
  const char *suffix = find_suffix (types, content_type);

  if (suffix == NULL)
    suffix = find_suffix (types, type_hint);
  if (suffix != NULL)
    return suffix;

  if (types == TYPE_VIDEO)
    return "mp4";

  return types == TYPE_PICTURE ? "jpg" : "bin";
}

/* Not translated, so that a file has the same name wherever it is saved. */
static void
append_kind (GString         *name,
             RushesMediaKind  kind,
             guint            number)
{
  switch (kind)
    {
    case RUSHES_MEDIA_WATERMARK:
      g_string_append (name, " watermark");
      break;
    case RUSHES_MEDIA_COVER:
      g_string_append (name, " cover");
      break;
    case RUSHES_MEDIA_SOURCE:
      g_string_append_printf (name, " source %u", number);
      break;
    case RUSHES_MEDIA_CLEAN:
    default:
      break;
    }
}

/* What Windows takes for a device, whatever follows the first dot ("con.txt"). */
static gboolean
is_reserved (const char *name)
{
  static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM1",
                                         "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
                                         "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6",
                                         "LPT7", "LPT8", "LPT9", "COM¹", "COM²", "COM³", "LPT¹",
                                         "LPT²", "LPT³" };
  g_autofree char *stem = g_strchomp (g_strndup (name, strcspn (name, ".")));

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_ascii_strcasecmp (stem, devices[i]) == 0)
      return TRUE;

  return FALSE;
}

/**
 * rushes_file_name_new:
 * @kind: which of a video's files it is
 * @number: the place among the files of its kind, from 1
 * @prompt: (nullable): the prompt of the video
 * @video_id: (nullable): the full ID of the video
 * @content_type: (nullable): the content type of what was received
 * @type_hint: (nullable): what the service calls the type ("png"), where @content_type says nothing
 *
 * Makes a name to save a file under: first words of the prompt, the number of the ID, a word for
 * the kind, and a suffix (DESIGN.md §5, FAULTS G7 to G10): "A red fox 402000000000000001.mp4",
 * "A red fox 402000000000000001 source 2.png". It is one path component that every file system
 * takes, and leaves room for a number in brackets and for the suffix of a partial file. The suffix
 * is one of a few for video, picture or sound, and never taken from a link or a header as it is.
 *
 * Returns: (transfer full): the name
 */
char *
rushes_file_name_new (RushesMediaKind  kind,
                      guint            number,
                      const char      *prompt,
                      const char      *video_id,
                      const char      *content_type,
                      const char      *type_hint)
{
  g_autofree char *words = rushes_file_words_new (prompt, WORDS_MAX_LENGTH);
  g_autofree char *id_number = rushes_video_id_dup_number (video_id);
  g_autoptr(GString) name = g_string_new (*words != '\0' ? words : "video");

  if (id_number != NULL)
    g_string_append_printf (name, " %.*s", NUMBER_MAX_LENGTH, id_number);
  append_kind (name, kind, number);
  g_string_append_printf (name, ".%s", choose_suffix (kind, content_type, type_hint));
  if (is_reserved (name->str))
    g_string_prepend (name, "video ");

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gsize
find_suffix_start (const char *name)
{
  gsize length = strlen (name);
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name || name + length - dot > SUFFIX_MAX_LENGTH)
    return length;

  return dot - name;
}

/* Shortens the part before @suffix, if that is needed, to a whole number of characters. */
static char *
join_stem (const char *name,
           gsize       stem_length,
           const char *suffix,
           gsize       max_length)
{
  gsize room = max_length - MIN (strlen (suffix), max_length);
  gsize length = MIN (stem_length, room);

  while (length < stem_length && length > 0 && (name[length] & 0xc0) == 0x80)
    length--;

  return g_strdup_printf ("%.*s%s", (int) length, name, suffix);
}

/* ".mp4" and ".final", but neither the end of "Mr. Fox" nor that of "v1.2". */
static gboolean
has_suffix (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot != NULL ? strspn (dot + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) : 0;

  return length > 0 && length < SUFFIX_MAX_LENGTH && dot != name && dot[1 + length] == '\0' &&
         strspn (dot + 1, G_CSET_DIGITS) < length;
}

static gboolean
is_component (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || strchr (name, '/') != NULL)
    return FALSE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/**
 * rushes_file_name_new_chosen:
 * @chosen: (nullable): what somebody typed or picked as the name
 * @kind: which of a video's files it is
 * @content_type: (nullable): the content type of what was received
 * @type_hint: (nullable): what the service calls the type, where @content_type says nothing
 *
 * Makes of a name that was chosen by hand the name to save a file under. It is taken as it is, its
 * suffix too, where it is one path component; a name without a suffix gets the one of the type.
 * What holds a slash, a control or invalid UTF-8 becomes words first ([func@file_words_new]), and
 * what is longer than a name can be is shortened (FAULTS G7 to G9).
 *
 * Returns: (transfer full) (nullable): the name, or %NULL when nothing was chosen that could be one
 */
char *
rushes_file_name_new_chosen (const char      *chosen,
                             RushesMediaKind  kind,
                             const char      *content_type,
                             const char      *type_hint)
{
  const gsize max_length = RUSHES_FILE_NAME_MAX_LENGTH;
  g_autofree char *name = NULL;
  g_autofree char *suffix = NULL;
  gsize length;

  if (chosen == NULL)
    return NULL;

  name = is_component (chosen) ? g_strdup (chosen) : rushes_file_words_new (chosen, max_length);
  length = strlen (name);
  if (has_suffix (name))
    return join_stem (name, find_suffix_start (name), name + find_suffix_start (name), max_length);

  while (length > 0 && strchr (" .", name[length - 1]) != NULL)
    length--;
  suffix = g_strconcat (".", choose_suffix (kind, content_type, type_hint), NULL);

  return length > 0 ? join_stem (name, length, suffix, max_length) : NULL;
}

/**
 * rushes_file_name_with_number:
 * @name: a file name, not a path
 * @n: which of the names to try, from 1
 *
 * Gives the name to take when @name is taken: "NAME (2).mp4" for 2, @name itself for 1 and 0. A
 * name that would not leave room for the suffix of its partial file is shortened (FAULTS G4, G8).
 *
 * Returns: (transfer full): the name
 */
char *
rushes_file_name_with_number (const char *name,
                              guint       n)
{
  gsize start;
  g_autofree char *tail = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (n <= 1)
    return g_strdup (name);

  start = find_suffix_start (name);
  tail = g_strdup_printf (" (%u)%s", n, name + start);

  return join_stem (name, start, tail, RUSHES_FILE_NAME_MAX_LENGTH - strlen (PART));
}

/**
 * rushes_file_name_part:
 * @name: a file name, not a path
 *
 * Gives the name that a file has until every byte of it is there: NAME.part (DESIGN.md §5). A name
 * that leaves no room for that, as may be chosen by hand, is shortened (FAULTS G8).
 *
 * Returns: (transfer full): the name
 */
char *
rushes_file_name_part (const char *name)
{
  gsize start;
  g_autofree char *tail = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  start = find_suffix_start (name);
  tail = g_strconcat (name + start, PART, NULL);

  return join_stem (name, start, tail, RUSHES_FILE_NAME_MAX_LENGTH);
}
