/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-paste-word.h"

#include "rushes-video-id.h"

#include <string.h>

/* Signs that part words everywhere, and those that may stand in the path or the query of a link. */
#define PARTING "\"'`<>\\"
#define PARTING_UNLESS_LINK "=*|"
#define PARTING_UNLESS_QUERY ",;()[]{}"

/* Signs of prose or markup at the end of a word, which end no ID and no link. */
#define TRAILING ".!:_~"
#define TRAILING_LINK ",;)]}|*!:"
#define LEADING ".!:_~"

static gboolean
is_parting_char (gunichar c)
{
  if (g_unichar_isspace (c))
    return TRUE;

  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT: /* what cannot be seen: marks of order, zero widths */
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
      return TRUE;
    default:
      return c == 0xff0c || c == 0x3001 || c == 0xff1b || c == 0x3002 || c == 0xff02 || c == 0xff07;
    }
}

/* Length of the non-ASCII character at @p that parts words; 0 when it does not, or is not valid. */
static gsize
parting_length (const char *p,
                const char *end)
{
  gunichar c = g_utf8_get_char_validated (p, end - p);

  if (c == (gunichar) -1 || c == (gunichar) -2 || !is_parting_char (c))
    return 0;

  return g_utf8_next_char (p) - p;
}

static gboolean
is_one_of (char        c,
           const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

typedef enum
{
  PLAIN,
  LINK,
  QUERY,
} Part;

static gboolean
starts_with (const char *p,
             const char *end,
             const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (end - p) >= length && g_ascii_strncasecmp (p, prefix, length) == 0;
}

/* In a query a comma is a part of the link, unless the next of a list of links or IDs follows. */
static gboolean
ends_query (const char *p,
            const char *end)
{
  if (!is_one_of (*p, ",;|"))
    return FALSE;

  return starts_with (p + 1, end, "http") || starts_with (p + 1, end, "user");
}

/* Length of what parts words at @p inside @part of a word; 0 when nothing does. */
static gsize
gap_length (const char *p,
            const char *end,
            Part        part)
{
  char c = *p;

  if (c & 0x80)
    return parting_length (p, end);
  if (g_ascii_isspace (c) || is_one_of (c, PARTING))
    return 1;
  if (part == QUERY)
    return ends_query (p, end) ? 1 : 0;
  if (is_one_of (c, PARTING_UNLESS_QUERY))
    return 1;

  return part == PLAIN && is_one_of (c, PARTING_UNLESS_LINK) ? 1 : 0;
}

static const char *
find_word_end (const char *start,
               const char *end,
               Part       *part)
{
  const char *p = start;

  *part = PLAIN;
  while (p < end && gap_length (p, end, *part) == 0)
    {
      if (*part == PLAIN && p > start && starts_with (p, end, "://"))
        *part = LINK;
      else if (*part == LINK && *p == '?')
        *part = QUERY;

      p++; /* into a character at most, where nothing valid begins */
    }

  return p;
}

/* Whether a sentence or a list goes on behind a link, and not its path: "/.." is a part of it. */
static gboolean
ends_link (const char *p)
{
  return is_one_of (p[-1], TRAILING_LINK) || (p[-1] == '.' && !is_one_of (p[-2], "./"));
}

/**
 * rushes_paste_word_next:
 * @cursor: (inout): where to look from; past the word afterwards
 * @end: the end of the text
 * @word: (out): where the word begins
 * @length: (out): how many bytes it has
 *
 * Finds the next word: what stands between blanks, quotes of any kind, brackets, commas, signs
 * that cannot be seen and the like. A link keeps its query whole.
 *
 * Returns: %FALSE when there is no further word
 */
gboolean
rushes_paste_word_next (const char **cursor,
                        const char  *end,
                        const char **word,
                        gsize       *length)
{
  const char *p = *cursor;
  gsize gap;
  Part part;

  while (p < end && (gap = gap_length (p, end, PLAIN)) > 0)
    p += gap;

  *word = p;
  *cursor = p = find_word_end (p, end, &part);
  while (part != PLAIN && p > *word && ends_link (p))
    p--;
  *length = p - *word;

  return *length > 0;
}

/* An escape of a character that an ID may hold; any other stays as it is, so that it is refused. */
static char
unescape_char (const char *p,
               const char *end)
{
  int high, low;
  char c;

  if (*p != '%' || end - p < 3)
    return '\0';

  high = g_ascii_xdigit_value (p[1]);
  low = g_ascii_xdigit_value (p[2]);
  if (high < 0 || high > 7 || low < 0)
    return '\0';

  c = high * 16 + low;
  return g_ascii_isalnum (c) || is_one_of (c, ":@._+-") ? c : '\0';
}

/* @length is bounded by the caller. A NUL becomes what no ID holds, lest it cut the word short. */
static char *
unescape (const char *word,
          gsize       length)
{
  g_autoptr(GString) name = g_string_sized_new (length);
  const char *end = word + length;

  for (const char *p = word; p < end; p++)
    {
      char c = unescape_char (p, end);

      g_string_append_c (name, c != '\0' ? c : *p != '\0' ? *p : '\x7f');
      if (c != '\0')
        p += 2;
    }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* "user_1-minimax_2-video_3": the colons of an ID cannot stand in a file name everywhere. */
static void
unfold_file_name (char *name)
{
  static const char *const markers[] = { "-minimax_", "-video_", "-file_", "-image_" };

  if (!g_str_has_prefix (name, "user_") || strstr (name, "-minimax_") == NULL)
    return;

  name[strlen ("user")] = ':';
  for (gsize i = 0; i < G_N_ELEMENTS (markers); i++)
    {
      char *found = i == 0 ? strstr (name, markers[i]) : g_strrstr (name, markers[i]);

      if (found != NULL)
        found[strlen (markers[i]) - 1] = ':';
    }
}

/* ".mp4", ".mp4.part", "_cover.jpg", "-2.mp4" */
static void
cut_file_name (char     *name,
               gboolean  any_suffix)
{
  static const char *const suffixes[] = { ".mp4", ".webm", ".mov", ".mkv", ".jpg", ".jpeg", ".png",
                                          ".webp", ".gif", ".json" };
  char *video = g_strrstr (name, "-video:");
  char *tail = video != NULL ? video + strlen ("-video:") : NULL;

  while (tail != NULL && g_ascii_isdigit (*tail))
    tail++;

  if (tail == NULL || *tail == '\0')
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (tail, suffixes[i]) == 0)
      *tail = '\0';

  if (any_suffix && is_one_of (*tail, "._-") &&
      tail[strspn (tail, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-")] == '\0')
    *tail = '\0';
}

static gboolean
starts_as_id (const char *name)
{
  return g_str_has_prefix (name, "user:") && g_ascii_isdigit (name[strlen ("user:")]);
}

/* "user:1234-" and then neither a service nor nothing. */
static gboolean
is_token (const char *name)
{
  const char *p = name + strlen ("user:");
  gsize length;

  if (!starts_as_id (name))
    return FALSE;

  p += strspn (p, G_CSET_DIGITS);
  if (*p != '-' || p[1] == '\0')
    return FALSE;

  p++;
  length = strspn (p, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
  return !g_str_equal (p, "minimax") && !(length > 0 && length <= 16 && p[length] == ':');
}

static gboolean
looks_like_id (const char *name)
{
  static const char *const signs[] = { "-minimax", "-video:", "-video%", "minimax:", "user%" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (name, signs[i]) != NULL)
      return TRUE;

  return starts_as_id (name);
}

/* "id:user:1-…": a name before the ID, of which nothing in an ID could come. */
static const char *
skip_label (const char *name)
{
  const char *found = strstr (name, ":user:");

  if (found == NULL || starts_as_id (name))
    return name;

  return found + 1;
}

static RushesPasteKind
judge_name (const char  *word,
            gsize        length,
            char       **id)
{
  g_autofree char *name = NULL;
  const char *bare;
  gboolean folded;

  while (length > 0 && is_one_of (word[length - 1], TRAILING))
    length--;
  while (length > 0 && (is_one_of (*word, LEADING) || starts_with (word, word + length, "-user")))
    word++, length--;

  if (length > RUSHES_VIDEO_ID_MAX_LENGTH)
    return *word & 0x80 ? RUSHES_PASTE_UNKNOWN : RUSHES_PASTE_TOO_LONG;

  name = unescape (word, length);
  folded = g_str_has_prefix (name, "user_");
  unfold_file_name (name);
  cut_file_name (name, folded);
  bare = skip_label (name);

  if (rushes_video_id_is_valid (bare))
    {
      *id = g_strdup (bare);
      return RUSHES_PASTE_VIDEO;
    }

  if (is_token (bare))
    return RUSHES_PASTE_TOKEN;
  if (strstr (bare, "-file:") != NULL)
    return RUSHES_PASTE_FILE_ID;
  if (strstr (bare, "-image:") != NULL)
    return RUSHES_PASTE_IMAGE_ID;
  if (looks_like_id (bare))
    return RUSHES_PASTE_BAD_ID;

  return length > 0 && strspn (bare, G_CSET_DIGITS) == length ? RUSHES_PASTE_NUMBER
                                                              : RUSHES_PASTE_UNKNOWN;
}

typedef struct
{
  const char *host;
  gsize host_length;
  const char *path;
  gsize path_length;
} Link;

static const char *
find_one_of (const char *p,
             const char *end,
             const char *set)
{
  while (p < end && !is_one_of (*p, set))
    p++;

  return p;
}

static void
split_link (const char *authority,
            const char *end,
            Link       *link)
{
  const char *path = find_one_of (authority, end, "/?#");
  const char *path_end = find_one_of (path, end, "?#");
  const char *host = authority;

  for (const char *p = authority; p < path; p++)
    if (*p == '@')
      host = p + 1;

  link->host = host;
  link->host_length = find_one_of (host, path, ":") - host;
  link->path = path;
  link->path_length = path_end - path;
}

/* "api.useapi.net/…" or "/v1/…": a link whose scheme was not copied, or the path of a file. */
static gboolean
is_schemeless (const char *word,
               const char *end)
{
  const char *slash = find_one_of (word, end, "/");
  gboolean dot = FALSE, alnum = FALSE;

  if (slash == end)
    return FALSE;

  for (const char *p = word; p < slash; p++)
    {
      if (!g_ascii_isalnum (*p) && !is_one_of (*p, ".-:"))
        return FALSE;
      dot |= *p == '.';
      alnum |= g_ascii_isalnum (*p);
    }

  return slash == word || (dot && alnum);
}

static gboolean
read_link (const char *word,
           const char *end,
           Link       *link)
{
  const char *colon = g_strstr_len (word, end - word, "://");
  const char *scheme = colon;

  if (starts_with (word, end, "user:") || starts_with (word, end, "user%") ||
      starts_with (word, end, "user_"))
    return FALSE;

  while (scheme != NULL && scheme > word && g_ascii_isalnum (scheme[-1]))
    scheme--;

  if (colon != NULL && scheme < colon)
    split_link (colon + 3, end, link);
  else if (starts_with (word, end, "//"))
    split_link (word + 2, end, link);
  else if (is_schemeless (word, end))
    split_link (word, end, link);
  else
    return FALSE;

  return TRUE;
}

static gboolean
is_media_path (const char *path,
               gsize       length)
{
  static const char *const suffixes[] = { ".mp4", ".webm", ".mov", ".jpg", ".jpeg", ".png",
                                          ".webp", ".gif" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      gsize suffix = strlen (suffixes[i]);

      if (length > suffix &&
          g_ascii_strncasecmp (path + length - suffix, suffixes[i], suffix) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_page_host (const Link *link)
{
  static const char *const hosts[] = { "hailuoai.video", "hailuoai.com" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      gsize length = strlen (hosts[i]);
      const char *tail = link->host + link->host_length - length;

      if (link->host_length >= length && g_ascii_strncasecmp (tail, hosts[i], length) == 0 &&
          (link->host_length == length || tail[-1] == '.'))
        return TRUE;
    }

  return FALSE;
}

static RushesPasteKind
judge_host (const Link *link)
{
  if (starts_with (link->host, link->host + link->host_length, "cdn") ||
      is_media_path (link->path, link->path_length))
    return RUSHES_PASTE_MEDIA_LINK;

  return is_page_host (link) ? RUSHES_PASTE_PAGE : RUSHES_PASTE_OTHER_LINK;
}

/* The last segment of the path counts and nothing else: no host is contacted for being pasted. */
static RushesPasteKind
judge_link (const Link  *link,
            char       **id)
{
  const char *path = link->path;
  const char *end = path + link->path_length;
  const char *segment;
  RushesPasteKind kind;

  while (end > path && end[-1] == '/')
    end--;
  segment = end;
  while (segment > path && segment[-1] != '/')
    segment--;

  kind = judge_name (segment, end - segment, id);
  if (kind == RUSHES_PASTE_TOO_LONG)
    return g_strstr_len (path, end - path, "/videos/") != NULL ? kind : judge_host (link);

  if (kind != RUSHES_PASTE_NUMBER && kind != RUSHES_PASTE_UNKNOWN)
    return kind;

  if (g_strstr_len (path, end - path, "-minimax") != NULL)
    return RUSHES_PASTE_BAD_ID;

  return judge_host (link);
}

/**
 * rushes_paste_word_judge:
 * @word: (array length=length): a word that [func@paste_word_next] found
 * @length: how many bytes it has
 * @id: (out) (transfer full) (nullable): for a video its ID as it is sent, else %NULL
 * @source: (out): whether the word is a link
 *
 * Tells what a word is. An ID may be escaped (`%3A`, `%40`), may be written as file names are
 * (`user_1-minimax_2-video_3.mp4`), and may be the last part of a link of any host: it is the ID
 * that counts (API.md, "IDs and token"; FAULTS H2, H3). Escapes of what no ID holds are not
 * resolved, so they are refused.
 *
 * Returns: what it is
 */
RushesPasteKind
rushes_paste_word_judge (const char         *word,
                         gsize               length,
                         char              **id,
                         RushesPasteSource  *source)
{
  Link link;

  *id = NULL;
  *source = RUSHES_PASTE_SOURCE_BARE;
  if (!read_link (word, word + length, &link))
    return judge_name (word, length, id);

  *source = RUSHES_PASTE_SOURCE_LINK;
  return judge_link (&link, id);
}
