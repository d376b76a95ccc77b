/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-window.h"

#include "rushes-chosen.h"
#include "rushes-database-words.h"
#include "rushes-menu.h"
#include "rushes-page.h"
#include "rushes-split.h"
#include "rushes-token-dialog.h"

struct _RushesWindow
{
  GtkApplicationWindow parent_instance;

  RushesSplit *split;
  RushesSidebar *sidebar;
  RushesToast *toast;
  GMenuModel *primary_menu;
  GtkMenuButton *menu_button;
  GtkWidget *sidebar_button;
  GtkWidget *back_button;
  GtkWidget *start_controls;
  GtkWidget *end_controls;
  RushesPage *page;

  RushesSettings *settings;
  RushesClient *client;
  RushesLibrary *library;
  RushesChosen *chosen;
};

enum
{
  PROP_0,
  PROP_VIDEO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesWindow, rushes_window, GTK_TYPE_APPLICATION_WINDOW)

static GAction *
get_action (RushesWindow *self,
            const char   *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self), name);
}

static void
enable_action (RushesWindow *self,
               const char   *name,
               gboolean      enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (get_action (self, name)), enabled);
}

/* In one pane the list is where Back leads; beside the page it is brought back by the search. */
static void
show_side (RushesWindow *self)
{
  if (rushes_split_get_collapsed (self->split))
    rushes_split_set_page_on_top (self->split, FALSE);
  else
    g_action_change_state (get_action (self, "show-sidebar"), g_variant_new_boolean (TRUE));
}

static void
on_search (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RushesWindow *self = user_data;

  show_side (self);
  rushes_sidebar_focus_search (self->sidebar);
}

static void
on_back (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesWindow *self = user_data;

  if (rushes_split_get_collapsed (self->split))
    rushes_split_set_page_on_top (self->split, FALSE);
}

static void
on_show_sidebar (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  RushesWindow *self = user_data;

  g_simple_action_set_state (action, state);
  rushes_settings_set_sidebar_visible (self->settings, g_variant_get_boolean (state));
  rushes_split_set_side_wanted (self->split, g_variant_get_boolean (state));
}

static void
on_set_token (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  RushesWindow *self = user_data;

  gtk_window_present (rushes_token_dialog_new (GTK_WINDOW (self), self->settings, self->client));
}

/* LOOK.md §5: what one pane has, the other does without. */
static void
show_bar (RushesWindow *self)
{
  gboolean narrow = rushes_split_get_collapsed (self->split);
  gboolean side = rushes_split_get_shows_side (self->split);
  gboolean has_side = rushes_library_get_n_videos (self->library) > 0;
  GtkWindowControls *start = GTK_WINDOW_CONTROLS (self->start_controls);
  GtkWindowControls *end = GTK_WINDOW_CONTROLS (self->end_controls);

  gtk_widget_set_visible (self->sidebar_button, has_side && !narrow);
  gtk_widget_set_visible (self->back_button, has_side && narrow);
  gtk_widget_set_visible (self->start_controls, !side && !gtk_window_controls_get_empty (start));
  gtk_widget_set_visible (self->end_controls, !gtk_window_controls_get_empty (end));
  enable_action (self, "back", has_side && narrow);
}

static void
on_library_changed (RushesWindow *self)
{
  rushes_split_set_has_side (self->split, rushes_library_get_n_videos (self->library) > 0);
  show_bar (self);
}

/* It stands until the next thing is to be said: nothing but an update or room mends it. */
static void
on_database_problem (RushesWindow *self)
{
  RushesDatabase *database = rushes_library_get_database (self->library);
  g_autoptr(RushesProblem) problem = NULL;

  problem = rushes_database_words_new_problem (rushes_database_get_problem (database),
                                               rushes_database_peek_set_aside (database));
  if (problem != NULL)
    rushes_page_show_problem (self->page, problem);
}

static void
on_sidebar_open (RushesWindow *self,
                 const char   *video_id)
{
  RushesVideo *shown = rushes_window_peek_video (self);

  if (shown != NULL && g_str_equal (rushes_video_get_video_id (shown), video_id))
    rushes_split_set_page_on_top (self->split, TRUE);
  else
    rushes_page_open (self->page, video_id, FALSE);
}

/* The page of what was removed gives way to the one that invites the next. */
static void
on_removed (RushesWindow       *self,
            const char *const  *video_ids)
{
  RushesVideo *shown = rushes_window_peek_video (self);

  if (shown == NULL || !g_strv_contains (video_ids, rushes_video_get_video_id (shown)))
    return;

  rushes_page_forget (self->page);
  rushes_sidebar_select (self->sidebar, NULL);
}

static void
on_collapsed_changed (RushesWindow *self)
{
  gboolean narrow = rushes_split_get_collapsed (self->split);

  g_object_set (self->sidebar, "narrow", narrow, NULL);
  rushes_page_set_narrow (self->page, narrow);
  show_bar (self);
}

static gboolean
rushes_window_close_request (GtkWindow *window)
{
  RushesWindow *self = RUSHES_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  rushes_settings_set_window (self->settings, width, height, gtk_window_is_maximized (window));

  return GTK_WINDOW_CLASS (rushes_window_parent_class)->close_request (window);
}

static void
on_page_shown (RushesWindow *self,
               const char   *video_id)
{
  rushes_sidebar_select (self->sidebar, video_id);
}

static void
on_page_wanted (RushesWindow *self)
{
  rushes_split_set_page_on_top (self->split, TRUE);
}

static void
on_video_changed (RushesWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

static void
rushes_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_VIDEO)
    g_value_set_object (value, rushes_window_peek_video (RUSHES_WINDOW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_window_dispose (GObject *object)
{
  RushesWindow *self = RUSHES_WINDOW (object);

  g_clear_object (&self->chosen);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_window_parent_class)->dispose (object);
}

static void
rushes_window_class_init (RushesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_window_dispose;
  object_class->get_property = rushes_window_get_property;
  GTK_WINDOW_CLASS (klass)->close_request = rushes_window_close_request;

  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RUSHES_TYPE_PAGE);
  g_type_ensure (RUSHES_TYPE_SIDEBAR);
  g_type_ensure (RUSHES_TYPE_SPLIT);
  g_type_ensure (RUSHES_TYPE_TOAST);
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, split);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, toast);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, start_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, end_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, on_page_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_page_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_video_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_open);
}

static const GActionEntry actions[] = {
  { "search", on_search },
  { "back", on_back },
  { "show-sidebar", NULL, NULL, "true", on_show_sidebar },
  { "set-token", on_set_token },
};

static void
rushes_window_init (RushesWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_menu_attach (self->menu_button, self->primary_menu);

  gtk_window_set_icon_name (GTK_WINDOW (self), RUSHES_APP_ID);
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (on_collapsed_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::shows-side", G_CALLBACK (show_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start_controls, "notify::empty", G_CALLBACK (show_bar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end_controls, "notify::empty", G_CALLBACK (show_bar), self,
                           G_CONNECT_SWAPPED);
}

static void
set_library (RushesWindow    *self,
             RushesLibrary   *library,
             RushesWatcher   *watcher,
             RushesCovers    *covers,
             RushesDownloads *downloads)
{
  self->library = g_object_ref (library);
  rushes_sidebar_set_sources (self->sidebar, library, covers, self->client);
  rushes_sidebar_set_menu (self->sidebar, self->primary_menu);
  self->chosen = rushes_chosen_new (GTK_WINDOW (self), self->sidebar, self->toast, library,
                                    covers, watcher, downloads);
  g_signal_connect_object (self->chosen, "removed", G_CALLBACK (on_removed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-videos", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_library_get_database (library), "notify::problem",
                           G_CALLBACK (on_database_problem), self, G_CONNECT_SWAPPED);
  on_database_problem (self);
  g_action_change_state (get_action (self, "show-sidebar"),
                         g_variant_new_boolean (
                           rushes_settings_get_sidebar_visible (self->settings)));
  on_library_changed (self);
}

/**
 * rushes_window_new:
 * @application: the program
 * @settings: the settings
 * @client: who knows the API
 * @library: the videos
 * @watcher: who asks about them
 * @covers: who has their covers
 * @downloads: the transfers
 *
 * Makes the window of the program, as large as it was when it was last closed.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
RushesWindow *
rushes_window_new (GtkApplication  *application,
                   RushesSettings  *settings,
                   RushesClient    *client,
                   RushesLibrary   *library,
                   RushesWatcher   *watcher,
                   RushesCovers    *covers,
                   RushesDownloads *downloads)
{
  RushesWindow *self = g_object_new (RUSHES_TYPE_WINDOW, "application", application, NULL);
  int width, height;
  gboolean maximized;

  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  rushes_page_set_sources (self->page, GTK_APPLICATION_WINDOW (self), settings, client, library,
                           watcher, covers, downloads);
  set_library (self, library, watcher, covers, downloads);

  rushes_settings_get_window (settings, &width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));

  return self;
}

/**
 * rushes_window_peek_video:
 * @self: a window
 *
 * Gets the video whose page is shown. `video` notifies.
 *
 * Returns: (transfer none) (nullable): the video
 */
RushesVideo *
rushes_window_peek_video (RushesWindow *self)
{
  g_return_val_if_fail (RUSHES_IS_WINDOW (self), NULL);

  return rushes_page_peek_video (self->page);
}
