/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-window.h"

#include "rushes-asking-bar.h"
#include "rushes-chosen.h"
#include "rushes-clamp.h"
#include "rushes-compat.h"
#include "rushes-drop.h"
#include "rushes-empty-state.h"
#include "rushes-error.h"
#include "rushes-id-entry.h"
#include "rushes-intake.h"
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
  RushesSidebar *sidebar;
  RushesToast *toast;
  GtkWidget *menu_button;
  GtkWidget *sidebar_button;
  GtkWidget *back_button;
  GtkWidget *start_controls;
  GtkWidget *end_controls;
  GtkWidget *head;
  RushesIdEntry *entry;
  RushesAskingBar *asking_bar;
  RushesProblemBar *problem_bar;
  RushesSeveral *several;
  GtkStack *stack;
  RushesEmptyState *no_token_page;
  GtkWidget *ready_box;
  RushesEmptyState *ready_page;
  RushesTransfers *transfers;
  RushesVideoView *view;

  RushesSettings *settings;
  RushesClient *client;
  RushesLibrary *library;
  RushesWatcher *watcher;
  RushesDownloads *downloads;
  RushesChosen *chosen;
  RushesIntake *intake;
  GCancellable *opening; /* of what is to be shown next */
  RushesWatch *watch; /* of what was asked about last */
  GSignalGroup *watch_signals;
  GCancellable *cancellable; /* while somebody waits for the answer */
  gboolean is_new;           /* whether that is the first there is of it */
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
  gboolean problem = gtk_widget_get_visible (GTK_WIDGET (self->several)) ||
                     rushes_problem_bar_get_action (self->problem_bar) != RUSHES_PROBLEM_NOTHING;
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
  gboolean changed = rushes_video_view_get_watch (self->view) != self->watch;

  rushes_video_view_set_watch (self->view, self->watch);
  if (waited_for || changed)
    rushes_sidebar_select (self->sidebar, rushes_watch_get_video_id (self->watch));
  if (waited_for || is_answered_by_video (rushes_problem_bar_get_action (self->problem_bar)))
    hide_problem (self);
  /* The ID is under Details now (LOOK.md §1). */
  if (waited_for)
    rushes_id_entry_forget_fetched (self->entry);
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
           RushesWatch  *watch)
{
  g_set_object (&self->watch, watch);
  g_signal_group_set_target (self->watch_signals, watch);
}

/* Asks about what was opened last. */
static void
ask (RushesWindow *self)
{
  const char *video_id = rushes_watch_get_video_id (self->watch);

  stop_asking (self);
  self->cancellable = g_cancellable_new ();
  rushes_asking_bar_start (self->asking_bar, video_id);
  rushes_watcher_fetch_async (self->watcher, video_id, self->cancellable, NULL, NULL);
}

static void
ask_again (RushesWindow *self)
{
  if (self->watch == NULL)
    return;

  rushes_watcher_watch (self->watcher, self->watch);
  ask (self);
}

/* The program stays until it is over, even when the window is closed in the next moment. */
typedef struct
{
  RushesWindow *window;
  GApplication *application;
  RushesWatcher *watcher;
  GCancellable *cancellable;
  gboolean to_fetch;
} Opening;

static void
opening_free (Opening *opening)
{
  g_application_release (opening->application);
  g_object_unref (opening->application);
  g_object_unref (opening->window);
  g_object_unref (opening->watcher);
  g_object_unref (opening->cancellable);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* What is known of it is shown at once, and stays while it is asked about. */
static void
show_opened (RushesWindow *self,
             RushesWatch  *watch,
             gboolean      to_fetch)
{
  RushesVideo *video = rushes_watch_get_video (watch);
  gboolean known = rushes_video_get_asked_at (video) != NULL;

  stop_asking (self);
  set_watch (self, watch);
  rushes_downloads_recall (self->downloads, video);
  if (known)
    {
      hide_problem (self);
      show_watch (self, FALSE);
    }

  self->is_new = to_fetch && !known;
  if (to_fetch)
    ask (self);
}

/* What is fetched is watched from the beginning: it is not lost whatever the first answer is, and
 * whether or not the window is still there then. */
static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result,
                                                             NULL);
  g_autoptr(RushesWatch) watch = rushes_watcher_open (opening->watcher, video);

  if (opening->to_fetch)
    rushes_watcher_watch (opening->watcher, watch);
  if (!g_cancellable_is_cancelled (opening->cancellable))
    show_opened (opening->window, watch, opening->to_fetch);
}

static void
open_video (RushesWindow *self,
            const char   *video_id,
            gboolean      to_fetch)
{
  Opening *opening = g_new0 (Opening, 1);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  opening->window = g_object_ref (self);
  opening->application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_object_ref (opening->application);
  g_application_hold (opening->application);
  opening->watcher = g_object_ref (self->watcher);
  opening->cancellable = g_object_ref (self->opening);
  opening->to_fetch = to_fetch;

  rushes_split_set_page_on_top (self->split, TRUE);
  rushes_several_hide (self->several);
  rushes_library_open_async (self->library, video_id, NULL, on_opened, opening);
}

/* Nothing is sent before it is clear what was pasted (DESIGN §3, "ID entry"). */
static void
on_entry_fetch (RushesWindow *self,
                GPtrArray    *items)
{
  const RushesPasteItem *first = items->len > 0 ? g_ptr_array_index (items, 0) : NULL;
  g_autoptr(RushesProblem) problem = NULL;

  if (items->len > 1)
    {
      stop_asking (self);
      hide_problem (self);
      rushes_intake_take (self->intake, items);
    }
  else if (first != NULL && first->kind == RUSHES_PASTE_VIDEO)
    {
      hide_problem (self);
      open_video (self, first->id, TRUE);
    }
  else if (first != NULL)
    {
      stop_asking (self);
      problem = rushes_problem_new_for_paste (first, FALSE);
      show_problem (self, problem);
    }
}

static void
on_intake_open (RushesWindow *self,
                const char   *video_id)
{
  open_video (self, video_id, TRUE);
}

/* The summary stands in the place of the page (LOOK.md §3). */
static void
on_several_shown (RushesWindow *self)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->several));

  gtk_widget_set_visible (GTK_WIDGET (self->stack), !shown);
  show_suggested (self);
}

static void
on_several_cancel (RushesWindow *self)
{
  rushes_several_hide (self->several);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
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
  RushesWatch *shown = rushes_video_view_get_watch (self->view);

  /* Not greyed meanwhile, which would take the focus from the button: only not asked twice. */
  if (self->cancellable != NULL && self->watch == shown)
    return;

  set_watch (self, shown);
  self->is_new = FALSE;
  ask (self);
}

static void
on_stop (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesWindow *self = user_data;

  rushes_watcher_stop (self->watcher, rushes_video_view_get_watch (self->view));
}

static void
on_watch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  RushesWindow *self = user_data;

  rushes_watcher_watch (self->watcher, rushes_video_view_get_watch (self->view));
}

static void
on_open_video (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  RushesWindow *self = user_data;

  hide_problem (self);
  open_video (self, g_variant_get_string (parameter, NULL), TRUE);
}

static void
on_cancel_fetch (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  RushesWindow *self = user_data;
  RushesWatch *shown = rushes_video_view_get_watch (self->view);

  /* Whatever comes of it later is not to push the page aside. */
  stop_asking (self);
  if (self->is_new)
    rushes_watcher_stop (self->watcher, self->watch);
  if (shown != NULL)
    set_watch (self, shown);
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
  RushesWindow *self = user_data;

  rushes_split_set_page_on_top (self->split, TRUE);
  rushes_id_entry_select (self->entry);
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

  problem = rushes_problem_new_for_database (rushes_database_get_problem (database),
                                             rushes_database_peek_set_aside (database));
  if (problem != NULL)
    show_problem (self, problem);
}

static void
on_sidebar_open (RushesWindow *self,
                 const char   *video_id)
{
  RushesVideo *shown = rushes_window_peek_video (self);

  if (shown != NULL && g_str_equal (rushes_video_get_video_id (shown), video_id))
    rushes_split_set_page_on_top (self->split, TRUE);
  else
    open_video (self, video_id, FALSE);
}

/* The page of what was removed gives way to the one that invites the next. */
static void
on_removed (RushesWindow       *self,
            const char *const  *video_ids)
{
  RushesVideo *shown = rushes_window_peek_video (self);

  if (shown == NULL || !g_strv_contains (video_ids, rushes_video_get_video_id (shown)))
    return;

  stop_asking (self);
  hide_problem (self);
  set_watch (self, NULL);
  rushes_video_view_set_watch (self->view, NULL);
  rushes_sidebar_select (self->sidebar, NULL);
  show_page (self);
}

static void
on_collapsed_changed (RushesWindow *self)
{
  gboolean narrow = rushes_split_get_collapsed (self->split);

  g_object_set (self->sidebar, "narrow", narrow, NULL);
  g_object_set (self->view, "narrow", narrow, NULL);
  g_object_set (self->problem_bar, "narrow", narrow, NULL);
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

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chosen);
  g_clear_object (&self->intake);
  g_clear_object (&self->downloads);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_object (&self->watch_signals);
  g_clear_object (&self->watch);
  g_clear_object (&self->watcher);

  G_OBJECT_CLASS (rushes_window_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (RUSHES_TYPE_ASKING_BAR);
  g_type_ensure (RUSHES_TYPE_CLAMP);
  g_type_ensure (RUSHES_TYPE_EMPTY_STATE);
  g_type_ensure (RUSHES_TYPE_ID_ENTRY);
  g_type_ensure (RUSHES_TYPE_PROBLEM_BAR);
  g_type_ensure (RUSHES_TYPE_SEVERAL);
  g_type_ensure (RUSHES_TYPE_SIDEBAR);
  g_type_ensure (RUSHES_TYPE_SPLIT);
  g_type_ensure (RUSHES_TYPE_TOAST);
  g_type_ensure (RUSHES_TYPE_TRANSFERS);
  g_type_ensure (RUSHES_TYPE_VIDEO_VIEW);
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

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, split);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, toast);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, start_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, end_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, head);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, asking_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, several);
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
  gtk_widget_class_bind_template_callback (widget_class, on_several_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_several_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_open);
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
  { "search", on_search },
  { "back", on_back },
  { "show-sidebar", NULL, NULL, "true", on_show_sidebar },
  { "set-token", on_set_token },
  { "mend", on_mend },
};

static void
rushes_window_init (RushesWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_drop_add (GTK_WIDGET (self), self->entry);

  gtk_window_set_icon_name (GTK_WINDOW (self), RUSHES_APP_ID);
  g_object_set (self->no_token_page, "icon-name", RUSHES_APP_ID, NULL);
  g_object_set (self->ready_page, "icon-name", RUSHES_APP_ID "-symbolic", NULL);

  /* The group looks the signal up in a class that may not be there yet. */
  g_type_class_unref (g_type_class_ref (RUSHES_TYPE_WATCH));
  self->watch_signals = g_signal_group_new (RUSHES_TYPE_WATCH);
  g_signal_group_connect_swapped (self->watch_signals, "answered", G_CALLBACK (on_answered), self);
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
             RushesCovers    *covers,
             RushesDownloads *downloads)
{
  self->library = g_object_ref (library);
  self->downloads = g_object_ref (downloads);
  rushes_sidebar_set_sources (self->sidebar, library, covers, self->client);
  rushes_sidebar_set_menu (self->sidebar,
                           gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->menu_button)));
  self->chosen = rushes_chosen_new (GTK_WINDOW (self), self->sidebar, self->toast, library,
                                    covers, self->watcher, downloads);
  self->intake = rushes_intake_new (self->several, library, self->watcher);
  g_signal_connect_object (self->intake, "open", G_CALLBACK (on_intake_open), self,
                           G_CONNECT_SWAPPED);
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
  self->watcher = g_object_ref (watcher);
  rushes_video_view_set_sources (self->view, settings, client, watcher, covers, downloads);
  set_library (self, library, covers, downloads);
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
