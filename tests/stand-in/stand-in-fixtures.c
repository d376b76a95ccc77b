/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-fixtures.h"

#include <string.h>

#include "stand-in-id.h"

struct _StandInFixtures
{
  char *folder;
  GHashTable *names; /* ID in a body -> name of the file */
};

/* The value of "videoId" in a body, without parsing it: some bodies are not JSON. */
static char *
dup_id (const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("\"videoId\"\\s*:\\s*\"([^\"]+)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/**
 * stand_in_fixtures_new:
 * @folder: a folder of bodies
 *
 * Looks through the bodies in @folder, so that the ID in one of them leads to it.
 *
 * Returns: (transfer full): the sample answers
 */
StandInFixtures *
stand_in_fixtures_new (const char *folder)
{
  StandInFixtures *self = g_new0 (StandInFixtures, 1);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  self->folder = g_strdup (folder);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *id = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && (id = dup_id (text)) != NULL)
        g_hash_table_replace (self->names, g_steal_pointer (&id), g_strdup (name));
    }

  return self;
}

void
stand_in_fixtures_free (StandInFixtures *self)
{
  g_free (self->folder);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * stand_in_fixtures_peek_name:
 * @self: the sample answers
 * @id: an ID, whole
 *
 * Returns: (nullable): the name of the body that is about @id
 */
const char *
stand_in_fixtures_peek_name (StandInFixtures *self,
                             const char      *id)
{
  return g_hash_table_lookup (self->names, id);
}

static char *
load (StandInFixtures *self,
      const char      *name)
{
  static const char *const endings[] = { "", ".json", ".body.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (name, endings[i], NULL);
      g_autofree char *path = g_build_filename (self->folder, file, NULL);
      char *text = NULL;

      if (strchr (name, '/') == NULL && g_file_get_contents (path, &text, NULL, NULL))
        return text;
    }

  return NULL;
}

/* A body is about the ID that was asked for, whatever ID its author had. */
static void
rename_video (GString    *text,
              const char *id,
              const char *number)
{
  g_autofree char *old_id = dup_id (text->str);
  g_autofree char *account = NULL;
  g_autofree char *old_number = NULL;

  if (old_id == NULL || !stand_in_id_split (old_id, &account, &old_number))
    return;

  g_string_replace (text, old_id, id, 0);
  if (!g_str_equal (old_number, number))
    g_string_replace (text, old_number, number, 0);
}

/* "error-503-nested" is a body of 503; the others are bodies of 200. */
static guint
get_status (const char *name)
{
  guint status = g_str_has_prefix (name, "error-") ? g_ascii_strtoull (name + 6, NULL, 10) : 200;

  return status != 0 ? status : 200;
}

/**
 * stand_in_fixtures_new_answer:
 * @self: the sample answers
 * @name: a file's name, with or without `.json` or `.body.txt`
 * @id: the ID that was asked for
 * @number: its last part
 * @media_base: what `{{CDN}}` stands for
 *
 * Returns: (transfer full): the answer; 404 when there is no such file
 */
StandInAnswer *
stand_in_fixtures_new_answer (StandInFixtures *self,
                              const char      *name,
                              const char      *id,
                              const char      *number,
                              const char      *media_base)
{
  g_autofree char *file = load (self, name);
  GString *text;

  if (file == NULL)
    return stand_in_answer_new_error (404, STAND_IN_ERROR_JSON, "The stand-in has no such fixture");

  text = g_string_new (file);
  g_string_replace (text, "{{CDN}}", media_base, 0);
  rename_video (text, id, number);

  return stand_in_answer_new (get_status (name),
                              strstr (name, "html") != NULL ? "text/html" : "application/json",
                              g_string_free (text, FALSE));
}
