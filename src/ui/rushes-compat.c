/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-compat.h"

/* Every check of the GTK version stands in this file. The guard below also covers "not available
 * before", so that what is newer than 4.8 may be called where it is there. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/**
 * rushes_compat_announce:
 * @widget: the widget the news is about
 * @text: a sentence
 *
 * Has a screen reader say @text. GTK before 4.14 has no way to; the text must be on the page, too
 * (ACCESSIBILITY.md, 8).
 */
void
rushes_compat_announce (GtkWidget  *widget,
                        const char *text)
{
#if GTK_CHECK_VERSION (4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

#if GTK_CHECK_VERSION (4, 10, 0)
static gboolean
is_item (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      return TRUE;
    default:
      return FALSE;
    }
}

static const char *
find_text (GtkWidget *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (item); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      return gtk_label_get_text (GTK_LABEL (child));

  return NULL;
}

static void
name_item (GtkWidget *item)
{
  const char *text = find_text (item);

  if (text == NULL)
    return;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Again when an item changes: with its keys, it takes the name of its label anew. */
static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);

  if (!is_item (widget))
    return;

  name_item (widget);
  g_signal_handlers_disconnect_by_func (widget, name_item, NULL);
  g_signal_connect (widget, "notify", G_CALLBACK (name_item), NULL);
}
#endif

/**
 * rushes_compat_name_items:
 * @menu: a popover with a menu
 *
 * Has a screen reader read the items of @menu. Newer versions of GTK than 4.8 name them after a
 * label that has no name itself.
 */
void
rushes_compat_name_items (GtkPopover *menu)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  g_signal_connect (menu, "map", G_CALLBACK (name_items), NULL);
#endif
}

/**
 * rushes_compat_pass_rows:
 * @list: a list
 *
 * Has Tab get into @list at the row that had the focus, as it does before GTK 4.12: later ones
 * begin with the first row.
 */
void
rushes_compat_pass_rows (GtkListView *list)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  gtk_list_view_set_tab_behavior (list, GTK_LIST_TAB_ITEM);
#endif
}

#if GTK_CHECK_VERSION (4, 12, 0)
#define UNSEEN_STATES (GDK_TOPLEVEL_STATE_MINIMIZED | GDK_TOPLEVEL_STATE_SUSPENDED)
#else
#define UNSEEN_STATES GDK_TOPLEVEL_STATE_MINIMIZED
#endif

/**
 * rushes_compat_is_seen:
 * @widget: a widget that is mapped
 *
 * Tells whether anybody can see the window of a widget: not when it is minimized or, from 4.12 on
 * where the desktop says so, wholly covered.
 *
 * Returns: %TRUE when it may be seen
 */
gboolean
rushes_compat_is_seen (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return GDK_IS_TOPLEVEL (surface) &&
         (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & UNSEEN_STATES) == 0;
}

/**
 * rushes_compat_add_style:
 * @display: the display
 * @resource_path: where the style sheet is
 *
 * Has all windows on @display use a style sheet of the program's.
 */
void
rushes_compat_add_style (GdkDisplay *display,
                         const char *resource_path)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, resource_path);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * rushes_compat_plays_streams:
 *
 * Tells how GTK is to be given a video that is no file here. Before 4.22 its player knows HTTP, and
 * ends the program when it gets a stream; since then it takes streams, and knows HTTP only where
 * GVfs does, which is nowhere in a sandbox.
 *
 * Any thread may call this.
 *
 * Returns: %TRUE for gtk_media_file_set_input_stream(), %FALSE for an address
 */
gboolean
rushes_compat_plays_streams (void)
{
  return gtk_check_version (4, 22, 0) == NULL;
}

/**
 * rushes_compat_open_uri:
 * @parent: (nullable): the window it is asked from
 * @uri: a web address
 *
 * Shows a web page in the user's browser.
 */
void
rushes_compat_open_uri (GtkWindow  *parent,
                        const char *uri)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, NULL, NULL, NULL);
#else
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
#endif
}

#if GTK_CHECK_VERSION (4, 10, 0)

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
open_file (GtkWindow *parent,
           GFile     *file,
           GTask     *task)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, parent, g_task_get_cancellable (task), on_launched, task);
}

static void
on_uri_launched (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
open_uri (GtkWindow  *parent,
          const char *uri,
          GTask      *task)
{
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, g_task_get_cancellable (task), on_uri_launched, task);
}

static void
on_folder_shown (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_folder (GtkWindow *parent,
             GFile     *file,
             GTask     *task)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, parent, g_task_get_cancellable (task),
                                            on_folder_shown, task);
}

#else

static void
on_uri_shown (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
open_uri (GtkWindow  *parent,
          const char *uri,
          GTask      *task)
{
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, g_task_get_cancellable (task), on_uri_shown,
                     task);
}

static void
open_file (GtkWindow *parent,
           GFile     *file,
           GTask     *task)
{
  g_autofree char *uri = g_file_get_uri (file);

  open_uri (parent, uri, task);
}

typedef struct
{
  GtkWindow *parent;
  GFile *file;
} ShowFolder;

static void
show_folder_free (ShowFolder *data)
{
  g_clear_object (&data->parent);
  g_clear_object (&data->file);
  g_free (data);
}

/* No file manager listens: open the folder alone. */
static void
on_items_shown (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);
  ShowFolder *data = g_task_get_task_data (task);
  g_autoptr(GFile) folder = g_file_get_parent (data->file);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    open_file (data->parent, folder, g_steal_pointer (&task));
}

static void
on_bus (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, &error);
  ShowFolder *data = g_task_get_task_data (task);
  g_autofree char *uri = g_file_get_uri (data->file);
  const char *uris[] = { uri, NULL };

  if (bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), on_items_shown, g_object_ref (task));
}

static void
show_folder (GtkWindow *parent,
             GFile     *file,
             GTask     *task)
{
  ShowFolder *data = g_new0 (ShowFolder, 1);

  data->parent = g_object_ref (parent);
  data->file = g_object_ref (file);
  g_task_set_task_data (task, data, (GDestroyNotify) show_folder_free);
  g_bus_get (G_BUS_TYPE_SESSION, g_task_get_cancellable (task), on_bus, task);
}

#endif

/**
 * rushes_compat_open_uri_async:
 * @parent: the window it is asked from
 * @uri: a web address
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Opens @uri with the program the user has for such addresses, and learns whether there is one.
 */
void
rushes_compat_open_uri_async (GtkWindow           *parent,
                              const char          *uri,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_compat_open_uri_async);
  open_uri (parent, uri, task);
}

/**
 * rushes_compat_open_uri_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@compat_open_uri_async].
 *
 * Returns: %TRUE when a program was found and told
 */
gboolean
rushes_compat_open_uri_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rushes_compat_open_file_async:
 * @parent: the window it is asked from
 * @file: a file that is there
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Opens @file with the program the user has for its type.
 */
void
rushes_compat_open_file_async (GtkWindow           *parent,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_compat_open_file_async);
  open_file (parent, file, task);
}

/**
 * rushes_compat_open_file_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@compat_open_file_async].
 *
 * Returns: %TRUE when a program was found and told
 */
gboolean
rushes_compat_open_file_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rushes_compat_show_folder_async:
 * @parent: the window it is asked from
 * @file: a file that is there
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Shows @file in the user's file manager.
 */
void
rushes_compat_show_folder_async (GtkWindow           *parent,
                                 GFile               *file,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_compat_show_folder_async);
  show_folder (parent, file, task);
}

/**
 * rushes_compat_show_folder_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@compat_show_folder_async].
 *
 * Returns: %TRUE when the file manager was told
 */
gboolean
rushes_compat_show_folder_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

#if GTK_CHECK_VERSION (4, 10, 0)

static void
return_file (GTask  *task,
             GFile  *file,
             GError *error)
{
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");
  else
    g_task_return_error (task, g_error_copy (error));
}

static void
on_folder_selected (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  return_file (task, gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result,
                                                           &error), error);
}

static void
on_file_selected (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  return_file (task, gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error),
               error);
}

static void
on_file_opened (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  return_file (task, gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error),
               error);
}

/* @name: the file to be saved, or NULL when a folder is to be chosen; without @folder, too, it is a
 * file that is there. */
static void
choose (GtkWindow  *parent,
        const char *title,
        GFile      *folder,
        const char *name,
        GTask      *task)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  if (folder == NULL)
    {
      gtk_file_dialog_open (dialog, parent, g_task_get_cancellable (task), on_file_opened, task);
      return;
    }

  gtk_file_dialog_set_initial_folder (dialog, folder);
  if (name == NULL)
    {
      gtk_file_dialog_select_folder (dialog, parent, g_task_get_cancellable (task),
                                     on_folder_selected, task);
      return;
    }

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, g_task_get_cancellable (task), on_file_selected, task);
}

#else

static void
on_response (GtkNativeDialog *native,
             int              response,
             gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");

  gtk_native_dialog_destroy (native);
  g_object_unref (native);
}

/* @name: the file to be saved, or NULL when a folder is to be chosen; without @folder, too, it is a
 * file that is there. */
static void
choose (GtkWindow  *parent,
        const char *title,
        GFile      *folder,
        const char *name,
        GTask      *task)
{
  GtkFileChooserAction action = name != NULL     ? GTK_FILE_CHOOSER_ACTION_SAVE
                                : folder != NULL ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                                 : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), folder, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  g_signal_connect (native, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

#endif

/* The folder for saved files is made when the first one is saved. */
static GFile *
dup_nearest (GFile *folder)
{
  g_autoptr(GFile) nearest = g_object_ref (folder);

  while (!g_file_query_exists (nearest, NULL) && g_file_has_parent (nearest, NULL))
    {
      GFile *parent = g_file_get_parent (nearest);

      g_object_unref (nearest);
      nearest = parent;
    }

  return g_steal_pointer (&nearest);
}

/**
 * rushes_compat_choose_folder_async:
 * @parent: the window it is asked from
 * @title: what the folder is for
 * @folder: where to begin
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Has the user choose a folder; in a sandbox through the portal.
 */
void
rushes_compat_choose_folder_async (GtkWindow           *parent,
                                   const char          *title,
                                   GFile               *folder,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GFile) nearest = dup_nearest (folder);

  g_task_set_source_tag (task, rushes_compat_choose_folder_async);
  choose (parent, title, nearest, NULL, task);
}

/**
 * rushes_compat_choose_folder_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@compat_choose_folder_async].
 *
 * Returns: (transfer full): the folder, or %NULL with %G_IO_ERROR_CANCELLED when none was chosen
 */
GFile *
rushes_compat_choose_folder_finish (GAsyncResult  *result,
                                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_compat_choose_file_async:
 * @parent: the window it is asked from
 * @title: what the file is for
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Has the user choose a file that is there; in a sandbox through the portal. Ended by
 * [func@compat_choose_folder_finish].
 */
void
rushes_compat_choose_file_async (GtkWindow           *parent,
                                 const char          *title,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_compat_choose_file_async);
  choose (parent, title, NULL, NULL, task);
}

/**
 * rushes_compat_save_file_async:
 * @parent: the window it is asked from
 * @title: what is to be saved
 * @folder: where to begin
 * @name: how the file would be called
 * @cancellable: (nullable): ends the wait
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Has the user choose a place and a name for a file; in a sandbox through the portal.
 */
void
rushes_compat_save_file_async (GtkWindow           *parent,
                               const char          *title,
                               GFile               *folder,
                               const char          *name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GFile) nearest = dup_nearest (folder);

  g_task_set_source_tag (task, rushes_compat_save_file_async);
  choose (parent, title, nearest, name, task);
}

/**
 * rushes_compat_save_file_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@compat_save_file_async].
 *
 * Returns: (transfer full): the file, or %NULL with %G_IO_ERROR_CANCELLED when none was chosen
 */
GFile *
rushes_compat_save_file_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

G_GNUC_END_IGNORE_DEPRECATIONS
