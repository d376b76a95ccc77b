/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "stand-in.h"

typedef struct
{
  char *token;
  char *record;
  double step_seconds;
  gint64 media_rate;
  int port;
  gboolean stay;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->token);
  g_free (options->record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options   *options,
       int       *argc,
       char    ***argv,
       GError   **error)
{
  const GOptionEntry entries[] = {
    { "token", 0, 0, G_OPTION_ARG_STRING, &options->token, "The token to ask for", "TOKEN" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &options->record,
      "Append each request to FILE, one line of JSON each", "FILE" },
    { "step-seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options->step_seconds,
      "A job goes on every SECONDS, not with each question", "SECONDS" },
    { "media-rate", 0, 0, G_OPTION_ARG_INT64, &options->media_rate,
      "Send files at so many bytes a second", "BYTES" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "The port of the API (default: any)",
      "PORT" },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &options->stay,
      "Do not end when standard input does, only on SIGTERM", NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("- play the API on this computer");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (options->port < 0 || options->port > G_MAXUINT16)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "No such port: %d",
                   options->port);
      return FALSE;
    }

  return TRUE;
}

static gboolean
start (StandIn        *stand_in,
       const Options  *options,
       GError        **error)
{
  if (options->token != NULL)
    stand_in_set_token (stand_in, options->token);
  stand_in_set_step_seconds (stand_in, options->step_seconds);
  stand_in_set_media_rate (stand_in, MAX (options->media_rate, 0));

  if (options->record != NULL && !stand_in_set_record_file (stand_in, options->record, error))
    return FALSE;

  return stand_in_start (stand_in, options->port, error);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
print_addresses (StandIn *stand_in)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "api", stand_in_get_api_url (stand_in));
  add_string (builder, "media", stand_in_get_media_url (stand_in));
  add_string (builder, "token", stand_in_get_token (stand_in));
  add_string (builder, "control", stand_in_get_control_url (stand_in));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);

  printf ("%s\n", line);
  /* Whoever reads this through a pipe is waiting for it. */
  fflush (stdout);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_input (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StandIn) stand_in = stand_in_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_auto(Options) options = { NULL };

  if (!parse (&options, &argc, &argv, &error) || !start (stand_in, &options, &error))
    {
      fprintf (stderr, "rushes-stand-in: %s\n", error->message);
      return 1;
    }

  print_addresses (stand_in);

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (!options.stay)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, loop);
  g_main_loop_run (loop);

  return 0;
}
