/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-paste-text.h"

#include "rushes-paste-json.h"
#include "rushes-paste-word.h"

#include <string.h>

/* A shorter number among other words is most likely no part of an ID. */
#define NUMBER_MIN_LENGTH 15

/* The name of a command stands among that many words: "$ curl", "sudo curl", "~/videos $ curl". */
#define COMMAND_MAX_WORDS 4

#define COMMAND_EXCERPT "curl …"

/* A line of text, or a command over several lines. */
typedef struct
{
  RushesPasteList *list;
  RushesPasteJson *json;
  guint number;
  gboolean going_on; /* the line before ended with a sign of continuation */
  gboolean command;
  gboolean bearer;   /* the last word was "Bearer" */
  gboolean named;    /* something of it is in the list */
  gboolean led;      /* a word has come, not only signs */
  guint n_words;
  const char *line;
  gsize line_length;
  RushesPasteWord reason; /* what to name when nothing is */
} Reader;

static void
begin_line (Reader     *self,
            const char *line,
            const char *end)
{
  RushesPasteWord reason = { RUSHES_PASTE_UNKNOWN, RUSHES_PASTE_SOURCE_BARE, self->number, NULL,
                             line, end - line };

  self->command = FALSE;
  self->bearer = FALSE;
  self->named = FALSE;
  self->led = FALSE;
  self->n_words = 0;
  self->line = line;
  self->line_length = end - line;
  self->reason = reason;
}

static void
choose_reason_text (Reader *self)
{
  gboolean any_number = self->reason.kind == RUSHES_PASTE_NUMBER && self->n_words > 1 &&
                        self->reason.length < NUMBER_MIN_LENGTH;

  if (any_number)
    self->reason.kind = RUSHES_PASTE_UNKNOWN;
  if (self->command)
    self->reason.source = RUSHES_PASTE_SOURCE_CURL;
  if (self->reason.kind != RUSHES_PASTE_UNKNOWN)
    return;

  /* Anything in a command may be a secret. */
  self->reason.text = self->command ? COMMAND_EXCERPT : self->line;
  self->reason.length = self->command ? strlen (COMMAND_EXCERPT) : self->line_length;
}

static void
finish_line (Reader *self)
{
  if (self->named || self->n_words == 0)
    return;

  choose_reason_text (self);
  rushes_paste_list_add (self->list, &self->reason);
}

/* How well a kind explains why there is no video. */
static int
weigh (RushesPasteKind kind)
{
  switch (kind)
    {
    case RUSHES_PASTE_FILE_ID:
    case RUSHES_PASTE_IMAGE_ID:
    case RUSHES_PASTE_BAD_ID:
    case RUSHES_PASTE_TOO_LONG:
      return 5;
    case RUSHES_PASTE_PAGE:
      return 4;
    case RUSHES_PASTE_MEDIA_LINK:
      return 3;
    case RUSHES_PASTE_OTHER_LINK:
      return 2;
    case RUSHES_PASTE_NUMBER:
      return 1;
    default:
      return 0;
    }
}

/* What is named wherever it stands, since somebody meant it to be a video. */
static gboolean
is_worth_naming (Reader          *self,
                 RushesPasteKind  kind)
{
  return kind == RUSHES_PASTE_VIDEO ||
         (!self->command && (kind == RUSHES_PASTE_TOKEN || weigh (kind) == 5));
}

static void
weigh_word (Reader                *self,
            const RushesPasteWord *word)
{
  gboolean longer = word->kind == RUSHES_PASTE_NUMBER &&
                    self->reason.kind == RUSHES_PASTE_NUMBER &&
                    word->length > self->reason.length;

  if (weigh (word->kind) > weigh (self->reason.kind) || longer)
    self->reason = *word;
}

/* Whether the first word of what follows an ID is words about it, and not the next of a list. */
static gboolean
begins_note (const char *p,
             const char *end)
{
  const char *word;
  gsize length;
  RushesPasteSource source;
  g_autofree char *id = NULL;

  if (!rushes_paste_word_next (&p, end, &word, &length))
    return FALSE;

  switch (rushes_paste_word_judge (word, length, &id, &source))
    {
    case RUSHES_PASTE_UNKNOWN:
      return TRUE;
    case RUSHES_PASTE_NUMBER:
      return length < NUMBER_MIN_LENGTH;
    default:
      return FALSE;
    }
}

static const char *
find_field_end (const char *p,
                const char *end,
                gboolean    quoted,
                char        delimiter)
{
  for (; p < end; p++)
    {
      if (quoted && *p == '"' && (p + 1 == end || p[1] != '"'))
        return p;
      if (quoted && *p == '"')
        p++;
      else if (!quoted && delimiter == '\t' && *p == '\t')
        return p;
    }

  return end;
}

/* "A ""red"" fox": only the first bytes, as no more is kept. */
static char *
read_field (const char *p,
            const char *end,
            char        delimiter)
{
  gboolean quoted = p < end && *p == '"';
  const char *field_end = find_field_end (p + quoted, end, quoted, delimiter);
  g_autofree char *field = NULL;
  g_autoptr(GString) text = NULL;

  field = rushes_paste_mask (p + quoted, field_end - p - quoted, RUSHES_PASTE_NOTE_MAX);
  text = g_string_new (field);
  if (quoted)
    g_string_replace (text, "\"\"", "\"", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* `id,prompt`, with a comma or a tab: in a sentence the ID does not come first. */
static void
read_note (RushesPasteItem *item,
           const char      *p,
           const char      *end)
{
  char delimiter;

  while (p < end && (*p == '"' || *p == '\'' || *p == '`' || *p == ' '))
    p++;

  if (item->note != NULL || p == end || (*p != ',' && *p != ';' && *p != '\t'))
    return;

  delimiter = *p++;
  while (p < end && *p == ' ')
    p++;

  if (!begins_note (p, end))
    return;

  item->note = read_field (p, end, delimiter);
  if (item->source == RUSHES_PASTE_SOURCE_BARE)
    item->source = RUSHES_PASTE_SOURCE_LIST;
}

static gboolean
is_command (const char *word,
            gsize       length)
{
  static const char *const names[] = { "curl", "curl.exe", "wget" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (length == strlen (names[i]) && strncmp (word, names[i], length) == 0)
      return TRUE;

  return FALSE;
}

static void
take_word (Reader          *self,
           RushesPasteWord *word,
           const char      *end)
{
  RushesPasteItem *item;

  if (self->bearer && word->kind != RUSHES_PASTE_VIDEO)
    word->kind = RUSHES_PASTE_TOKEN; /* of any shape: the list masks it whole */
  if (self->command)
    word->source = RUSHES_PASTE_SOURCE_CURL;

  if (!is_worth_naming (self, word->kind))
    {
      weigh_word (self, word);
      return;
    }

  item = rushes_paste_list_add (self->list, word);
  self->named = TRUE;
  if (item != NULL && word->kind == RUSHES_PASTE_VIDEO && !self->command && !self->led)
    read_note (item, word->text + word->length, end);
}

static gboolean
has_letters (const char *word,
             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (word[i]) || word[i] & 0x80)
      return TRUE;

  return FALSE;
}

static void
read_words (Reader     *self,
            const char *p,
            const char *end)
{
  const char *text;
  gsize length;

  while (rushes_paste_word_next (&p, end, &text, &length))
    {
      g_autofree char *id = NULL;
      RushesPasteWord word = { .line = self->number, .text = text, .length = length };

      self->n_words++;
      self->command |= !self->named && self->n_words <= COMMAND_MAX_WORDS &&
                       is_command (text, length);
      word.kind = rushes_paste_word_judge (text, length, &id, &word.source);
      word.id = id;
      take_word (self, &word, end);
      self->led |= has_letters (text, length);
      self->bearer = length == 6 && g_ascii_strncasecmp (text, "bearer", 6) == 0;
    }

  self->reason.id = NULL;
}

/* In a shell, in cmd.exe and in PowerShell. */
static gboolean
ends_with_continuation (const char *line,
                        const char *end)
{
  while (end > line && g_ascii_isspace (end[-1]))
    end--;

  return end > line && (end[-1] == '\\' || end[-1] == '^' || end[-1] == '`');
}

/* What stands before JSON in its line is most often a name for it, and not worth a word. */
static void
read_json_in_line (Reader     *self,
                   const char *p,
                   const char *end)
{
  const char *json;

  while (!self->command && (json = rushes_paste_json_find (p, end)) != NULL)
    {
      read_words (self, p, json);
      p = json;
      if (self->command)
        break;

      self->named = TRUE;
      p = rushes_paste_json_read (self->json, json, end, self->number);
    }

  read_words (self, p, end);
}

static void
read_line (Reader     *self,
           const char *line,
           const char *end)
{
  if (!self->going_on && rushes_paste_json_goes_on (self->json, line, end))
    line = rushes_paste_json_read (self->json, line, end, self->number);
  else
    rushes_paste_json_finish (self->json);

  if (!self->going_on)
    begin_line (self, line, end);

  read_json_in_line (self, line, end);
  self->going_on = self->command && ends_with_continuation (line, end);
  if (!self->going_on)
    finish_line (self);
}

/* Ends a line at a line feed, a carriage return, or both. */
static const char *
find_line_end (const char  *p,
               const char  *end,
               const char **next)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;

  *next = p;
  if (p < end)
    *next = p + 1 < end && p[0] == '\r' && p[1] == '\n' ? p + 2 : p + 1;

  return p;
}

static void
read_lines (Reader     *self,
            const char *p,
            const char *end)
{
  while (p < end && !rushes_paste_list_is_full (self->list))
    {
      const char *next;
      const char *line_end = find_line_end (p, end, &next);

      self->number++;
      read_line (self, p, line_end);
      p = next;
    }

  if (self->going_on)
    finish_line (self);
  rushes_paste_json_finish (self->json);
}

static gboolean
is_blank (const char *p,
          const char *end)
{
  for (; p < end; p++)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c >= (gunichar) -2 || !(g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT))
        return FALSE;

      p = g_utf8_next_char (p) - 1;
    }

  return TRUE;
}

/* Text of nothing but signs: something must be said of it all the same. */
static void
name_signs (RushesPasteList *list,
            const char      *p,
            const char      *end)
{
  RushesPasteWord word = { RUSHES_PASTE_UNKNOWN, RUSHES_PASTE_SOURCE_BARE, 0, NULL, NULL, 0 };

  while (p < end && rushes_paste_list_get_n (list) == 0)
    {
      const char *next;
      const char *line_end = find_line_end (p, end, &next);

      word.line++;
      word.text = p;
      word.length = line_end - p;
      if (!is_blank (p, line_end))
        rushes_paste_list_add (list, &word);

      p = next;
    }
}

/**
 * rushes_paste_text_read:
 * @text: (array length=length): what was pasted; NULs and invalid UTF-8 may be in it
 * @length: how many bytes it has
 * @list: an empty list
 *
 * Notes down in @list what [func@video_id_parse] says of a text.
 */
void
rushes_paste_text_read (const char      *text,
                        gsize            length,
                        RushesPasteList *list)
{
  g_autoptr(RushesPasteJson) json = rushes_paste_json_new (list);
  Reader reader = { .list = list, .json = json };

  read_lines (&reader, text, text + length);
  if (rushes_paste_list_get_n (list) == 0)
    name_signs (list, text, text + length);
}
