/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-scenario.h"

#include <string.h>

typedef enum
{
  SET,      /* the field becomes `value` */
  NUMBER,   /* the rest of the word is a whole number */
  SECONDS,  /* … a number that may have a fraction */
  WORD,     /* the field points to `word` */
  REST,     /* … any text, copied */
  ERROR,    /* … NNN and perhaps a body and a turn: see parse_error () */
  REDIRECT, /* … NNN and perhaps a place: see parse_redirect () */
  QUERY,    /* `word` goes to a query; its %u is the rest of the word times `value` */
} Kind;

#define FIELD(name) G_STRUCT_OFFSET (StandInScenario, name)

/* Every word an account may be made of, joined by "+". README.md says what each is for. */
static const struct
{
  const char *name;
  Kind kind;
  gsize field;
  guint value;
  const char *word;
} options[] = {
  { "good", SET, FIELD (status), 2 },
  { "job", NUMBER, FIELD (job) },
  { "held", SET, FIELD (held), TRUE },
  { "status", NUMBER, FIELD (status) },
  { "fixture", REST, FIELD (fixture) },
  { "old", SET, FIELD (old), TRUE },
  { "no-download", SET, FIELD (no_download), TRUE },

  { "once-then-error", ERROR, FIELD (error_later), TRUE },
  { "error", ERROR, FIELD (error_once), FALSE },
  { "redirect", REDIRECT, FIELD (redirect) },
  { "slow", SECONDS, FIELD (slow) },

  { "array", SET, FIELD (oddity), STAND_IN_ODDITY_ARRAY },
  { "cut-json", SET, FIELD (oddity), STAND_IN_ODDITY_CUT_JSON },
  { "deep", SET, FIELD (oddity), STAND_IN_ODDITY_DEEP },
  { "empty", SET, FIELD (oddity), STAND_IN_ODDITY_EMPTY },
  { "garbage", SET, FIELD (oddity), STAND_IN_ODDITY_GARBAGE },
  { "gzip", SET, FIELD (oddity), STAND_IN_ODDITY_GZIP },
  { "hang", SET, FIELD (oddity), STAND_IN_ODDITY_HANG },
  { "html-200", SET, FIELD (oddity), STAND_IN_ODDITY_HTML_200 },
  { "huge", SET, FIELD (oddity), STAND_IN_ODDITY_HUGE },
  { "not-http", SET, FIELD (oddity), STAND_IN_ODDITY_NOT_HTTP },
  { "null", SET, FIELD (oddity), STAND_IN_ODDITY_NULL },
  { "reset", SET, FIELD (oddity), STAND_IN_ODDITY_RESET },
  { "truncated", SET, FIELD (oddity), STAND_IN_ODDITY_TRUNCATED },
  { "xyz-encoding", SET, FIELD (oddity), STAND_IN_ODDITY_XYZ_ENCODING },

  { "fox", WORD, FIELD (scene), 0, NULL },
  { "mountains", WORD, FIELD (scene), 0, "mountains" },
  { "dunes", WORD, FIELD (scene), 0, "dunes" },
  { "whale", WORD, FIELD (scene), 0, "whale" },
  { "portrait", WORD, FIELD (shape), 0, "portrait" },
  { "square", WORD, FIELD (shape), 0, "square" },
  { "4k", WORD, FIELD (shape), 0, "4k" },
  { "jpeg", SET, FIELD (cover), STAND_IN_COVER_JPEG },
  { "png", SET, FIELD (cover), STAND_IN_COVER_PNG },
  { "webp", SET, FIELD (cover), STAND_IN_COVER_WEBP },
  { "webp-query", SET, FIELD (cover), STAND_IN_COVER_WEBP_QUERY },
  { "big-cover", SET, FIELD (cover), STAND_IN_COVER_BIG },
  { "no-cover", SET, FIELD (cover), STAND_IN_COVER_NONE },
  { "bad-cover", QUERY, FIELD (cover_query), 0, "as=html&type=image/jpeg" },
  { "cut-cover", QUERY, FIELD (cover_query), 0, "cut=2000" },
  { "hang-cover", QUERY, FIELD (cover_query), 0, "hang=yes" },
  { "missing-cover", QUERY, FIELD (cover_query), 0, "status=404" },
  { "slow-cover", QUERY, FIELD (cover_query), 1024, "rate=%u" },

  { "prompt-cjk", WORD, FIELD (prompt), 0, "cjk" },
  { "prompt-arabic", WORD, FIELD (prompt), 0, "arabic" },
  { "prompt-long", WORD, FIELD (prompt), 0, "long" },
  { "prompt-markup", WORD, FIELD (prompt), 0, "markup" },
  { "prompt-empty", WORD, FIELD (prompt), 0, "empty" },

  { "big", NUMBER, FIELD (big) },
  { "h264", SET, FIELD (h264), TRUE },
  { "expired-media", SET, FIELD (expired_media), TRUE },
  { "expired-video", SET, FIELD (expired_video), TRUE },
  { "http-media", WORD, FIELD (media_base), 0, "http://media.invalid" },
  { "file-media", WORD, FIELD (media_base), 0, "file:///media.invalid" },
  { "userinfo-media", WORD, FIELD (media_base), 0, "https://somebody:secret@media.invalid" },
  { "cut-media", QUERY, FIELD (video_query), 1024, "cut=%u" },
  { "cut-once", QUERY, FIELD (video_query), 1024, "cut-once=%u" },
  { "error-media", QUERY, FIELD (video_query), 1, "status=%u" },
  { "expiring-media", QUERY, FIELD (video_query), 0, "once=yes" },
  { "gzip-media", QUERY, FIELD (video_query), 0, "encoding=gzip" },
  { "hang-media", QUERY, FIELD (video_query), 0, "hang=yes" },
  { "html-media", QUERY, FIELD (video_query), 0, "as=html" },
  { "json-media", QUERY, FIELD (video_query), 0, "as=json" },
  { "empty-media", QUERY, FIELD (video_query), 0, "as=empty" },
  { "no-etag", QUERY, FIELD (video_query), 0, "etag=none" },
  { "weak-etag", QUERY, FIELD (video_query), 0, "etag=weak" },
  { "no-length", QUERY, FIELD (video_query), 0, "length=no" },
  { "no-range", QUERY, FIELD (video_query), 0, "range=no" },
  { "shifted-range", QUERY, FIELD (video_query), 0, "range=shifted" },
  { "wrong-total", QUERY, FIELD (video_query), 0, "range=total" },
  { "bare-range", QUERY, FIELD (video_query), 0, "range=bare" },
  { "redirect-media", QUERY, FIELD (video_query), 1, "redirect=%u" },
  { "slow-media", QUERY, FIELD (video_query), 1024, "rate=%u" },
};

static void
add_query (GString    **query,
           const char  *word)
{
  if (*query == NULL)
    *query = g_string_new (word);
  else
    g_string_append_printf (*query, "&%s", word);
}

/* NNN, NNN-html, NNN-nested, NNN-text, NNN-empty, NNN-retry-VALUE; then perhaps -then-good. */
static gboolean
parse_error (StandInScenario *self,
             const char      *rest)
{
  char *end;

  self->error = g_ascii_strtoull (rest, &end, 10);
  if (end != rest + 3)
    return FALSE;

  if (g_str_has_suffix (end, "-then-good"))
    self->error_once = TRUE;

  if (g_str_has_prefix (end, "-html"))
    self->error_body = STAND_IN_ERROR_HTML;
  else if (g_str_has_prefix (end, "-nested"))
    self->error_body = STAND_IN_ERROR_NESTED;
  else if (g_str_has_prefix (end, "-text"))
    self->error_body = STAND_IN_ERROR_TEXT;
  else if (g_str_has_prefix (end, "-empty"))
    self->error_body = STAND_IN_ERROR_EMPTY;
  else if (g_str_has_prefix (end, "-retry-"))
    self->retry_after = g_strndup (end + 7, strcspn (end + 7, "-"));
  else if (*end != '\0' && !g_str_equal (end, "-then-good"))
    return FALSE;

  return TRUE;
}

/* NNN for another port, NNN-PLACE for the places that stand-in-answer.c knows. */
static gboolean
parse_redirect (StandInScenario *self,
                const char      *rest)
{
  static const char *const places[] = {
    "loop", "self", "none", "empty", "bad", "file", "data", "relative", NULL,
  };
  char *end;

  self->redirect = g_ascii_strtoull (rest, &end, 10);
  g_clear_pointer (&self->redirect_to, g_free);
  if (end != rest + 3)
    return FALSE;
  if (*end == '\0')
    return TRUE;

  self->redirect_to = g_strdup (end + 1);

  return *end == '-' && g_strv_contains (places, self->redirect_to);
}

static gboolean
apply (StandInScenario *self,
       guint            i,
       const char      *rest)
{
  gpointer field = G_STRUCT_MEMBER_P (self, options[i].field);
  guint64 number = 0;
  char *end;

  switch (options[i].kind)
    {
    case SET:
      *(guint *) field = options[i].value;
      return *rest == '\0';
    case WORD:
      *(const char **) field = options[i].word;
      return *rest == '\0';
    case REST:
      g_free (*(char **) field);
      *(char **) field = g_strdup (rest);
      return *rest != '\0';
    case NUMBER:
      if (!g_ascii_string_to_unsigned (rest, 10, 0, 1000000, &number, NULL))
        return FALSE;
      *(guint *) field = number;
      return TRUE;
    case SECONDS:
      *(double *) field = g_ascii_strtod (rest, &end);
      return *rest != '\0' && *end == '\0';
    case ERROR:
      if (!g_ascii_isdigit (*rest))
        return FALSE; /* "error-media-403", which must not undo what an earlier word said */
      *(gboolean *) field = options[i].value;
      return parse_error (self, rest);
    case REDIRECT:
      return parse_redirect (self, rest);
    case QUERY:
      if (options[i].value == 0)
        {
          add_query (field, options[i].word);
          return *rest == '\0';
        }
      if (!g_ascii_string_to_unsigned (rest, 10, 0, 1000000, &number, NULL))
        return FALSE;
      {
        /* The word is "key=%u", with nothing after it. */
        g_autofree char *key = g_strndup (options[i].word, strcspn (options[i].word, "%"));
        g_autofree char *word = g_strdup_printf ("%s%" G_GUINT64_FORMAT, key,
                                                 number * options[i].value);

        add_query (field, word);
      }
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
takes_rest (Kind        kind,
            guint       value)
{
  return !(kind == SET || kind == WORD || (kind == QUERY && value == 0));
}

static gboolean
parse_word (StandInScenario *self,
            const char      *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      gsize length = strlen (options[i].name);

      if (strncmp (word, options[i].name, length) != 0)
        continue;

      if (takes_rest (options[i].kind, options[i].value))
        {
          /* "slow-cover-8" begins like "slow-" but is no number of seconds: look further. */
          if (word[length] == '-' && apply (self, i, word + length + 1))
            return TRUE;
        }
      else if (word[length] == '\0')
        {
          return apply (self, i, "");
        }
    }

  return FALSE;
}

/* An account as people have them: digits, an e-mail address, a name with a full stop. */
static gboolean
is_ordinary (const char *account)
{
  return strspn (account, "0123456789") == strlen (account) || strpbrk (account, "@.") != NULL;
}

/**
 * stand_in_scenario_new:
 * @account: the account part of an ID
 * @unknown: (out): the first word that is no option, when there is one
 *
 * Reads the options in @account. An ordinary account has none and gets a completed video.
 *
 * Returns: (transfer full) (nullable): what to play; %NULL when a word is not known
 */
StandInScenario *
stand_in_scenario_new (const char  *account,
                       char       **unknown)
{
  g_autoptr(StandInScenario) self = g_new0 (StandInScenario, 1);
  g_auto(GStrv) words = NULL;

  self->job = -1;
  self->status = 2;

  words = g_strsplit (account, "+", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!parse_word (self, words[i]))
        {
          if (i == 0 && is_ordinary (account))
            break;

          *unknown = g_strdup (words[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

void
stand_in_scenario_free (StandInScenario *self)
{
  g_free (self->retry_after);
  g_free (self->redirect_to);
  g_free (self->fixture);
  if (self->cover_query != NULL)
    g_string_free (self->cover_query, TRUE);
  if (self->video_query != NULL)
    g_string_free (self->video_query, TRUE);
  g_free (self);
}
