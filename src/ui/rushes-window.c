/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-window.h"

#include "rushes-asking-bar.h"
#include "rushes-clamp.h"
#include "rushes-compat.h"
#include "rushes-empty-state.h"
#include "rushes-error.h"
#include "rushes-id-entry.h"
#include "rushes-problem-bar.h"
#include "rushes-split.h"
#include "rushes-token-dialog.h"
#include "rushes-transfers.h"
#include "rushes-video-view.h"

#define ACCOUNT_URI "https://useapi.net/docs/subscription"

struct _RushesWindow
{
  GtkApplicationWindow parent_instance;

  RushesSplit *split;
  GtkWidget *start_controls;
  GtkWidget *end_controls;
  GtkWidget *head;
  RushesIdEntry *entry;
  RushesAskingBar *asking_bar;
  RushesProblemBar *problem_bar;
  GtkStack *stack;
  RushesEmptyState *no_token_page;
  GtkWidget *ready_box;
  RushesEmptyState *ready_page;
  RushesTransfers *transfers;
  RushesVideoView *view;

  RushesSettings *settings;
  RushesClient *client;
  RushesWatcher *watcher;
  RushesWatch *watch; /* of what was asked about last */
  GSignalGroup *watch_signals;
  GCancellable *cancellable; /* while somebody waits for the answer */
  gboolean is_new;           /* whether that is the first there is of it */
  GPtrArray *waiting;  /* of char: further IDs that were pasted with it */
  guint n_left_out;
  RushesProblem *left_out;
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

/* One suggested button a page (LOOK.md §1). */
static void
show_suggested (RushesWindow *self)
{
  gboolean problem = rushes_problem_bar_get_action (self->problem_bar) != RUSHES_PROBLEM_NOTHING;
  gboolean typed = !rushes_id_entry_is_empty (self->entry);

  rushes_id_entry_set_suggested (self->entry, typed && !problem);
  rushes_empty_state_set_suggested (self->ready_page, !typed && !problem);
  rushes_video_view_set_suggest (self->view, !typed && !problem);
  enable_action (self, "fetch", typed);
}

/* A hidden page must not be read: hidden, not only behind another (ACCESSIBILITY.md, 7). */
static void
turn_to (RushesWindow *self,
         GtkWidget    *page)
{
  GtkWidget *pages[] = { GTK_WIDGET (self->no_token_page), self->ready_box,
                         GTK_WIDGET (self->view) };

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->stack, page);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_set_visible (pages[i], pages[i] == page);
}

static void
show_page (RushesWindow *self)
{
  RushesVideo *video = rushes_video_view_get_video (self->view);
  gboolean has_token = rushes_settings_get_has_token (self->settings);
  GtkWidget *page = video != NULL ? GTK_WIDGET (self->view)
                    : has_token   ? self->ready_box
                                  : GTK_WIDGET (self->no_token_page);

  gtk_widget_set_visible (self->head, video != NULL || has_token);
  turn_to (self, page);
  enable_action (self, "refresh", video != NULL);
  enable_action (self, "stop", video != NULL);
  enable_action (self, "watch", video != NULL);
  enable_action (self, "download", video != NULL);
  enable_action (self, "save-as", video != NULL);
  enable_action (self, "paste", has_token || video != NULL);
  show_suggested (self);
}

static void
show_problem (RushesWindow        *self,
              const RushesProblem *problem)
{
  rushes_problem_bar_show (self->problem_bar, problem);
  show_suggested (self);
}

static void
hide_problem (RushesWindow *self)
{
  rushes_problem_bar_hide (self->problem_bar);
  show_suggested (self);
}

static void
stop_asking (RushesWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  rushes_asking_bar_stop (self->asking_bar);
  show_page (self);
}

static char *
dup_waiting (RushesWindow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; self->waiting != NULL && i < self->waiting->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (char *) g_ptr_array_index (self->waiting, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The entry is emptied, since the ID is under Details now, but for what is still to be done. */
static void
show_rest (RushesWindow *self)
{
  g_autofree char *text = dup_waiting (self);
  guint n_waiting = self->waiting != NULL ? self->waiting->len : 0;
  g_autoptr(RushesProblem) problem = NULL;

  rushes_id_entry_set_text (self->entry, text);
  if (n_waiting > 0)
    problem = rushes_problem_new_for_rest (n_waiting, self->n_left_out);
  else
    problem = g_steal_pointer (&self->left_out);

  if (problem != NULL)
    show_problem (self, problem);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, rushes_problem_free);
}

/* What a question about a video can bring up; an answer to it takes that away, and nothing else. */
static gboolean
is_answered_by_video (RushesProblemAction action)
{
  return action == RUSHES_PROBLEM_TRY_AGAIN || action == RUSHES_PROBLEM_SET_TOKEN ||
         action == RUSHES_PROBLEM_OPEN_ACCOUNT || action == RUSHES_PROBLEM_RESET_ADDRESS;
}

static void
show_watch (RushesWindow *self,
            gboolean      waited_for)
{
  rushes_video_view_set_watch (self->view, self->watch);
  if (waited_for || is_answered_by_video (rushes_problem_bar_get_action (self->problem_bar)))
    hide_problem (self);
  if (waited_for)
    show_rest (self);
  show_page (self);
}

static void
show_error (RushesWindow *self,
            const GError *error)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);

  show_problem (self, problem);
}

/* An error that passes is nothing for the bar when nobody waits for the answer: the line beside the
 * status says it. */
static void
on_answered (RushesWindow *self)
{
  const GError *error = rushes_watch_get_error (self->watch);
  RushesScheduleOutcome outcome = rushes_schedule_read_error (error);
  gboolean waited_for = self->cancellable != NULL;

  if (waited_for)
    stop_asking (self);

  if (outcome == RUSHES_SCHEDULE_ANSWERED || outcome == RUSHES_SCHEDULE_ENDED)
    show_watch (self, waited_for);
  else if (waited_for || outcome == RUSHES_SCHEDULE_REFUSED)
    show_error (self, error);
}

static void
set_watch (RushesWindow *self,
           const char   *video_id)
{
  g_autoptr(RushesWatch) watch = rushes_watcher_open (self->watcher, video_id);

  g_set_object (&self->watch, watch);
  g_signal_group_set_target (self->watch_signals, watch);
}

static void
ask (RushesWindow *self,
     const char   *video_id)
{
  g_autofree char *copy = g_strdup (video_id);

  stop_asking (self);
  set_watch (self, copy);
  self->cancellable = g_cancellable_new ();
  rushes_asking_bar_start (self->asking_bar, copy);
  rushes_watcher_fetch_async (self->watcher, copy, self->cancellable, NULL, NULL);
}

/* It is watched from the beginning: it is not lost whatever the first answer is, and whether or not
 * the window is still there then. */
static void
ask_and_watch (RushesWindow *self,
               const char   *video_id)
{
  RushesVideo *video;

  ask (self, video_id);
  video = rushes_watch_get_video (self->watch);
  self->is_new = rushes_video_get_answer (video) == NULL && self->cancellable != NULL;
  rushes_watcher_watch (self->watcher, rushes_video_get_video_id (video));
}

static void
ask_again (RushesWindow *self)
{
  if (self->watch != NULL)
    ask_and_watch (self, rushes_watch_get_video_id (self->watch));
}

static void
take_item (RushesWindow          *self,
           const RushesPasteItem *item,
           gboolean               among_several,
           char                 **first)
{
  if (item->kind != RUSHES_PASTE_VIDEO)
    {
      self->n_left_out++;
      if (self->left_out == NULL)
        self->left_out = rushes_problem_new_for_paste (item, among_several);
    }
  else if (*first == NULL)
    *first = g_strdup (item->id);
  else
    g_ptr_array_add (self->waiting, g_strdup (item->id));
}

/* Nothing is sent before it is clear what was pasted (DESIGN §3, "ID entry"). */
static void
on_entry_fetch (RushesWindow *self,
                GPtrArray    *items)
{
  g_autofree char *first = NULL;

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, rushes_problem_free);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->n_left_out = 0;

  for (guint i = 0; i < items->len; i++)
    take_item (self, g_ptr_array_index (items, i), items->len > 1, &first);

  if (first != NULL)
    {
      hide_problem (self);
      ask_and_watch (self, first);
    }
  else if (self->left_out != NULL)
    {
      stop_asking (self);
      show_problem (self, self->left_out);
    }
}

static void
on_entry_changed (RushesWindow *self)
{
  if (rushes_problem_bar_get_action (self->problem_bar) == RUSHES_PROBLEM_EDIT_ID)
    rushes_problem_bar_hide (self->problem_bar);
  show_suggested (self);
}

static void
on_nothing_to_paste (RushesWindow *self)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_clipboard ();

  show_problem (self, problem);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_fetch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  rushes_id_entry_fetch (RUSHES_WINDOW (user_data)->entry);
}

static void
on_paste (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  rushes_id_entry_paste (RUSHES_WINDOW (user_data)->entry);
}

static void
on_refresh (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RushesWindow *self = user_data;
  RushesVideo *video = rushes_video_view_get_video (self->view);

  /* Not greyed meanwhile, which would take the focus from the button: only not asked twice. */
  if (self->cancellable == NULL || rushes_watch_get_video (self->watch) != video)
    ask (self, rushes_video_get_video_id (video));
}

static void
on_stop (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesWindow *self = user_data;
  RushesVideo *video = rushes_video_view_get_video (self->view);

  rushes_watcher_stop (self->watcher, rushes_video_get_video_id (video));
}

static void
on_watch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  RushesWindow *self = user_data;
  RushesVideo *video = rushes_video_view_get_video (self->view);

  rushes_watcher_watch (self->watcher, rushes_video_get_video_id (video));
}

static void
on_open_video (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  RushesWindow *self = user_data;

  hide_problem (self);
  ask_and_watch (self, g_variant_get_string (parameter, NULL));
}

static void
on_cancel_fetch (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  RushesWindow *self = user_data;
  RushesVideo *video = rushes_video_view_get_video (self->view);

  /* Whatever comes of it later is not to push the page aside. */
  stop_asking (self);
  if (self->is_new)
    rushes_watcher_stop (self->watcher, rushes_watch_get_video_id (self->watch));
  if (video != NULL)
    set_watch (self, rushes_video_get_video_id (video));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_download (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RushesWindow *self = user_data;

  if (!rushes_video_view_download (self->view, FALSE))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_save_as (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RushesWindow *self = user_data;

  if (!rushes_video_view_download (self->view, TRUE))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_focus_entry (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  rushes_id_entry_select (RUSHES_WINDOW (user_data)->entry);
}

static void
on_set_token (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  RushesWindow *self = user_data;

  gtk_window_present (rushes_token_dialog_new (GTK_WINDOW (self), self->settings, self->client));
}

static void
on_mend (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesWindow *self = user_data;

  switch (rushes_problem_bar_get_action (self->problem_bar))
    {
    case RUSHES_PROBLEM_SET_TOKEN:
      on_set_token (action, NULL, self);
      break;
    case RUSHES_PROBLEM_TRY_AGAIN:
      ask_again (self);
      break;
    case RUSHES_PROBLEM_EDIT_ID:
      on_focus_entry (action, NULL, self);
      break;
    case RUSHES_PROBLEM_OPEN_ACCOUNT:
      rushes_compat_open_uri (GTK_WINDOW (self), ACCOUNT_URI);
      break;
    case RUSHES_PROBLEM_RESET_ADDRESS:
      rushes_settings_reset_api_url (self->settings);
      hide_problem (self);
      break;
    case RUSHES_PROBLEM_NOTHING:
    default:
      break;
    }
}

/* A token that mends the problem shown takes up what the problem stopped. */
static void
on_token_changed (RushesWindow *self)
{
  gboolean mended = rushes_problem_bar_get_action (self->problem_bar) == RUSHES_PROBLEM_SET_TOKEN;

  if (mended && rushes_settings_get_has_token (self->settings))
    {
      hide_problem (self);
      ask_again (self);
    }

  show_page (self);
  if (gtk_stack_get_visible_child (self->stack) == self->ready_box)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_collapsed_changed (RushesWindow *self)
{
  gboolean narrow = rushes_split_get_collapsed (self->split);

  g_object_set (self->view, "narrow", narrow, NULL);
  g_object_set (self->problem_bar, "narrow", narrow, NULL);
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

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_object (&self->watch_signals);
  g_clear_object (&self->watch);
  g_clear_object (&self->watcher);

  G_OBJECT_CLASS (rushes_window_parent_class)->dispose (object);
}

static void
rushes_window_finalize (GObject *object)
{
  RushesWindow *self = RUSHES_WINDOW (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, rushes_problem_free);

  G_OBJECT_CLASS (rushes_window_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (RUSHES_TYPE_ASKING_BAR);
  g_type_ensure (RUSHES_TYPE_CLAMP);
  g_type_ensure (RUSHES_TYPE_EMPTY_STATE);
  g_type_ensure (RUSHES_TYPE_ID_ENTRY);
  g_type_ensure (RUSHES_TYPE_PROBLEM_BAR);
  g_type_ensure (RUSHES_TYPE_SPLIT);
  g_type_ensure (RUSHES_TYPE_TRANSFERS);
  g_type_ensure (RUSHES_TYPE_VIDEO_VIEW);
}

static void
rushes_window_class_init (RushesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_window_dispose;
  object_class->finalize = rushes_window_finalize;
  object_class->get_property = rushes_window_get_property;
  GTK_WINDOW_CLASS (klass)->close_request = rushes_window_close_request;

  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, split);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, start_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, end_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, head);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, asking_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, no_token_page);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, ready_box);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, ready_page);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, transfers);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_fetch);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing_to_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_video_changed);
}

static const GActionEntry actions[] = {
  { "fetch", on_fetch },
  { "paste", on_paste },
  { "refresh", on_refresh },
  { "stop", on_stop },
  { "watch", on_watch },
  { "open-video", on_open_video, "s" },
  { "cancel-fetch", on_cancel_fetch },
  { "download", on_download },
  { "save-as", on_save_as },
  { "focus-entry", on_focus_entry },
  { "set-token", on_set_token },
  { "mend", on_mend },
};

static void
rushes_window_init (RushesWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_window_set_icon_name (GTK_WINDOW (self), RUSHES_APP_ID);
  g_object_set (self->no_token_page, "icon-name", RUSHES_APP_ID, NULL);
  g_object_set (self->ready_page, "icon-name", RUSHES_APP_ID "-symbolic", NULL);

  g_object_bind_property (self->start_controls, "empty", self->start_controls, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (self->end_controls, "empty", self->end_controls, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);

  /* The group looks the signal up in a class that may not be there yet. */
  g_type_class_unref (g_type_class_ref (RUSHES_TYPE_WATCH));
  self->watch_signals = g_signal_group_new (RUSHES_TYPE_WATCH);
  g_signal_group_connect_swapped (self->watch_signals, "answered", G_CALLBACK (on_answered), self);
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (on_collapsed_changed),
                           self, G_CONNECT_SWAPPED);
}

/**
 * rushes_window_new:
 * @application: the program
 * @settings: the settings
 * @client: who knows the API
 * @watcher: who asks it
 * @pictures: who fetches covers
 * @downloads: the transfers
 *
 * Makes the window of the program, as large as it was when it was last closed.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
RushesWindow *
rushes_window_new (GtkApplication      *application,
                   RushesSettings      *settings,
                   RushesClient        *client,
                   RushesWatcher       *watcher,
                   RushesPictureClient *pictures,
                   RushesDownloads     *downloads)
{
  RushesWindow *self = g_object_new (RUSHES_TYPE_WINDOW, "application", application, NULL);
  int width, height;
  gboolean maximized;

  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  self->watcher = g_object_ref (watcher);
  rushes_video_view_set_sources (self->view, settings, client, watcher, pictures, downloads);
  rushes_transfers_set_downloads (self->transfers, downloads);
  g_signal_connect_object (settings, "notify::has-token", G_CALLBACK (on_token_changed), self,
                           G_CONNECT_SWAPPED);

  rushes_settings_get_window (settings, &width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  show_page (self);
  if (rushes_settings_get_has_token (settings))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));

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

  return rushes_video_view_get_video (self->view);
}
