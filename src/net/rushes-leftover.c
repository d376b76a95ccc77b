/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-leftover.h"

#include "rushes-part-record.h"
#include "rushes-process.h"

/**
 * rushes_leftover_free:
 * @self: (transfer full): a leftover
 *
 * Frees what was found. The file stays.
 */
void
rushes_leftover_free (RushesLeftover *self)
{
  g_free (self->content_type);
  g_free (self);
}

/* Without the lock, for it only looks: who writes the part meanwhile is not in its way. */
static RushesLeftover *
look_into (const char *path,
           const char *record_name)
{
  g_autoptr(RushesFolder) folder = rushes_folder_open (path, FALSE, NULL);
  g_autoptr(RushesPartRecord) record =
    folder != NULL ? rushes_part_record_load (folder, record_name) : NULL;
  g_autofree char *boot = rushes_process_dup_boot_id ();
  gint64 size = record != NULL ? rushes_folder_get_size (folder, record->part, NULL) : -1;
  RushesLeftover *self;

  if (size < 0)
    return NULL;

  self = g_new0 (RushesLeftover, 1);
  self->received = MIN (rushes_part_record_get_trusted (record, size, boot), record->total);
  self->total = record->total;
  self->content_type = g_steal_pointer (&record->type);

  return self;
}

static void
look_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const RushesFetchPlan *plan = task_data;
  g_autofree char *record_name = rushes_fetch_plan_dup_record_name (plan);
  RushesLeftover *self = plan->folder != NULL ? look_into (plan->folder, record_name) : NULL;

  for (char **former = plan->former; self == NULL && former != NULL && *former != NULL; former++)
    self = look_into (*former, record_name);

  g_task_return_pointer (task, self, (GDestroyNotify) rushes_leftover_free);
}

/**
 * rushes_leftover_look_async:
 * @plan: which file, and where it is saved
 * @cancellable: (nullable): makes the call end with %G_IO_ERROR_CANCELLED
 * @callback: is called when it is known what is there
 * @user_data: for @callback
 *
 * Looks in a thread what an earlier run left of a file, and changes nothing.
 */
void
rushes_leftover_look_async (const RushesFetchPlan *plan,
                            GCancellable          *cancellable,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_leftover_look_async);
  g_task_set_task_data (task, rushes_fetch_plan_dup (plan),
                        (GDestroyNotify) rushes_fetch_plan_free);
  g_task_run_in_thread (task, look_thread);
}

/**
 * rushes_leftover_look_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Gets what was found.
 *
 * Returns: (transfer full) (nullable): what there is, or %NULL when there is nothing
 */
RushesLeftover *
rushes_leftover_look_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
