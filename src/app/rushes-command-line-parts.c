/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-parts.h"

/**
 * rushes_command_line_parts_have_schema:
 *
 * Tells whether the schema of the settings is there, without which GLib ends the process.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_command_line_parts_have_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RUSHES_APP_ID, TRUE);

  return schema != NULL;
}

static void
use_plan (RushesCommandLineParts      *self,
          const RushesCommandLinePlan *plan,
          const char                  *token)
{
  g_autoptr(GFile) folder = NULL;

  if (token != NULL)
    rushes_settings_use_token (self->settings, token);
  if (plan->wait)
    rushes_settings_use_watch (self->settings);
  if (plan->output == NULL)
    return;

  folder = g_file_new_for_path (plan->output);
  rushes_settings_use_download_folder (self->settings, folder);
}

/* This machine can be asked without a network. */
static void
use_network (RushesCommandLineParts *self)
{
  if (!rushes_client_get_is_loopback (self->client))
    rushes_watcher_set_monitor (self->watcher, g_network_monitor_get_default ());
}

/**
 * rushes_command_line_parts_new:
 * @plan: what to do
 * @token: (nullable): a token that holds for this run in place of the one that is set
 *
 * Makes what the command works with.
 *
 * Returns: (transfer full): the parts, for the main thread
 */
RushesCommandLineParts *
rushes_command_line_parts_new (const RushesCommandLinePlan *plan,
                               const char                  *token)
{
  RushesCommandLineParts *self = g_new0 (RushesCommandLineParts, 1);
  g_autofree char *used_token = NULL;
  g_autofree char *api_url = NULL;

  self->settings = rushes_settings_new ();
  use_plan (self, plan, token);

  self->client = rushes_client_new (NULL);
  used_token = rushes_settings_dup_token (self->settings);
  rushes_client_set_token (self->client, used_token);
  api_url = rushes_settings_dup_api_url (self->settings);
  rushes_client_set_api_url (self->client, api_url);

  self->memory = rushes_database_new (NULL);
  self->library = rushes_library_new (self->memory);
  self->watcher = rushes_watcher_new (self->settings, self->client, self->library);
  if (plan->wait)
    use_network (self);
  self->downloads = rushes_downloads_new (self->settings, self->client, self->watcher,
                                          self->memory);
  self->shelf = rushes_database_new_for_user ();

  return self;
}

/**
 * rushes_command_line_parts_free:
 * @self: (transfer full): the parts
 *
 * Waits until all that was noted down is written, and frees @self.
 */
void
rushes_command_line_parts_free (RushesCommandLineParts *self)
{
  rushes_database_close (self->shelf);
  rushes_database_close (self->memory);

  /* Who waits for an answer of theirs has it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_object_unref (self->shelf);
  g_object_unref (self->downloads);
  g_object_unref (self->watcher);
  g_object_unref (self->library);
  g_object_unref (self->memory);
  g_object_unref (self->client);
  g_object_unref (self->settings);
  g_free (self);
}
