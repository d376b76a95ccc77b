/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-control.h"

#include "stand-in-sender.h"
#include "stand-in.h"

/* A command has at most two arguments; one that is missing is NULL. */
typedef gboolean (*Command) (StandIn *self, const char *first, const char *second);

static guint64
to_number (const char *text,
           guint64     otherwise)
{
  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static gboolean
do_clear (StandIn    *self,
          const char *first,
          const char *second)
{
  stand_in_clear_record (self);

  return TRUE;
}

static gboolean
do_advance (StandIn    *self,
            const char *id,
            const char *steps)
{
  if (id == NULL)
    return FALSE;

  stand_in_advance (self, id, to_number (steps, 1));

  return TRUE;
}

static gboolean
do_fail (StandIn    *self,
         const char *status,
         const char *retry_after)
{
  stand_in_set_failure (self, to_number (status, 500), retry_after);

  return TRUE;
}

static gboolean
do_fail_media (StandIn    *self,
               const char *status,
               const char *second)
{
  stand_in_set_media_failure (self, to_number (status, 403));

  return TRUE;
}

static gboolean
set_down (StandIn    *self,
          const char *port,
          gboolean    down)
{
  if (g_strcmp0 (port, "api") != 0 && g_strcmp0 (port, "media") != 0)
    return FALSE;

  return stand_in_set_down (self, port, down);
}

static gboolean
do_down (StandIn    *self,
         const char *port,
         const char *second)
{
  return set_down (self, port, TRUE);
}

static gboolean
do_up (StandIn    *self,
       const char *port,
       const char *second)
{
  return set_down (self, port, FALSE);
}

static gboolean
do_ok (StandIn    *self,
       const char *first,
       const char *second)
{
  stand_in_set_failure (self, 0, NULL);
  stand_in_set_media_failure (self, 0);

  return TRUE;
}

static gboolean
do_rate (StandIn    *self,
         const char *rate,
         const char *second)
{
  stand_in_set_media_rate (self, to_number (rate, 0));

  return TRUE;
}

static gboolean
do_version (StandIn    *self,
            const char *version,
            const char *second)
{
  stand_in_set_media_version (self, to_number (version, 0));

  return TRUE;
}

static gboolean
do_step_seconds (StandIn    *self,
                 const char *seconds,
                 const char *second)
{
  stand_in_set_step_seconds (self, seconds != NULL ? g_ascii_strtod (seconds, NULL) : 0);

  return TRUE;
}

static gboolean
do_token (StandIn    *self,
          const char *token,
          const char *second)
{
  if (token == NULL)
    return FALSE;

  stand_in_set_token (self, token);

  return TRUE;
}

static gboolean
do_forget (StandIn    *self,
           const char *first,
           const char *second)
{
  stand_in_forget (self);

  return TRUE;
}

static const struct
{
  const char *name;
  Command run;
} commands[] = {
  { "advance", do_advance },
  { "clear", do_clear },
  { "down", do_down },
  { "fail", do_fail },
  { "fail-media", do_fail_media },
  { "forget", do_forget },
  { "ok", do_ok },
  { "rate", do_rate },
  { "step-seconds", do_step_seconds },
  { "token", do_token },
  { "up", do_up },
  { "version", do_version },
};

static char *
dup_record (StandIn *self)
{
  g_autoptr(GPtrArray) requests = stand_in_dup_record (self);
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < requests->len; i++)
    json_array_add_element (array, stand_in_request_to_json (requests->pdata[i]));
  json_node_take_array (root, array);

  return json_to_string (root, TRUE);
}

static StandInAnswer *
new_sha256 (const char *size,
            const char *seed)
{
  g_autofree char *sum = stand_in_generated_dup_sha256 (to_number (size, 0), to_number (seed, 0));

  return stand_in_answer_new (200, "application/json",
                              g_strdup_printf ("{\"sha256\":\"%s\"}", sum));
}

static StandInAnswer *
run (StandIn    *self,
     const char *name,
     const char *first,
     const char *second)
{
  if (g_strcmp0 (name, "record") == 0)
    return stand_in_answer_new (200, "application/json", dup_record (self));

  if (g_strcmp0 (name, "sha256") == 0)
    return new_sha256 (first, second);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (name, commands[i].name) == 0)
        return commands[i].run (self, first, second)
                 ? stand_in_answer_new (200, "application/json", g_strdup ("{\"ok\":true}"))
                 : stand_in_answer_new_error (400, STAND_IN_ERROR_JSON, "Wrong argument");
    }

  return stand_in_answer_new_error (404, STAND_IN_ERROR_JSON, "No such command");
}

/**
 * stand_in_control_handle:
 * @message: a message
 * @request: the same as it was received
 * @user_data: the #StandIn
 *
 * Runs `/control/COMMAND[/ARGUMENT[/ARGUMENT]]` (README.md, "Control"), whatever the method. It
 * has happened when the answer comes.
 */
void
stand_in_control_handle (SoupServerMessage    *message,
                         const StandInRequest *request,
                         gpointer              user_data)
{
  g_autoptr(StandInAnswer) answer = NULL;
  g_auto(GStrv) parts = g_strsplit (request->target, "/", 6);
  char *arguments[3] = { NULL };
  guint n = g_strv_length (parts);

  /* "", "control", then up to three words. */
  for (guint i = 2; i < MIN (n, 5); i++)
    {
      arguments[i - 2] = g_uri_unescape_string (parts[i], NULL);
    }

  if (n < 3 || !g_str_equal (parts[1], "control"))
    answer = stand_in_answer_new_error (404, STAND_IN_ERROR_JSON, "No such command");
  else
    answer = run (user_data, arguments[0], arguments[1], arguments[2]);

  stand_in_send_answer (message, answer);

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    g_free (arguments[i]);
}
