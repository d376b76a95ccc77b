/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-sidebar.h"

#include "rushes-compat.h"
#include "rushes-gradual.h"
#include "rushes-library-row.h"
#include "rushes-menu.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RushesSidebar
{
  GtkWidget parent_instance;

  GtkWidget *start_controls;
  GtkWidget *end_controls;
  GtkWidget *add_button;
  GtkWidget *menu_button;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkWidget *scroller;
  GtkWidget *nothing;
  GMenuModel *row_menu;
  GtkPopover *menu; /* of a row, once it was opened */

  RushesLibrary *library;
  RushesCovers *covers;
  RushesClient *client;
  GtkMultiSelection *selection;
  gboolean narrow;
  char *shown_id;
  gboolean selecting; /* because the page has changed, not because somebody chose */
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesSidebar, rushes_sidebar, GTK_TYPE_WIDGET)

/* --- what is chosen --------------------------------------------------------------------------- */

static char *
dup_id_at (RushesSidebar *self,
           guint          position)
{
  g_autoptr(RushesLibraryItem) item = g_list_model_get_item (G_LIST_MODEL (self->library),
                                                             position);
  RushesVideo *video = item != NULL ? rushes_library_item_peek_video (item) : NULL;

  return video != NULL ? g_strdup (rushes_video_get_video_id (video)) : NULL;
}

static void
open_at (RushesSidebar *self,
         guint          position)
{
  g_autofree char *video_id = dup_id_at (self, position);

  if (video_id != NULL)
    g_signal_emit (self, signals[OPEN], 0, video_id);
}

/* Where both panes are seen, the page follows the list; where one is seen, it comes when it is
 * asked for. */
static void
on_selection_changed (RushesSidebar *self)
{
  g_autoptr(GtkBitset) chosen = NULL;

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.remove",
                                 !gtk_bitset_is_empty (chosen));
  if (!self->selecting && !self->narrow && gtk_bitset_get_size (chosen) == 1)
    open_at (self, gtk_bitset_get_minimum (chosen));
}

static void
on_activate (RushesSidebar *self,
             guint          position)
{
  open_at (self, position);
}

/* A click on what is chosen already changes nothing in the list. */
static void
on_row_released (GtkGestureClick *click,
                 int              n_press,
                 double           x,
                 double           y,
                 gpointer         user_data)
{
  GtkListItem *list_item = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *self = gtk_widget_get_ancestor (row, RUSHES_TYPE_SIDEBAR);
  GdkModifierType state;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  if (n_press == 1 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    open_at (RUSHES_SIDEBAR (self), gtk_list_item_get_position (list_item));
}

/* --- the menu --------------------------------------------------------------------------------- */

static void
ensure_menu (RushesSidebar *self)
{
  if (self->menu != NULL)
    return;

  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (self->row_menu));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Video"), -1);
  rushes_compat_name_items (self->menu);
  gtk_popover_set_has_arrow (self->menu, FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
}

static void
pop_up (RushesSidebar *self,
        GtkWidget     *row,
        double         x,
        double         y)
{
  graphene_point_t point = GRAPHENE_POINT_INIT (x, y);

  if (!gtk_widget_compute_point (row, GTK_WIDGET (self), &point, &point))
    return;

  ensure_menu (self);
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { point.x, point.y, 1, 1 });
  gtk_popover_popup (self->menu);
}

/* What is done is done to all that are chosen, or to the one that was not. */
static void
on_row_menu (GtkGestureClick *click,
             int              n_press,
             double           x,
             double           y,
             gpointer         user_data)
{
  GtkListItem *list_item = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  RushesSidebar *self = RUSHES_SIDEBAR (gtk_widget_get_ancestor (row, RUSHES_TYPE_SIDEBAR));

  if (!gtk_list_item_get_selected (list_item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection),
                                     gtk_list_item_get_position (list_item), TRUE);
  pop_up (self, row, x, y);
}

static void
on_menu_key (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RushesSidebar *self = RUSHES_SIDEBAR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    pop_up (self, focus, gtk_widget_get_width (focus) / 2.0, gtk_widget_get_height (focus) / 2.0);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
add_click (GtkWidget   *row,
           GtkListItem *list_item,
           guint        button,
           const char  *signal,
           GCallback    callback)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, signal, callback, list_item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
}

static void
on_setup (RushesSidebar *self,
          GtkListItem   *list_item)
{
  GtkWidget *row = rushes_library_row_new (self->covers, self->client);

  add_click (row, list_item, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (on_row_released));
  add_click (row, list_item, GDK_BUTTON_SECONDARY, "pressed", G_CALLBACK (on_row_menu));
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind (RushesSidebar *self,
         GtkListItem   *list_item)
{
  rushes_library_row_set_item (RUSHES_LIBRARY_ROW (gtk_list_item_get_child (list_item)),
                               gtk_list_item_get_item (list_item));
}

/* Nothing is unbound: GTK 4.8 does that and binds anew whenever a row has moved, and all below one
 * that was put in have. A row that is not needed any more goes, and its item with it. */
static GtkListItemFactory *
make_factory (RushesSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);

  return factory;
}

/* --- search ----------------------------------------------------------------------------------- */

/* A row that moves to the top is another one to the selection. */
static void
select_shown (RushesSidebar *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  g_autoptr(GtkBitset) chosen = gtk_selection_model_get_selection (selection);
  guint position;

  if (self->shown_id == NULL || !gtk_bitset_is_empty (chosen) ||
      !rushes_library_find (self->library, self->shown_id, &position))
    return;

  self->selecting = TRUE;
  gtk_selection_model_select_item (selection, position, TRUE);
  self->selecting = FALSE;
}

static void
show_nothing_found (RushesSidebar *self)
{
  gboolean nothing = g_list_model_get_n_items (G_LIST_MODEL (self->library)) == 0 &&
                     *rushes_library_get_search (self->library) != '\0' &&
                     !rushes_library_is_searching (self->library);

  gtk_widget_set_visible (self->nothing, nothing);
  gtk_widget_set_visible (self->scroller, !nothing);
}

static void
on_items_changed (RushesSidebar *self)
{
  select_shown (self);
  show_nothing_found (self);
}

static void
on_search_changed (RushesSidebar *self)
{
  rushes_library_set_search (self->library, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_stopped (RushesSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* From the search into what it found. */
static void
on_search_activated (RushesSidebar *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->library)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* ---------------------------------------------------------------------------------------------- */

/* The controls of the window stand where the user's button layout has them (LOOK.md §5). */
static void
show_narrow (RushesSidebar *self)
{
  gboolean start_empty = gtk_window_controls_get_empty (GTK_WINDOW_CONTROLS (self->start_controls));
  gboolean end_empty = gtk_window_controls_get_empty (GTK_WINDOW_CONTROLS (self->end_controls));

  gtk_widget_set_visible (self->start_controls, !start_empty);
  gtk_widget_set_visible (self->end_controls, self->narrow && !end_empty);
  gtk_widget_set_visible (self->add_button, self->narrow);
  gtk_widget_set_visible (self->menu_button, self->narrow);
}

/* GTK has Tab go from row to row, and a library has thousands: arrows do that. */
static gboolean
leave_list (RushesSidebar    *self,
            GtkDirectionType  direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  do
    child = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (child)
                                             : gtk_widget_get_prev_sibling (child);
  while (child != NULL && !gtk_widget_child_focus (child, direction));

  return child != NULL;
}

static gboolean
rushes_sidebar_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  RushesSidebar *self = RUSHES_SIDEBAR (widget);
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
    return leave_list (self, direction);

  return GTK_WIDGET_CLASS (rushes_sidebar_parent_class)->focus (widget, direction);
}

static void
rushes_sidebar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, RUSHES_SIDEBAR (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_sidebar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  RushesSidebar *self = RUSHES_SIDEBAR (object);

  if (prop_id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  self->narrow = g_value_get_boolean (value);
  show_narrow (self);
}

static void
rushes_sidebar_dispose (GObject *object)
{
  RushesSidebar *self = RUSHES_SIDEBAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->library);
  g_clear_object (&self->covers);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_sidebar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, start_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, end_controls);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, add_button);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, nothing);
  gtk_widget_class_bind_template_child (widget_class, RushesSidebar, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
}

/* Passed on to the window, which knows what it has. */
static void
on_chosen_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_autofree char *name = g_strconcat ("win.", strchr (action_name, '.') + 1, "-chosen", NULL);

  gtk_widget_activate_action (widget, name, NULL);
}

static void
rushes_sidebar_finalize (GObject *object)
{
  g_free (RUSHES_SIDEBAR (object)->shown_id);

  G_OBJECT_CLASS (rushes_sidebar_parent_class)->finalize (object);
}

static void
rushes_sidebar_class_init (RushesSidebarClass *klass)
{
  static const char *const chosen[] = { "sidebar.remove", "sidebar.copy-id", "sidebar.refresh",
                                        "sidebar.download", "sidebar.export" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_sidebar_dispose;
  object_class->finalize = rushes_sidebar_finalize;
  object_class->get_property = rushes_sidebar_get_property;
  object_class->set_property = rushes_sidebar_set_property;

  widget_class->focus = rushes_sidebar_focus;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RushesSidebar::open:
   * @self: the sidebar
   * @video_id: a video
   *
   * Somebody wants to see a video.
   */
  signals[OPEN] = g_signal_new ("open", RUSHES_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++)
    gtk_widget_class_install_action (widget_class, chosen[i], NULL, on_chosen_action);
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, on_menu_key);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-sidebar.ui");
  bind_template (widget_class);
}

static void
rushes_sidebar_init (RushesSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_compat_pass_rows (self->list);
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  g_signal_connect_object (self->start_controls, "notify::empty", G_CALLBACK (show_narrow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end_controls, "notify::empty", G_CALLBACK (show_narrow), self,
                           G_CONNECT_SWAPPED);
  show_narrow (self);
}

/**
 * rushes_sidebar_set_sources:
 * @self: the sidebar
 * @library: the videos
 * @covers: who has their covers
 * @client: who knows the API
 *
 * Gives the sidebar what it shows. To be called once.
 */
void
rushes_sidebar_set_sources (RushesSidebar *self,
                            RushesLibrary *library,
                            RushesCovers  *covers,
                            RushesClient  *client)
{
  g_autoptr(GtkListItemFactory) factory = NULL;

  g_return_if_fail (RUSHES_IS_SIDEBAR (self));

  self->library = g_object_ref (library);
  self->covers = g_object_ref (covers);
  self->client = g_object_ref (client);
  self->selection = gtk_multi_selection_new (rushes_gradual_new (G_LIST_MODEL (library),
                                                                 GTK_WIDGET (self->list)));
  factory = make_factory (self);

  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (library, "notify::searching", G_CALLBACK (show_nothing_found), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rushes_sidebar_set_menu:
 * @self: the sidebar
 * @menu: the menu of the program
 *
 * Sets the menu for when the sidebar has the window for itself.
 */
void
rushes_sidebar_set_menu (RushesSidebar *self,
                         GMenuModel    *menu)
{
  g_return_if_fail (RUSHES_IS_SIDEBAR (self));

  rushes_menu_attach (GTK_MENU_BUTTON (self->menu_button), menu);
}

/**
 * rushes_sidebar_select:
 * @self: the sidebar
 * @video_id: (nullable): the video whose page is shown
 *
 * Chooses a video in the list, where it is in it, and no other; nothing is opened by that.
 */
void
rushes_sidebar_select (RushesSidebar *self,
                       const char    *video_id)
{
  char *copy;

  g_return_if_fail (RUSHES_IS_SIDEBAR (self));

  copy = g_strdup (video_id);
  g_free (self->shown_id);
  self->shown_id = copy;

  self->selecting = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  self->selecting = FALSE;
  select_shown (self);
}

/**
 * rushes_sidebar_dup_selected:
 * @self: the sidebar
 *
 * Gets what is chosen.
 *
 * Returns: (transfer full): video IDs, %NULL at the end
 */
char **
rushes_sidebar_dup_selected (RushesSidebar *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GtkBitset) chosen = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (RUSHES_IS_SIDEBAR (self), NULL);

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autofree char *video_id = dup_id_at (self, position);

      if (video_id != NULL)
        g_strv_builder_add (ids, video_id);
    }

  return g_strv_builder_end (ids);
}

/**
 * rushes_sidebar_focus_search:
 * @self: the sidebar
 *
 * Puts the cursor into the search.
 */
void
rushes_sidebar_focus_search (RushesSidebar *self)
{
  g_return_if_fail (RUSHES_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
