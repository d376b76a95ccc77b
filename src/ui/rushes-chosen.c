/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-chosen.h"

#include "rushes-best-file.h"
#include "rushes-compat.h"
#include "rushes-format.h"
#include "rushes-library-export.h"

#include <glib/gi18n.h>

#define PROMPT_MAX_BYTES 60

struct _RushesChosen
{
  GObject parent_instance;

  GtkWindow *window;      /* weak, as those in it: a file may be chosen after they are gone */
  RushesSidebar *sidebar;
  RushesToast *toast;
  RushesLibrary *library;
  RushesCovers *covers;
  RushesWatcher *watcher;
  RushesDownloads *downloads;
  char **removed; /* what can still be taken back */
  char **exported;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesChosen, rushes_chosen, G_TYPE_OBJECT)

static void
say (RushesChosen *self,
     const char   *text,
     const char   *button,
     const char   *action_name)
{
  if (self->toast != NULL)
    rushes_toast_show (self->toast, text, button, action_name);
}

/* --- removing --------------------------------------------------------------------------------- */

/* "Paper boats on a rainy street", or how many. */
static char *
dup_removed_text (RushesChosen *self,
                  char        **ids)
{
  guint n_ids = g_strv_length (ids);
  RushesVideo *video = rushes_library_peek (self->library, ids[0]);
  const char *prompt = video != NULL ? rushes_video_get_prompt (video) : NULL;
  g_autofree char *words = NULL;

  if (n_ids > 1 || prompt == NULL)
    return g_strdup_printf (ngettext ("%u video removed from the list",
                                      "%u videos removed from the list", n_ids),
                            n_ids);

  words = g_strdelimit (rushes_format_excerpt (prompt, PROMPT_MAX_BYTES), "\n", ' ');

  /* Translators: %s is the beginning of a prompt */
  return g_strdup_printf (_("Removed “%s”"), words);
}

static void
stop_watching (RushesChosen *self,
               const char   *video_id)
{
  RushesVideo *video = rushes_library_peek (self->library, video_id);
  g_autoptr(RushesWatch) watch = video != NULL ? rushes_watcher_open (self->watcher, video) : NULL;

  if (watch != NULL)
    rushes_watcher_stop (self->watcher, watch);
}

/* What can no longer be taken back is gone for good; saved files stay where they are. */
static void
on_toast_closed (RushesChosen *self)
{
  if (self->removed == NULL)
    return;

  for (guint i = 0; self->removed[i] != NULL; i++)
    rushes_covers_remove (self->covers, self->removed[i]);
  g_clear_pointer (&self->removed, g_strfreev);
  rushes_library_purge (self->library);
}

static void
on_remove (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RushesChosen *self = user_data;
  g_auto(GStrv) ids = rushes_sidebar_dup_selected (self->sidebar);
  g_autofree char *text = NULL;

  if (ids[0] == NULL)
    return;

  text = dup_removed_text (self, ids);
  say (self, text, _("Undo"), "win.undo-remove");
  for (guint i = 0; ids[i] != NULL; i++)
    stop_watching (self, ids[i]);
  rushes_library_remove (self->library, (const char *const *) ids);
  self->removed = g_steal_pointer (&ids);
  g_signal_emit (self, signals[REMOVED], 0, self->removed);
}

static void
on_undo_remove (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  RushesChosen *self = user_data;
  g_auto(GStrv) ids = g_steal_pointer (&self->removed);

  if (ids != NULL)
    rushes_library_restore (self->library, (const char *const *) ids);
  rushes_toast_hide (self->toast);
}

/* --- the others ------------------------------------------------------------------------------- */

static void
on_copy_id (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RushesChosen *self = user_data;
  g_auto(GStrv) ids = rushes_sidebar_dup_selected (self->sidebar);
  g_autofree char *text = g_strjoinv ("\n", ids);

  if (ids[0] == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), text);
  /* Translators: no number is shown; a form for both 1 and 21 needs words that fit both */
  say (self, ngettext ("ID copied", "IDs copied", g_strv_length (ids)), NULL, NULL);
}

static void
on_refresh (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RushesChosen *self = user_data;
  g_auto(GStrv) ids = rushes_sidebar_dup_selected (self->sidebar);

  for (guint i = 0; ids[i] != NULL; i++)
    rushes_watcher_fetch_async (self->watcher, ids[i], NULL, NULL, NULL);
}

static void
on_download (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RushesChosen *self = user_data;
  g_auto(GStrv) ids = rushes_sidebar_dup_selected (self->sidebar);

  for (guint i = 0; ids[i] != NULL; i++)
    rushes_best_file_queue_async (self->downloads, self->watcher, ids[i], NULL, NULL);
}

/* --- export ----------------------------------------------------------------------------------- */

static void
say_failed (RushesChosen *self)
{
  say (self, _("The list could not be exported. Choose another folder."), _("Export…"),
       "win.export");
}

/* An export under way. */
typedef struct
{
  RushesChosen *chosen;
  GFile *file;
  GFileOutputStream *stream;
  gboolean is_new; /* whether there was no such file before */
} Exporting;

static void
exporting_free (Exporting *exporting)
{
  g_object_unref (exporting->chosen);
  g_object_unref (exporting->file);
  g_clear_object (&exporting->stream);
  g_free (exporting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporting, exporting_free)

/* Of a list that could not be written to its end nothing is left, and an older one stays: closed by
 * a call that is cancelled, GIO does not put the new file in its place. */
static void
give_up (Exporting *exporting)
{
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (exporting->stream), cancelled, NULL);
  if (exporting->is_new)
    g_file_delete_async (exporting->file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  say_failed (exporting->chosen);
}

/* Only now it stands under its name. */
static void
on_closed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Exporting) exporting = user_data;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, NULL))
    say (exporting->chosen, _("The list was exported"), NULL, NULL);
  else
    say_failed (exporting->chosen);
}

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Exporting) exporting = user_data;
  GOutputStream *stream = G_OUTPUT_STREAM (exporting->stream);

  if (rushes_library_export_finish (RUSHES_DATABASE (source), result, NULL))
    g_output_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, on_closed,
                                 g_steal_pointer (&exporting));
  else
    give_up (exporting);
}

static void
on_created (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Exporting) exporting = user_data;
  RushesChosen *self = exporting->chosen;
  g_autofree char *name = g_file_get_basename (exporting->file);
  RushesExportFormat format = g_str_has_suffix (name, ".csv") ? RUSHES_EXPORT_CSV
                                                              : RUSHES_EXPORT_JSON;

  GFileOutputStream *stream = g_file_replace_finish (G_FILE (source), result, NULL);

  exporting->stream = stream;
  if (stream == NULL)
    say_failed (self);
  else
    rushes_library_export_async (rushes_library_get_database (self->library),
                                 G_OUTPUT_STREAM (stream), format,
                                 (const char *const *) self->exported, NULL, on_exported,
                                 g_steal_pointer (&exporting));
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(RushesChosen) self = user_data;
  g_autoptr(GFile) file = rushes_compat_save_file_finish (result, NULL);
  Exporting *exporting;

  if (file == NULL)
    return;

  exporting = g_new0 (Exporting, 1);
  exporting->chosen = g_steal_pointer (&self);
  exporting->file = g_object_ref (file);
  exporting->is_new = !g_file_query_exists (file, NULL);
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, NULL,
                        on_created, exporting);
}

static GFile *
dup_documents (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());
}

/* Takes @ids; %NULL are all. */
static void
export (RushesChosen *self,
        char        **ids)
{
  g_autoptr(GFile) folder = dup_documents ();

  g_strfreev (self->exported);
  self->exported = ids;
  rushes_compat_save_file_async (self->window, _("Export the List of Videos"), folder,
                                 /* Translators: the name of a file; keep the end of it */
                                 _("videos.csv"), NULL, on_file_chosen, g_object_ref (self));
}

static void
on_export_chosen (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  RushesChosen *self = user_data;

  export (self, rushes_sidebar_dup_selected (self->sidebar));
}

static void
on_export (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  export (user_data, NULL);
}

/* --- import ----------------------------------------------------------------------------------- */

static char *
dup_import_text (const RushesImportSummary *summary)
{
  g_autofree char *taken = NULL;
  g_autofree char *known = NULL;
  g_autofree char *refused = NULL;

  taken = g_strdup_printf (ngettext ("%u video added", "%u videos added", summary->n_taken),
                           summary->n_taken);
  /* Translators: how many videos of a list that was imported were in the library before */
  known = g_strdup_printf (ngettext ("%u known already", "%u known already", summary->n_known),
                           summary->n_known);
  /* Translators: how many lines of a list that was imported hold no video ID */
  refused = g_strdup_printf (ngettext ("%u line without an ID", "%u lines without an ID",
                                       summary->n_refused),
                             summary->n_refused);

  /* Translators: three counts, as in "3 videos added, 1 known already, 2 lines without an ID" */
  return g_strdup_printf (_("%s, %s, %s"), taken, known, refused);
}

static void
say_not_read (RushesChosen *self)
{
  say (self, _("The file could not be read. Choose a list of video IDs."), _("Import…"),
       "win.import");
}

static void
on_imported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(RushesChosen) self = user_data;
  g_autoptr(RushesImport) import = rushes_library_import_finish (RUSHES_LIBRARY (source), result,
                                                                 NULL);
  g_autofree char *text = NULL;

  if (import == NULL)
    {
      say_not_read (self);
      return;
    }

  text = dup_import_text (rushes_import_get_summary (import));
  say (self, text, NULL, NULL);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(RushesChosen) self = user_data;
  g_autoptr(GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, NULL);

  if (stream == NULL)
    say_not_read (self);
  else
    rushes_library_import_async (self->library, G_INPUT_STREAM (stream), NULL, on_imported,
                                 g_object_ref (self));
}

static void
on_list_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(RushesChosen) self = user_data;
  g_autoptr(GFile) file = rushes_compat_choose_folder_finish (result, NULL);

  if (file != NULL)
    g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, on_read, g_object_ref (self));
}

static void
on_import (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RushesChosen *self = user_data;

  rushes_compat_choose_file_async (self->window, _("Import a List of Videos"), NULL,
                                   on_list_chosen, g_object_ref (self));
}

/* ---------------------------------------------------------------------------------------------- */

static void
rushes_chosen_dispose (GObject *object)
{
  RushesChosen *self = RUSHES_CHOSEN (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->sidebar);
  g_clear_weak_pointer (&self->toast);

  G_OBJECT_CLASS (rushes_chosen_parent_class)->dispose (object);
}

static void
rushes_chosen_finalize (GObject *object)
{
  RushesChosen *self = RUSHES_CHOSEN (object);

  g_clear_object (&self->library);
  g_clear_object (&self->covers);
  g_clear_object (&self->watcher);
  g_clear_object (&self->downloads);
  g_strfreev (self->removed);
  g_strfreev (self->exported);

  G_OBJECT_CLASS (rushes_chosen_parent_class)->finalize (object);
}

static void
rushes_chosen_class_init (RushesChosenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_chosen_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_chosen_finalize;

  /**
   * RushesChosen::removed:
   * @self: what is chosen
   * @video_ids: the IDs of the videos
   *
   * Videos were removed from the list.
   */
  signals[REMOVED] = g_signal_new ("removed", RUSHES_TYPE_CHOSEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
rushes_chosen_init (RushesChosen *self)
{
}

static const GActionEntry actions[] = {
  { "remove-chosen", on_remove },
  { "undo-remove", on_undo_remove },
  { "copy-id-chosen", on_copy_id },
  { "refresh-chosen", on_refresh },
  { "download-chosen", on_download },
  { "export-chosen", on_export_chosen },
  { "export", on_export },
  { "import", on_import },
};

/**
 * rushes_chosen_new:
 * @window: the window, which gets the actions
 * @sidebar: where videos are chosen
 * @toast: where it is said what was done
 * @library: the videos
 * @covers: who has their covers
 * @watcher: who asks about them
 * @downloads: who saves them
 *
 * Makes the one who does what can be done to the videos that are chosen in the list: remove them
 * and take that back, copy their IDs, ask about them, save and export them.
 *
 * Returns: (transfer full): to be kept by the window
 */
RushesChosen *
rushes_chosen_new (GtkWindow       *window,
                   RushesSidebar   *sidebar,
                   RushesToast     *toast,
                   RushesLibrary   *library,
                   RushesCovers    *covers,
                   RushesWatcher   *watcher,
                   RushesDownloads *downloads)
{
  RushesChosen *self = g_object_new (RUSHES_TYPE_CHOSEN, NULL);

  g_set_weak_pointer (&self->window, window);
  g_set_weak_pointer (&self->sidebar, sidebar);
  g_set_weak_pointer (&self->toast, toast);
  self->library = g_object_ref (library);
  self->covers = g_object_ref (covers);
  self->watcher = g_object_ref (watcher);
  self->downloads = g_object_ref (downloads);

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (toast, "closed", G_CALLBACK (on_toast_closed), self, G_CONNECT_SWAPPED);

  return self;
}
