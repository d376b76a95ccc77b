/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-page.h"

#include "rushes-asking-bar.h"
#include "rushes-clamp.h"
#include "rushes-compat.h"
#include "rushes-content.h"
#include "rushes-drop.h"
#include "rushes-id-entry.h"
#include "rushes-inquiry.h"
#include "rushes-intake.h"
#include "rushes-problem-bar.h"

#define ACCOUNT_URI "https://useapi.net/docs/subscription"

struct _RushesPage
{
  GtkWidget parent_instance;

  GtkWidget *head;
  RushesIdEntry *entry;
  RushesAskingBar *asking_bar;
  RushesProblemBar *problem_bar;
  RushesSeveral *several;
  RushesContent *content;

  GActionMap *actions; /* of the window, which owns this */
  RushesSettings *settings;
  RushesInquiry *inquiry;
  RushesIntake *intake;
};

enum
{
  PROP_0,
  PROP_VIDEO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SHOWN,
  WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesPage, rushes_page, GTK_TYPE_WIDGET)

static void
enable_action (RushesPage *self,
               const char *name,
               gboolean    enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)),
                               enabled);
}

/* One suggested button a page (LOOK.md §1). */
static void
show_suggested (RushesPage *self)
{
  gboolean problem = gtk_widget_get_visible (GTK_WIDGET (self->several)) ||
                     rushes_problem_bar_get_action (self->problem_bar) != RUSHES_PROBLEM_NOTHING;
  gboolean typed = !rushes_id_entry_is_empty (self->entry);

  rushes_id_entry_set_suggested (self->entry, typed && !problem);
  rushes_content_set_suggest (self->content, !typed && !problem);
}

/* There is nothing to fetch before there is a token, but what was fetched can be seen. */
static void
show_head (RushesPage *self)
{
  gboolean has_video = rushes_content_peek_watch (self->content) != NULL;
  gboolean usable = has_video || rushes_settings_get_has_token (self->settings);

  gtk_widget_set_visible (self->head, usable);
  enable_action (self, "paste", usable);
  enable_action (self, "refresh", has_video);
  show_suggested (self);
}

static void
hide_problem (RushesPage *self)
{
  rushes_problem_bar_hide (self->problem_bar);
  show_suggested (self);
}

/* What a question about a video can bring up; an answer to it takes that away, and nothing else. */
static gboolean
is_answered_by_video (RushesProblemAction action)
{
  return action == RUSHES_PROBLEM_TRY_AGAIN || action == RUSHES_PROBLEM_SET_TOKEN ||
         action == RUSHES_PROBLEM_OPEN_ACCOUNT || action == RUSHES_PROBLEM_RESET_ADDRESS;
}

static void
show_watch (RushesPage  *self,
            RushesWatch *watch,
            gboolean     waited_for)
{
  gboolean changed = rushes_content_peek_watch (self->content) != watch;

  rushes_content_set_watch (self->content, watch);
  if (waited_for || changed)
    g_signal_emit (self, signals[SHOWN], 0, rushes_watch_get_video_id (watch));
  if (waited_for || is_answered_by_video (rushes_problem_bar_get_action (self->problem_bar)))
    hide_problem (self);
  /* The ID is under Details now (LOOK.md §1). */
  if (waited_for)
    rushes_id_entry_forget_fetched (self->entry);
  show_head (self);
}

static void
on_failed (RushesPage   *self,
           const GError *error)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);

  rushes_page_show_problem (self, problem);
}

static void
on_opened (RushesPage  *self,
           RushesWatch *watch)
{
  hide_problem (self);
  show_watch (self, watch, FALSE);
}

static void
on_asked_changed (RushesPage *self)
{
  const char *video_id = rushes_inquiry_peek_asked (self->inquiry);

  if (video_id != NULL)
    rushes_asking_bar_start (self->asking_bar, video_id);
  else
    rushes_asking_bar_stop (self->asking_bar);
}

/* Nothing is sent before it is clear what was pasted (DESIGN §3, "ID entry"). */
static void
on_entry_fetch (RushesPage *self,
                GPtrArray  *items)
{
  const RushesPasteItem *first = items->len > 0 ? g_ptr_array_index (items, 0) : NULL;
  g_autoptr(RushesProblem) problem = NULL;

  if (items->len > 1)
    {
      rushes_inquiry_stop (self->inquiry);
      hide_problem (self);
      rushes_intake_take (self->intake, items);
    }
  else if (first != NULL && first->kind == RUSHES_PASTE_VIDEO)
    {
      hide_problem (self);
      rushes_page_open (self, first->id, TRUE);
    }
  else if (first != NULL)
    {
      rushes_inquiry_stop (self->inquiry);
      problem = rushes_problem_new_for_paste (first, FALSE);
      rushes_page_show_problem (self, problem);
    }
}

static void
on_intake_open (RushesPage *self,
                const char *video_id)
{
  rushes_page_open (self, video_id, TRUE);
}

/* The summary stands in the place of the page (LOOK.md §3). */
static void
on_several_shown (RushesPage *self)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->several));

  gtk_widget_set_visible (GTK_WIDGET (self->content), !shown);
  show_suggested (self);
}

static void
on_several_cancel (RushesPage *self)
{
  rushes_several_hide (self->several);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_entry_changed (RushesPage *self)
{
  if (rushes_problem_bar_get_action (self->problem_bar) == RUSHES_PROBLEM_EDIT_ID)
    rushes_problem_bar_hide (self->problem_bar);
  show_suggested (self);
}

static void
on_nothing_to_paste (RushesPage *self)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_clipboard ();

  rushes_page_show_problem (self, problem);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_refresh (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RushesPage *self = user_data;

  /* Not greyed meanwhile, which would take the focus from the button: only not asked twice. */
  rushes_inquiry_ask (self->inquiry, rushes_content_peek_watch (self->content));
}

static void
on_open_video (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  RushesPage *self = user_data;

  hide_problem (self);
  rushes_page_open (self, g_variant_get_string (parameter, NULL), TRUE);
}

static void
on_cancel_fetch (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  RushesPage *self = user_data;

  rushes_inquiry_give_up (self->inquiry, rushes_content_peek_watch (self->content));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_focus_entry (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  RushesPage *self = user_data;

  g_signal_emit (self, signals[WANTED], 0);
  rushes_id_entry_select (self->entry);
}

static void
on_mend (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesPage *self = user_data;

  switch (rushes_problem_bar_get_action (self->problem_bar))
    {
    case RUSHES_PROBLEM_SET_TOKEN:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.set-token", NULL);
      break;
    case RUSHES_PROBLEM_TRY_AGAIN:
      rushes_inquiry_ask_again (self->inquiry);
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
on_token_changed (RushesPage *self)
{
  gboolean mended = rushes_problem_bar_get_action (self->problem_bar) == RUSHES_PROBLEM_SET_TOKEN;

  if (mended && rushes_settings_get_has_token (self->settings))
    {
      hide_problem (self);
      rushes_inquiry_ask_again (self->inquiry);
    }

  show_head (self);
  if (rushes_content_peek_watch (self->content) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static const GActionEntry actions[] = {
  { "refresh", on_refresh },
  { "open-video", on_open_video, "s" },
  { "cancel-fetch", on_cancel_fetch },
  { "focus-entry", on_focus_entry },
  { "mend", on_mend },
};

static void
on_video_changed (RushesPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

static void
rushes_page_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RushesPage *self = RUSHES_PAGE (object);

  if (prop_id == PROP_VIDEO)
    g_value_set_object (value, rushes_page_peek_video (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_page_dispose (GObject *object)
{
  RushesPage *self = RUSHES_PAGE (object);
  GtkWidget *child;

  if (self->inquiry != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->inquiry, self);
      rushes_inquiry_forget (self->inquiry);
    }
  g_clear_object (&self->inquiry);
  g_clear_object (&self->intake);
  g_clear_object (&self->settings);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesPage, head);
  gtk_widget_class_bind_template_child (widget_class, RushesPage, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesPage, asking_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesPage, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesPage, several);
  gtk_widget_class_bind_template_child (widget_class, RushesPage, content);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_fetch);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing_to_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_video_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_several_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_several_shown);
}

static void
rushes_page_class_init (RushesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rushes_page_dispose;
  object_class->get_property = rushes_page_get_property;

  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RushesPage::shown:
   * @self: the page
   * @video_id: a video
   *
   * A video has come onto the page, or what was asked about it was answered.
   */
  signals[SHOWN] = g_signal_new ("shown", RUSHES_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RushesPage::wanted:
   * @self: the page
   *
   * The page is to be seen where something else stands before it.
   */
  signals[WANTED] = g_signal_new ("wanted", RUSHES_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (RUSHES_TYPE_ASKING_BAR);
  g_type_ensure (RUSHES_TYPE_CLAMP);
  g_type_ensure (RUSHES_TYPE_CONTENT);
  g_type_ensure (RUSHES_TYPE_ID_ENTRY);
  g_type_ensure (RUSHES_TYPE_PROBLEM_BAR);
  g_type_ensure (RUSHES_TYPE_SEVERAL);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
rushes_page_init (RushesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
listen (RushesPage *self)
{
  g_signal_connect_object (self->inquiry, "opened", G_CALLBACK (on_opened), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inquiry, "answered", G_CALLBACK (show_watch), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inquiry, "failed", G_CALLBACK (on_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inquiry, "notify::asked", G_CALLBACK (on_asked_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intake, "open", G_CALLBACK (on_intake_open), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::has-token", G_CALLBACK (on_token_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rushes_page_set_sources:
 * @self: the page
 * @window: the window it is in, which gets its actions and takes what is dropped
 * @settings: the settings
 * @client: who knows the API
 * @library: the videos
 * @watcher: who asks about them
 * @covers: who has their covers
 * @downloads: the transfers
 *
 * Gives the page what it works with, once, and shows what invites the first video.
 */
void
rushes_page_set_sources (RushesPage           *self,
                         GtkApplicationWindow *window,
                         RushesSettings       *settings,
                         RushesClient         *client,
                         RushesLibrary        *library,
                         RushesWatcher        *watcher,
                         RushesCovers         *covers,
                         RushesDownloads      *downloads)
{
  g_return_if_fail (RUSHES_IS_PAGE (self));
  g_return_if_fail (self->settings == NULL);

  self->actions = G_ACTION_MAP (window);
  self->settings = g_object_ref (settings);
  self->inquiry = rushes_inquiry_new (GTK_WINDOW (window), library, watcher, downloads);
  self->intake = rushes_intake_new (self->several, library, watcher);
  rushes_content_set_sources (self->content, self->actions, settings, client, watcher, covers,
                              downloads);
  listen (self);

  g_action_map_add_action_entries (self->actions, actions, G_N_ELEMENTS (actions), self);
  rushes_drop_add (GTK_WIDGET (window), self->entry);
  rushes_id_entry_add_actions (self->entry, self->actions);
  show_head (self);
  if (rushes_settings_get_has_token (settings))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * rushes_page_peek_video:
 * @self: the page
 *
 * Gets the video that is shown. `video` notifies.
 *
 * Returns: (transfer none) (nullable): the video
 */
RushesVideo *
rushes_page_peek_video (RushesPage *self)
{
  RushesWatch *watch;

  g_return_val_if_fail (RUSHES_IS_PAGE (self), NULL);

  watch = rushes_content_peek_watch (self->content);

  return watch != NULL ? rushes_watch_get_video (watch) : NULL;
}

/**
 * rushes_page_open:
 * @self: the page
 * @video_id: a video
 * @to_fetch: whether to ask about it, and to watch it from now on
 *
 * Shows a video.
 */
void
rushes_page_open (RushesPage *self,
                  const char *video_id,
                  gboolean    to_fetch)
{
  g_return_if_fail (RUSHES_IS_PAGE (self));

  g_signal_emit (self, signals[WANTED], 0);
  rushes_several_hide (self->several);
  rushes_inquiry_open (self->inquiry, video_id, to_fetch);
}

/**
 * rushes_page_forget:
 * @self: the page
 *
 * Shows no video any more, but what invites the next.
 */
void
rushes_page_forget (RushesPage *self)
{
  g_return_if_fail (RUSHES_IS_PAGE (self));

  rushes_inquiry_forget (self->inquiry);
  hide_problem (self);
  rushes_content_set_watch (self->content, NULL);
  show_head (self);
}

/**
 * rushes_page_set_narrow:
 * @self: the page
 * @narrow: whether there is room for one pane alone
 *
 * Sets how the page is laid out (LOOK.md §5).
 */
void
rushes_page_set_narrow (RushesPage *self,
                        gboolean    narrow)
{
  g_return_if_fail (RUSHES_IS_PAGE (self));

  rushes_content_set_narrow (self->content, narrow);
  g_object_set (self->problem_bar, "narrow", narrow, NULL);
}

/**
 * rushes_page_show_problem:
 * @self: the page
 * @problem: a problem
 *
 * Shows a problem above the page until it is mended or the next one comes.
 */
void
rushes_page_show_problem (RushesPage          *self,
                          const RushesProblem *problem)
{
  g_return_if_fail (RUSHES_IS_PAGE (self));

  rushes_problem_bar_show (self->problem_bar, problem);
  show_suggested (self);
}
