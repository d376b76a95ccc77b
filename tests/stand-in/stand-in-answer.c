/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-answer.h"

#include <gio/gio.h>
#include <string.h>

#define HUGE_BYTES (1536 * 1024)
#define DEEP_LEVELS 100000

static const char HTML[] =
  "<!DOCTYPE html>\n<html><head><title>Sign in to Hotel WiFi</title></head>"
  "<body><h1>Welcome</h1><p>Accept the terms to go on.</p></body></html>\n";

/* What the service says; the text of 400 and 596 differs by request. */
static const struct
{
  guint status;
  const char *text;
  gboolean has_code;
} errors[] = {
  { 400, "Parameter videoId has incorrect format", TRUE },
  { 401, "Unauthorized", TRUE },
  { 402, "Account has no subscription or subscription expired", FALSE },
  { 403, "You do not have access to this video", TRUE },
  { 404, "Not found.", TRUE },
  { 410, "The video is gone", TRUE },
  { 422, "Unable to process the request", TRUE },
  { 429, "Too many requests", TRUE },
  { 500, "Internal server error", TRUE },
  { 502, "Bad gateway", TRUE },
  { 503, "Service temporarily unavailable.", TRUE },
  { 504, "Gateway timeout", TRUE },
  { 596, "Account 331000000000000001 in error state: token expired", TRUE },
};

/**
 * stand_in_answer_new:
 * @status: the HTTP status
 * @type: (nullable): the content type; a literal
 * @text: (transfer full) (nullable): the body
 *
 * Returns: (transfer full): an answer
 */
StandInAnswer *
stand_in_answer_new (guint       status,
                     const char *type,
                     char       *text)
{
  StandInAnswer *self = g_new0 (StandInAnswer, 1);

  self->status = status;
  self->type = type;
  if (text != NULL)
    self->body = g_bytes_new_take (text, strlen (text));

  return self;
}

void
stand_in_answer_free (StandInAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_free (self->retry_after);
  g_free (self->location);
  g_free (self);
}

/**
 * stand_in_answer_new_error:
 * @status: the HTTP status
 * @body: what the body looks like
 * @text: (nullable): plain ASCII words without quotes for it; %NULL for the service's own
 *
 * Returns: (transfer full): an answer
 */
StandInAnswer *
stand_in_answer_new_error (guint             status,
                           StandInErrorBody  body,
                           const char       *text)
{
  gboolean has_code = TRUE;

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (errors); i++)
    {
      if (errors[i].status == status)
        {
          text = errors[i].text;
          has_code = errors[i].has_code;
        }
    }
  if (text == NULL)
    text = "Something went wrong";

  switch (body)
    {
    case STAND_IN_ERROR_HTML:
      return stand_in_answer_new (status, "text/html",
                                  g_strdup_printf ("<!DOCTYPE html>\n"
                                                   "<html><head><title>%u %s</title></head>\n"
                                                   "<body><center><h1>%u %s</h1></center><hr>"
                                                   "<center>proxy</center></body></html>\n",
                                                   status, text, status, text));
    case STAND_IN_ERROR_NESTED:
      return stand_in_answer_new (status, "application/json",
                                  g_strdup_printf ("{\"error\":{\"code\":%u,\"message\":\"%s\","
                                                   "\"status\":\"UNAVAILABLE\"}}", status, text));
    case STAND_IN_ERROR_TEXT:
      return stand_in_answer_new (status, "text/plain", g_strdup (text));
    case STAND_IN_ERROR_EMPTY:
      return stand_in_answer_new (status, NULL, NULL);
    default:
      if (!has_code)
        return stand_in_answer_new (status, "application/json",
                                    g_strdup_printf ("{\"error\":\"%s\"}", text));

      return stand_in_answer_new (status, "application/json",
                                  g_strdup_printf ("{\"error\":\"%s\",\"code\":%u}", text, status));
    }
}

static GBytes *
compress (const char *text)
{
  g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr(GInputStream) plain = g_memory_input_stream_new_from_data (text, strlen (text), NULL);
  g_autoptr(GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (gzip));
  g_autoptr(GOutputStream) result = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (result, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (result));
}

static GBytes *
make_huge (const char *good)
{
  GString *text = g_string_new ("{\"filler\":\"");

  while (text->len < HUGE_BYTES)
    g_string_append (text, "0123456789abcdef0123456789abcdef");
  /* All of it is what was asked for: only the size is wrong. */
  g_string_append_printf (text, "\",%s", good + 1);

  return g_string_free_to_bytes (text);
}

static GBytes *
make_deep (void)
{
  char *text = g_malloc (2 * DEEP_LEVELS);

  memset (text, '[', DEEP_LEVELS);
  memset (text + DEEP_LEVELS, ']', DEEP_LEVELS);

  return g_bytes_new_take (text, 2 * DEEP_LEVELS);
}

/* NULL for none. Where the fault is elsewhere, it is what it should be. */
static GBytes *
make_body (StandInOddity  oddity,
           const char    *good)
{
  static const char garbage[] = "\x7f" "ELF\x02\x01\x01\x01\xff\xfe\xfd{\"id\":\xc3\x28}\x80";

  switch (oddity)
    {
    case STAND_IN_ODDITY_ARRAY:
      return g_bytes_new_take (g_strdup_printf ("[%s]", good), strlen (good) + 2);
    case STAND_IN_ODDITY_CUT_JSON:
    case STAND_IN_ODDITY_RESET:
      return g_bytes_new (good, strlen (good) / 2);
    case STAND_IN_ODDITY_DEEP:
      return make_deep ();
    case STAND_IN_ODDITY_EMPTY:
    case STAND_IN_ODDITY_HANG:
    case STAND_IN_ODDITY_NOT_HTTP:
      return NULL;
    case STAND_IN_ODDITY_GARBAGE:
      return g_bytes_new_static (garbage, sizeof garbage - 1);
    case STAND_IN_ODDITY_GZIP:
      return compress (good);
    case STAND_IN_ODDITY_HTML_200:
      return g_bytes_new_static (HTML, sizeof HTML - 1);
    case STAND_IN_ODDITY_HUGE:
      return make_huge (good);
    case STAND_IN_ODDITY_NULL:
      return g_bytes_new_static ("null", 4);
    case STAND_IN_ODDITY_TRUNCATED:
    case STAND_IN_ODDITY_XYZ_ENCODING:
    default:
      return g_bytes_new (good, strlen (good));
    }
}

/**
 * stand_in_answer_new_oddity:
 * @oddity: what is to be wrong
 * @good: the JSON that would be right
 *
 * Returns: (transfer full): an answer that is not what it should be
 */
StandInAnswer *
stand_in_answer_new_oddity (StandInOddity  oddity,
                            const char    *good)
{
  static const char banner[] = "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n";
  StandInAnswer *self = stand_in_answer_new (200, "application/json", NULL);

  self->body = make_body (oddity, good);
  self->hang = oddity == STAND_IN_ODDITY_HANG;
  self->reset = oddity == STAND_IN_ODDITY_RESET;
  if (oddity == STAND_IN_ODDITY_GZIP)
    self->encoding = "gzip";
  else if (oddity == STAND_IN_ODDITY_XYZ_ENCODING)
    self->encoding = "xyz";
  else if (oddity == STAND_IN_ODDITY_HTML_200)
    self->type = "text/html";
  else if (oddity == STAND_IN_ODDITY_NOT_HTTP)
    self->raw = g_bytes_new_static (banner, sizeof banner - 1);
  else if (oddity == STAND_IN_ODDITY_RESET)
    self->missing = strlen (good) - strlen (good) / 2;
  else if (oddity == STAND_IN_ODDITY_TRUNCATED)
    self->missing = 500; /* what does arrive is whole JSON: only counting shows it */

  return self;
}

/**
 * stand_in_answer_new_redirect:
 * @scenario: says which status and where to
 * @target: what was asked for
 * @own_origin: scheme, host and port that were asked
 * @other_origin: another scheme, host and port of the stand-in
 *
 * Returns: (transfer full): an answer
 */
StandInAnswer *
stand_in_answer_new_redirect (const StandInScenario *scenario,
                              const char            *target,
                              const char            *own_origin,
                              const char            *other_origin)
{
  static const struct
  {
    const char *name;
    const char *location;
  } places[] = {
    { "none", NULL },
    { "empty", "" },
    { "bad", "http://[::bad/" },
    { "file", "file:///etc/hostname" },
    { "data", "data:application/json,{}" },
    { "relative", "elsewhere" },
  };
  StandInAnswer *self = stand_in_answer_new (scenario->redirect, NULL, NULL);

  if (scenario->redirect_to == NULL)
    self->location = g_strconcat (other_origin, target, NULL);
  else if (g_str_equal (scenario->redirect_to, "loop"))
    self->location = g_strconcat (own_origin, target, NULL);
  else if (g_str_equal (scenario->redirect_to, "self"))
    self->location = g_strconcat (own_origin, "/v2/account", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (g_strcmp0 (places[i].name, scenario->redirect_to) == 0)
        self->location = g_strdup (places[i].location);
    }

  return self;
}
