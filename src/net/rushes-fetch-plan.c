/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-fetch-plan.h"

#include "rushes-part-record.h"

/**
 * rushes_fetch_plan_copy:
 * @self: a plan
 * @copy: (out caller-allocates): becomes the same plan; to be cleared
 *
 * Copies a plan for another thread: it shares nothing with @self that could change meanwhile, as
 * the link of a file does when its video is fetched again.
 */
void
rushes_fetch_plan_copy (const RushesFetchPlan *self,
                        RushesFetchPlan       *copy)
{
  RushesMedia *media = self->media;

  *copy = *self;
  copy->media = rushes_media_new (rushes_media_get_video_id (media), rushes_media_get_kind (media),
                                  rushes_media_get_number (media), rushes_media_get_uri (media),
                                  rushes_media_get_type_hint (media));
  copy->prompt = g_strdup (self->prompt);
  copy->name = g_strdup (self->name);
  copy->folder = g_strdup (self->folder);
  copy->former = g_strdupv (self->former);
  if (self->tls_database != NULL)
    g_object_ref (self->tls_database);
}

/**
 * rushes_fetch_plan_clear:
 * @self: a plan
 *
 * Frees what a plan holds.
 */
void
rushes_fetch_plan_clear (RushesFetchPlan *self)
{
  g_clear_object (&self->media);
  g_clear_object (&self->tls_database);
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->former, g_strfreev);
}

/**
 * rushes_fetch_plan_dup:
 * @self: a plan
 *
 * Copies a plan ([method@FetchPlan.copy]).
 *
 * Returns: (transfer full): the copy
 */
RushesFetchPlan *
rushes_fetch_plan_dup (const RushesFetchPlan *self)
{
  RushesFetchPlan *copy = g_new (RushesFetchPlan, 1);

  rushes_fetch_plan_copy (self, copy);

  return copy;
}

/**
 * rushes_fetch_plan_free:
 * @self: (transfer full): a plan of [method@FetchPlan.dup]
 *
 * Frees a plan and what it holds.
 */
void
rushes_fetch_plan_free (RushesFetchPlan *self)
{
  rushes_fetch_plan_clear (self);
  g_free (self);
}

/**
 * rushes_fetch_plan_set_folder:
 * @self: a plan
 * @folder: (nullable): another path to save in
 *
 * Chooses another folder. Those before it are remembered, the last first: something of the file may
 * lie there.
 */
void
rushes_fetch_plan_set_folder (RushesFetchPlan *self,
                              const char      *folder)
{
  g_autoptr(GStrvBuilder) former = g_strv_builder_new ();

  if (g_strcmp0 (self->folder, folder) == 0)
    return;

  if (self->folder != NULL)
    g_strv_builder_add (former, self->folder);
  for (gsize i = 0; self->former != NULL && self->former[i] != NULL; i++)
    if (g_strcmp0 (self->former[i], folder) != 0 && g_strcmp0 (self->former[i], self->folder) != 0)
      g_strv_builder_add (former, self->former[i]);

  g_strfreev (self->former);
  self->former = g_strv_builder_end (former);
  g_free (self->folder);
  self->folder = g_strdup (folder);
}

/**
 * rushes_fetch_plan_dup_record_name:
 * @self: a plan
 *
 * Tells under which name the record of the partial file stands, in whichever folder.
 *
 * Returns: (transfer full): a hidden file's name
 */
char *
rushes_fetch_plan_dup_record_name (const RushesFetchPlan *self)
{
  RushesMedia *media = self->media;

  return rushes_part_record_get_name (rushes_media_get_video_id (media),
                                      rushes_media_get_kind (media),
                                      rushes_media_get_number (media));
}
