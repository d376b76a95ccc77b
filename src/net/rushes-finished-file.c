/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-finished-file.h"

#include "rushes-file-name.h"
#include "rushes-part-record.h"

/* Whoever has more files of one name gets one more. */
#define MAX_NAMES 100

static RushesFolder *
open_folder (const RushesFetchPlan *plan)
{
  return plan->folder != NULL ? rushes_folder_open (plan->folder, FALSE, NULL) : NULL;
}

/* NULL when nothing was announced, or when that did not come to pass. */
static RushesPartRecord *
load_announced (const RushesFetchPlan *plan,
                RushesFolder          *folder)
{
  g_autofree char *name = rushes_fetch_plan_dup_record_name (plan);
  g_autoptr(RushesPartRecord) record = rushes_part_record_load (folder, name);

  if (record == NULL || record->final == NULL || rushes_folder_has (folder, record->part))
    return NULL;

  return g_steal_pointer (&record);
}

/* An existing file may have made a number necessary. */
static char *
find_name (RushesFolder           *folder,
           const RushesPartRecord *record)
{
  for (guint i = 1; i <= MAX_NAMES; i++)
    {
      g_autofree char *name = i > 1 ? rushes_file_name_with_number (record->final, i)
                                    : g_strdup (record->final);
      guint64 inode;

      if (rushes_folder_get_size (folder, name, &inode) == record->total &&
          inode == record->inode)
        return g_steal_pointer (&name);
    }

  return NULL;
}

/**
 * rushes_finished_file_find:
 * @plan: which file, and where it is saved
 * @size: (out): how many bytes it has
 *
 * Looks for a file that has got its final name, and nobody has come to note that it is done
 * ([method@PartFile.announce]). Blocks on the disk.
 *
 * Returns: (transfer full) (nullable): its name, or %NULL when it is not there whole
 */
char *
rushes_finished_file_find (const RushesFetchPlan *plan,
                           gint64                *size)
{
  g_autoptr(RushesFolder) folder = open_folder (plan);
  g_autoptr(RushesPartRecord) record = folder != NULL ? load_announced (plan, folder) : NULL;
  g_autofree char *name = record != NULL ? find_name (folder, record) : NULL;

  if (name == NULL)
    return NULL;

  /* Whoever was killed may not have come to it. */
  rushes_folder_sync (folder);
  *size = record->total;

  return g_steal_pointer (&name);
}

static void
forget_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const RushesFetchPlan *plan = task_data;
  g_autofree char *name = rushes_fetch_plan_dup_record_name (plan);
  g_autoptr(RushesFolder) folder = open_folder (plan);
  g_autoptr(RushesPartRecord) record = folder != NULL ? load_announced (plan, folder) : NULL;

  /* Else somebody has begun to save it once more. */
  if (record != NULL)
    rushes_folder_unstore (folder, name);

  g_task_return_boolean (task, TRUE);
}

/**
 * rushes_finished_file_forget_async:
 * @plan: which file, and where it was saved
 * @callback: is called when that is done
 * @user_data: for @callback
 *
 * Removes, in a thread, what was announced of a file that has its final name, once it is noted
 * elsewhere that it is done. The file stays.
 */
void
rushes_finished_file_forget_async (const RushesFetchPlan *plan,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rushes_finished_file_forget_async);
  g_task_set_task_data (task, rushes_fetch_plan_dup (plan),
                        (GDestroyNotify) rushes_fetch_plan_free);
  g_task_run_in_thread (task, forget_thread);
}

/**
 * rushes_finished_file_forget_finish:
 * @result: what the callback got
 *
 * Ends [func@finished_file_forget_async]. A record that could not be removed is removed with the
 * next transfer of the file.
 */
void
rushes_finished_file_forget_finish (GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, NULL));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
