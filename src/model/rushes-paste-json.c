/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-paste-json.h"

#include "rushes-paste-word.h"

#include <string.h>

/* Deeper objects are read as well, but what they say of a video is not kept. */
#define MAX_FRAMES 64

/* No ID, no link to one and no note needs more; the rest of such a string is not looked at. */
#define MAX_STRING 4096

typedef struct
{
  const char *text; /* between the quotes; %NULL for none */
  gsize length;
  guint backslashes; /* before each of its quotes: JSON in a string of JSON has one, or three */
} String;

/* An object that is being read, for its video and the prompt that is said to be of it. */
typedef struct
{
  RushesPasteItem *video;
  String note;
} Frame;

struct _RushesPasteJson
{
  RushesPasteList *list;
  gboolean open;    /* between the first line and finish () */
  gboolean wrapped; /* began with a bracket, so its counterpart ends it */
  guint depth;
  Frame frames[MAX_FRAMES + 1];
  guint line;
  gboolean has_video;
  RushesPasteWord reason; /* what to name when there is no video */
};

/**
 * rushes_paste_json_new:
 * @list: where to note down what is found; it must outlive the reader
 *
 * Makes a reader that stands outside any JSON.
 *
 * Returns: (transfer full): the reader
 */
RushesPasteJson *
rushes_paste_json_new (RushesPasteList *list)
{
  RushesPasteJson *self = g_new0 (RushesPasteJson, 1);

  self->list = list;

  return self;
}

/**
 * rushes_paste_json_free:
 * @self: (transfer full): a reader
 *
 * Frees @self. What was not finished is not noted down.
 */
void
rushes_paste_json_free (RushesPasteJson *self)
{
  g_free (self);
}

static const char *
skip_blanks (const char *p,
             const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p;
}

static guint
count_backslashes (const char *p,
                   const char *end)
{
  const char *start = p;

  while (p < end && *p == '\\')
    p++;

  return p - start;
}

/* Reads the string whose quote, or the backslashes before it, is at @p. Returns what follows. */
static const char *
read_string (const char *p,
             const char *end,
             String     *string)
{
  guint level = count_backslashes (p, end);
  guint before = 0;

  string->backslashes = level;
  string->text = p += level + 1;
  for (; p < end; p++)
    {
      /* Inside, a quote has one backslash more than twice as many; those of a pair come on top. */
      if (*p == '"' && before % (2 * (level + 1)) == level)
        break;

      before = *p == '\\' ? before + 1 : 0;
    }

  string->length = p - string->text - MIN (before, level);
  return p < end ? p + 1 : end;
}

static gboolean
is_member (const char *p,
           const char *end)
{
  String name;
  const char *quote = p + count_backslashes (p, end);

  if (quote == end || *quote != '"')
    return FALSE;

  p = skip_blanks (read_string (p, end, &name), end);
  return p < end && *p == ':';
}

static gboolean
is_opening (const char *p,
            const char *end)
{
  if (p == end || (*p != '{' && *p != '['))
    return FALSE;

  p = skip_blanks (p + 1, end);
  p += count_backslashes (p, end);
  return p == end || *p == '"' || *p == '{' || *p == '[';
}

/**
 * rushes_paste_json_find:
 * @line: what is left of a line
 * @end: the end of the line
 *
 * Looks for JSON: an object or a list, or a member of an object at the beginning.
 *
 * Returns: (nullable): where it begins, or %NULL when there is none
 */
const char *
rushes_paste_json_find (const char *line,
                        const char *end)
{
  line = skip_blanks (line, end);
  if (is_member (line, end))
    return line;

  for (const char *p = line; p < end; p++)
    if (is_opening (p, end) && (p == line || *p == '{' || skip_blanks (p + 1, end) < end))
      return p;

  return NULL;
}

/**
 * rushes_paste_json_goes_on:
 * @self: a reader
 * @line: the beginning of the next line
 * @end: the end of the line
 *
 * Tells whether the line goes on with the JSON that is being read. Brackets without counterpart
 * must not swallow what is pasted below them.
 *
 * Returns: %TRUE when it may
 */
gboolean
rushes_paste_json_goes_on (RushesPasteJson *self,
                           const char      *line,
                           const char      *end)
{
  static const char *const words[] = { "true", "false", "null" };

  line = skip_blanks (line, end);
  if (!self->open || line == end)
    return self->open;

  if (strchr ("{}[],:\"\\", *line) != NULL)
    return *line != '\0';

  if (self->depth > 0 && *line == '-' && line + 1 < end)
    line++;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((gsize) (end - line) >= strlen (words[i]) &&
        strncmp (line, words[i], strlen (words[i])) == 0)
      return TRUE;

  return self->depth > 0 && g_ascii_isdigit (*line);
}

static gunichar
read_hex (const char *p,
          const char *end)
{
  gunichar c = 0;

  if (end - p < 4)
    return 0;

  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return 0;
      c = c * 16 + g_ascii_xdigit_value (p[i]);
    }

  return c;
}

/* @p is behind "\u". Returns what follows; a half of a pair, a NUL or no number is U+FFFD. */
static const char *
append_unicode (GString    *out,
                const char *p,
                const char *end)
{
  gunichar c = read_hex (p, end);
  gunichar low = c >= 0xd800 && c < 0xdc00 && end - p >= 10 && p[4] == '\\' && p[5] == 'u'
                   ? read_hex (p + 6, end) : 0;

  if (low >= 0xdc00 && low < 0xe000)
    {
      g_string_append_unichar (out, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
      return p + 10;
    }

  g_string_append_unichar (out, c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c);
  return MIN (p + 4, end);
}

static GString *
unescape_once (const char *p,
               gsize       length)
{
  const char *end = p + length;
  GString *out = g_string_sized_new (length);

  while (p < end)
    {
      if (*p != '\\' || p + 1 == end)
        {
          g_string_append_c (out, *p++);
          continue;
        }

      p += 2;
      if (p[-1] == 'u')
        p = append_unicode (out, p, end);
      else
        g_string_append_c (out, strchr ("bfnrt", p[-1]) != NULL ? ' ' : p[-1]);
    }

  return out;
}

static GString *
unescape (const String *string)
{
  GString *text = unescape_once (string->text, MIN (string->length, MAX_STRING));

  for (guint level = string->backslashes; level > 0; level /= 2)
    {
      GString *inner = unescape_once (text->str, text->len);

      g_string_free (text, TRUE);
      text = inner;
    }

  return text;
}

static Frame *
peek_frame (RushesPasteJson *self)
{
  return self->depth <= MAX_FRAMES ? &self->frames[self->depth] : NULL;
}

static void
finish_frame (RushesPasteJson *self)
{
  Frame *frame = peek_frame (self);
  GString *note;

  if (frame == NULL)
    return;

  if (frame->video != NULL && frame->video->note == NULL && frame->note.text != NULL)
    {
      note = unescape (&frame->note);
      frame->video->note = rushes_paste_mask (note->str, note->len, RUSHES_PASTE_NOTE_MAX);
      if (*frame->video->note == '\0')
        g_clear_pointer (&frame->video->note, g_free);
      g_string_free (note, TRUE);
    }

  memset (frame, 0, sizeof *frame);
}

/* How well a kind explains why there is no video; 0 for what is not worth a word. */
static int
weigh (RushesPasteKind kind)
{
  switch (kind)
    {
    case RUSHES_PASTE_BAD_ID:
      return 3;
    case RUSHES_PASTE_FILE_ID:
      return 2;
    case RUSHES_PASTE_IMAGE_ID:
      return 1;
    default:
      return 0;
    }
}

/* @text is a copy; @shown is where it stands in the pasted text, which outlives the reader. */
static RushesPasteKind
take_word (RushesPasteJson *self,
           const char      *text,
           gsize            length,
           const String    *shown)
{
  g_autofree char *id = NULL;
  RushesPasteSource source;
  RushesPasteKind kind = rushes_paste_word_judge (text, length, &id, &source);
  RushesPasteWord word = { kind, RUSHES_PASTE_SOURCE_JSON, self->line, id, text, length };
  Frame *frame = peek_frame (self);
  RushesPasteItem *item;

  if (kind == RUSHES_PASTE_VIDEO || kind == RUSHES_PASTE_TOKEN)
    {
      item = rushes_paste_list_add (self->list, &word);
      self->has_video |= kind == RUSHES_PASTE_VIDEO;
      if (kind == RUSHES_PASTE_VIDEO && frame != NULL && frame->video == NULL)
        frame->video = item;
    }
  else if (weigh (kind) > weigh (self->reason.kind))
    {
      self->reason = word;
      self->reason.id = NULL;
      self->reason.text = shown->text;
      self->reason.length = shown->length;
    }

  return kind;
}

/* A string that is an ID counts whole. In other words, as of a message, only a video counts. */
static void
take_string (RushesPasteJson *self,
             const String    *string)
{
  GString *text = unescape (string);
  const char *cursor = text->str;
  const char *end = text->str + text->len;
  const char *word;
  gsize length;

  while (rushes_paste_word_next (&cursor, end, &word, &length))
    {
      gboolean cut = string->length > MAX_STRING && word + length == end;
      gboolean whole = length == text->len;
      gboolean mention = g_strstr_len (word, length, "-video") != NULL;

      if (!cut && (whole || mention))
        take_word (self, word, length, string);
    }

  g_string_free (text, TRUE);
}

static gboolean
is_note (const String *name)
{
  return name->length == 4 ? strncmp (name->text, "desc", 4) == 0
                           : name->length == 6 && strncmp (name->text, "prompt", 6) == 0;
}

/* Reads a string, and the one that belongs to it when it is the name of a member. */
static const char *
read_member (RushesPasteJson *self,
             const char      *p,
             const char      *end)
{
  String string;
  Frame *frame = peek_frame (self);
  const char *value;

  p = read_string (p, end, &string);
  value = skip_blanks (p, end);
  if (value == end || *value != ':')
    {
      take_string (self, &string);
      return p;
    }

  value = skip_blanks (value + 1, end);
  p = value + count_backslashes (value, end);
  if (!is_note (&string) || p == end || *p != '"')
    return value;

  p = read_string (value, end, &string);
  if (frame != NULL)
    frame->note = string;
  return p;
}

static void
open_bracket (RushesPasteJson *self)
{
  Frame *frame;

  self->depth++;
  frame = peek_frame (self);
  if (frame != NULL)
    memset (frame, 0, sizeof *frame);
}

static void
close_bracket (RushesPasteJson *self)
{
  finish_frame (self);
  if (self->depth > 0)
    self->depth--;
}

static const char *
read_bare (RushesPasteJson *self,
           const char      *p,
           const char      *end)
{
  String word = { p, 0, 0 };

  while (p < end && !g_ascii_isspace (*p) && (*p == '\0' || strchr ("{}[],\"\\", *p) == NULL))
    p++;

  word.length = p - word.text;
  if (g_strstr_len (word.text, word.length, "user") != NULL)
    take_word (self, word.text, word.length, &word);

  return p;
}

static const char *
read_piece (RushesPasteJson *self,
            const char      *p,
            const char      *end)
{
  const char *quote = p + count_backslashes (p, end);

  if (quote < end && *quote == '"')
    return read_member (self, p, end);

  switch (*p)
    {
    case '{':
    case '[':
      open_bracket (self);
      return p + 1;
    case '}':
    case ']':
      close_bracket (self);
      return p + 1;
    case ',':
    case ':':
      return p + 1;
    default:
      return quote > p ? quote : read_bare (self, p, end);
    }
}

static void
start (RushesPasteJson *self,
       const char      *line,
       const char      *end,
       guint            number)
{
  RushesPasteWord reason = { RUSHES_PASTE_UNKNOWN, RUSHES_PASTE_SOURCE_JSON, number, NULL, line,
                             end - line };

  self->open = TRUE;
  self->wrapped = *line == '{' || *line == '[';
  self->depth = 0;
  self->frames[0] = (Frame) { NULL };
  self->has_video = FALSE;
  self->reason = reason;
}

/**
 * rushes_paste_json_read:
 * @self: a reader
 * @line: where JSON begins or goes on
 * @end: the end of the line
 * @number: the number of the line, from 1
 *
 * Reads a line of JSON, or as much of it as belongs to the object or list that was begun. A string
 * never spans lines, so an unfinished one ends with its line.
 *
 * Returns: what is left of the line
 */
const char *
rushes_paste_json_read (RushesPasteJson *self,
                        const char      *line,
                        const char      *end,
                        guint            number)
{
  const char *p = skip_blanks (line, end);

  if (!self->open && p < end)
    start (self, p, end, number);

  self->line = number;
  while (self->open && p < end)
    {
      p = skip_blanks (read_piece (self, p, end), end);
      if (!self->wrapped || self->depth > 0)
        continue;

      if (self->reason.kind == RUSHES_PASTE_UNKNOWN && self->reason.line == number)
        self->reason.length = p - self->reason.text;
      rushes_paste_json_finish (self);
    }

  return p;
}

/**
 * rushes_paste_json_finish:
 * @self: a reader
 *
 * Ends the JSON that is being read, if any. When there was no video in it, the best reason for that
 * is noted down: the ID of a file, say, of which nothing is said beside a video (DESIGN.md §3).
 */
void
rushes_paste_json_finish (RushesPasteJson *self)
{
  if (!self->open)
    return;

  while (self->depth > MAX_FRAMES)
    self->depth--;
  for (; self->depth > 0; self->depth--)
    finish_frame (self);
  finish_frame (self);

  if (!self->has_video)
    rushes_paste_list_add (self->list, &self->reason);

  self->open = FALSE;
}
