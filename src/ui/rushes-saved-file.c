/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-saved-file.h"

#include "rushes-compat.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent;
  RushesSavedFileUse use;
} Use;

static void
use_free (Use *use)
{
  g_object_unref (use->parent);
  g_free (use);
}

static void
return_words (GTask        *task,
              const GError *error,
              const char   *words)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", words);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (rushes_compat_open_file_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_words (task, error, _("No program on this computer opens this file. Show it in its "
                                 "folder instead."));
}

static void
on_shown (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (rushes_compat_show_folder_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  name = g_file_get_parse_name (g_task_get_source_object (task));
  /* Translators: %s is the full name of the saved file */
  words = g_strdup_printf (_("No file manager was found. The file is %s"), name);
  return_words (task, error, words);
}

static void
on_known (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Use *use = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _("The saved file is no longer there. Download it again."));
  else if (info == NULL)
    return_words (task, error, _("The saved file cannot be read. Check its folder."));
  else if (use->use == RUSHES_SAVED_FILE_SHOW)
    rushes_compat_show_folder_async (use->parent, G_FILE (source), cancellable, on_shown,
                                     g_steal_pointer (&task));
  else
    rushes_compat_open_file_async (use->parent, G_FILE (source), cancellable, on_opened,
                                   g_steal_pointer (&task));
}

/**
 * rushes_saved_file_use_async:
 * @parent: the window it is asked from
 * @file: a file that was saved, which the user may have moved or deleted since
 * @use: what is to be done with it
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Opens a saved file or shows it in its folder.
 */
void
rushes_saved_file_use_async (GtkWindow           *parent,
                             GFile               *file,
                             RushesSavedFileUse   use,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);
  Use *data = g_new0 (Use, 1);

  data->parent = g_object_ref (parent);
  data->use = use;
  g_task_set_source_tag (task, rushes_saved_file_use_async);
  g_task_set_task_data (task, data, (GDestroyNotify) use_free);
  g_file_query_info_async (file, "standard::type", G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           cancellable, on_known, task);
}

/**
 * rushes_saved_file_use_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@saved_file_use_async].
 *
 * Returns: %TRUE when it was done; else %FALSE, and the message of @error is a sentence for the
 *   user, but for %G_IO_ERROR_CANCELLED; %G_IO_ERROR_NOT_FOUND when the file is gone
 */
gboolean
rushes_saved_file_use_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
