/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-engine.h"

#include "rushes-compat.h"
#include "rushes-film.h"

#include <gmodule.h>

/* What GTK's media module links to, and so is there whenever that is. */
#define LIBRARY "libgstreamer-1.0.so.0"
#define URI_SOURCE 2

typedef struct
{
  gboolean (*init_check) (int *argc, char ***argv, GError **error);
  gpointer (*find_element) (const char *name);
  void (*unref) (gpointer object);
  gboolean (*supports_protocol) (int type, const char *protocol);
} Library;

/**
 * rushes_engine_report_free:
 * @self: (transfer full): a report
 *
 * Frees @self.
 */
void
rushes_engine_report_free (RushesEngineReport *self)
{
  g_clear_object (&self->file);
  g_clear_error (&self->unfit);
  g_free (self);
}

static gboolean
load_library (Library *library)
{
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;

  g_module_make_resident (module);

  return g_module_symbol (module, "gst_init_check", (gpointer *) &library->init_check) &&
         g_module_symbol (module, "gst_element_factory_find",
                          (gpointer *) &library->find_element) &&
         g_module_symbol (module, "gst_object_unref", (gpointer *) &library->unref) &&
         g_module_symbol (module, "gst_uri_protocol_is_supported",
                          (gpointer *) &library->supports_protocol);
}

static gboolean
has_element (const Library *library,
             const char    *name)
{
  gpointer factory = library->find_element (name);

  if (factory == NULL)
    return FALSE;

  library->unref (factory);

  return TRUE;
}

/* The first start of GStreamer reads or even builds its list of plugins: a quarter of a second that
 * would stop the window, were it done by GTK. And GTK's module ends the whole program when there is
 * no "playbin", which Debian's packages allow. For want of the other it only complains; who lacks
 * that lacks the demuxer of MP4, too, which comes in the same package. */
static void
ask_gstreamer (RushesEngineReport *report)
{
  const char *proxy = g_getenv ("http_proxy");
  Library library;

  /* Without it, or with another module, GTK says itself what it cannot do. */
  report->can_play = TRUE;
  if (!load_library (&library))
    return;

  report->can_play = library.init_check (NULL, NULL, NULL) && has_element (&library, "playbin") &&
                     has_element (&library, "scaletempo");

  /* GStreamer would ask the proxy for an address that only this machine has. */
  if (rushes_compat_plays_streams ())
    report->can_stream = report->can_play && has_element (&library, "giostreamsrc");
  else
    report->can_stream = report->can_play && library.supports_protocol (URI_SOURCE, "http") &&
                         (proxy == NULL || *proxy == '\0');
}

static gboolean
look_at_file (RushesEngineReport  *report,
              GFile               *file,
              GCancellable        *cancellable)
{
  g_autoptr(GError) error = NULL;

  rushes_film_check_file (file, cancellable, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return FALSE;

  report->file = g_object_ref (file);
  report->unfit = g_steal_pointer (&error);

  return TRUE;
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  RushesEngineReport *report = g_new0 (RushesEngineReport, 1);
  GPtrArray *files = task_data;

  ask_gstreamer (report);
  for (guint i = 0; i < files->len; i++)
    if (look_at_file (report, g_ptr_array_index (files, i), cancellable))
      break;

  g_task_return_pointer (task, report, (GDestroyNotify) rushes_engine_report_free);
}

/**
 * rushes_engine_look_async:
 * @files: (element-type GFile): what was saved, best first; it may be gone or be another file now
 * @cancellable: (nullable): ends the call
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Finds out in a worker thread what can be played here, and with what. No plugin of a player is
 * loaded into the program before the first call.
 */
void
rushes_engine_look_async (GPtrArray           *files,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_engine_look_async);
  g_task_set_task_data (task, g_ptr_array_ref (files), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * rushes_engine_look_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@engine_look_async].
 *
 * Returns: (transfer full): the report, or %NULL with %G_IO_ERROR_CANCELLED
 */
RushesEngineReport *
rushes_engine_look_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
