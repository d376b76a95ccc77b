/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-content.h"

#include "rushes-empty-state.h"
#include "rushes-transfers.h"
#include "rushes-video-view.h"

struct _RushesContent
{
  GtkWidget parent_instance;

  GtkStack *stack;
  RushesEmptyState *no_token_page;
  GtkWidget *ready_box;
  RushesEmptyState *ready_page;
  RushesTransfers *transfers;
  RushesVideoView *view; /* once it was made */

  GActionMap *actions; /* of the window, which owns this */
  RushesSettings *settings;
  RushesClient *client;
  RushesWatcher *watcher;
  RushesCovers *covers;
  RushesDownloads *downloads;
  gboolean narrow;
  gboolean suggest;
  guint make_id;
};

enum
{
  PROP_0,
  PROP_VIDEO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesContent, rushes_content, GTK_TYPE_WIDGET)

/* --- the view of a video ---------------------------------------------------------------------- */

static void
on_video_changed (RushesContent *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

static RushesVideoView *
ensure_view (RushesContent *self)
{
  if (self->view != NULL)
    return self->view;

  self->view = g_object_new (RUSHES_TYPE_VIDEO_VIEW,
                             "visible", FALSE,
                             "narrow", self->narrow,
                             NULL);
  rushes_video_view_set_sources (self->view, self->settings, self->client, self->watcher,
                                 self->covers, self->downloads);
  rushes_video_view_set_suggest (self->view, self->suggest);
  g_signal_connect_object (self->view, "notify::video", G_CALLBACK (on_video_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->view));

  return self->view;
}

static gboolean
make_view (gpointer user_data)
{
  RushesContent *self = user_data;

  self->make_id = 0;
  ensure_view (self);

  return G_SOURCE_REMOVE;
}

/* It is as much to build as all the rest of the window. So that is seen first, and the view made
 * before somebody can have asked for a video. */
static void
on_painted (RushesContent *self,
            GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_painted, self);
  if (self->view == NULL)
    self->make_id = g_idle_add_full (G_PRIORITY_LOW, make_view, self, NULL);
}

static void
rushes_content_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_content_parent_class)->realize (widget);

  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_painted), widget, G_CONNECT_SWAPPED);
}

/* --- which of the pages ----------------------------------------------------------------------- */

/* A hidden page must not be read: hidden, not only behind another (ACCESSIBILITY.md, 7). */
static void
turn_to (RushesContent *self,
         GtkWidget     *page)
{
  GtkWidget *child;

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->stack, page);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == page);
}

static void
show_page (RushesContent *self)
{
  if (rushes_content_peek_watch (self) != NULL)
    turn_to (self, GTK_WIDGET (self->view));
  else if (rushes_settings_get_has_token (self->settings))
    turn_to (self, self->ready_box);
  else
    turn_to (self, GTK_WIDGET (self->no_token_page));
}

/* --- actions ---------------------------------------------------------------------------------- */

static void
on_stop (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesContent *self = user_data;

  rushes_watcher_stop (self->watcher, rushes_content_peek_watch (self));
}

static void
on_watch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  RushesContent *self = user_data;

  rushes_watcher_watch (self->watcher, rushes_content_peek_watch (self));
}

static void
download (RushesContent *self,
          gboolean       as)
{
  if (!rushes_video_view_download (self->view, as))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_download (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  download (user_data, FALSE);
}

static void
on_save_as (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  download (user_data, TRUE);
}

static const GActionEntry actions[] = {
  { "stop", on_stop },
  { "watch", on_watch },
  { "download", on_download },
  { "save-as", on_save_as },
};

static void
enable_actions (RushesContent *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (self->actions, actions[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   rushes_content_peek_watch (self) != NULL);
    }
}

/* ---------------------------------------------------------------------------------------------- */

static void
rushes_content_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RushesWatch *watch = rushes_content_peek_watch (RUSHES_CONTENT (object));

  if (prop_id == PROP_VIDEO)
    g_value_set_object (value, watch != NULL ? rushes_watch_get_video (watch) : NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_content_dispose (GObject *object)
{
  RushesContent *self = RUSHES_CONTENT (object);

  g_clear_handle_id (&self->make_id, g_source_remove);
  self->view = NULL;
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_object (&self->watcher);
  g_clear_object (&self->covers);
  g_clear_object (&self->downloads);

  G_OBJECT_CLASS (rushes_content_parent_class)->dispose (object);
}

static void
rushes_content_class_init (RushesContentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_content_dispose;
  object_class->get_property = rushes_content_get_property;
  widget_class->realize = rushes_content_realize;

  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RUSHES_TYPE_EMPTY_STATE);
  g_type_ensure (RUSHES_TYPE_TRANSFERS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-content.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesContent, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesContent, no_token_page);
  gtk_widget_class_bind_template_child (widget_class, RushesContent, ready_box);
  gtk_widget_class_bind_template_child (widget_class, RushesContent, ready_page);
  gtk_widget_class_bind_template_child (widget_class, RushesContent, transfers);
}

static void
rushes_content_init (RushesContent *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_object_set (self->no_token_page, "icon-name", RUSHES_APP_ID, NULL);
  g_object_set (self->ready_page, "icon-name", RUSHES_APP_ID "-symbolic", NULL);
}

/**
 * rushes_content_set_sources:
 * @self: the content
 * @action_map: the actions of the window it is in, which gets those about the video that is shown
 * @settings: the settings
 * @client: who knows the API
 * @watcher: who asks it
 * @covers: who has the covers
 * @downloads: the transfers
 *
 * Gives the content what it works with, once, and shows what invites the first video.
 */
void
rushes_content_set_sources (RushesContent   *self,
                            GActionMap      *action_map,
                            RushesSettings  *settings,
                            RushesClient    *client,
                            RushesWatcher   *watcher,
                            RushesCovers    *covers,
                            RushesDownloads *downloads)
{
  g_return_if_fail (RUSHES_IS_CONTENT (self));
  g_return_if_fail (self->settings == NULL);

  self->actions = action_map;
  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  self->watcher = g_object_ref (watcher);
  self->covers = g_object_ref (covers);
  self->downloads = g_object_ref (downloads);

  g_action_map_add_action_entries (action_map, actions, G_N_ELEMENTS (actions), self);
  enable_actions (self);
  rushes_transfers_set_downloads (self->transfers, downloads);
  g_signal_connect_object (settings, "notify::has-token", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  show_page (self);
}

/**
 * rushes_content_set_watch:
 * @self: the content
 * @watch: (nullable): a video and how it is watched
 *
 * Shows a video, or what invites the next one. `video` notifies.
 */
void
rushes_content_set_watch (RushesContent *self,
                          RushesWatch   *watch)
{
  g_return_if_fail (RUSHES_IS_CONTENT (self));

  if (watch != NULL || self->view != NULL)
    rushes_video_view_set_watch (ensure_view (self), watch);

  enable_actions (self);
  show_page (self);
}

/**
 * rushes_content_peek_watch:
 * @self: the content
 *
 * Gets the video that is shown and how it is watched.
 *
 * Returns: (transfer none) (nullable): the watch
 */
RushesWatch *
rushes_content_peek_watch (RushesContent *self)
{
  g_return_val_if_fail (RUSHES_IS_CONTENT (self), NULL);

  return self->view != NULL ? rushes_video_view_get_watch (self->view) : NULL;
}

/**
 * rushes_content_set_narrow:
 * @self: the content
 * @narrow: whether there is room for one pane alone
 *
 * Sets how the video is laid out (LOOK.md §5).
 */
void
rushes_content_set_narrow (RushesContent *self,
                           gboolean       narrow)
{
  g_return_if_fail (RUSHES_IS_CONTENT (self));

  self->narrow = narrow;
  if (self->view != NULL)
    g_object_set (self->view, "narrow", narrow, NULL);
}

/**
 * rushes_content_set_suggest:
 * @self: the content
 * @suggest: whether nothing else on the page is more urgent than what is shown here
 *
 * Sets whether one button of it is the page's suggested one (LOOK.md §1).
 */
void
rushes_content_set_suggest (RushesContent *self,
                            gboolean       suggest)
{
  g_return_if_fail (RUSHES_IS_CONTENT (self));

  self->suggest = suggest;
  rushes_empty_state_set_suggested (self->ready_page, suggest);
  if (self->view != NULL)
    rushes_video_view_set_suggest (self->view, suggest);
}
