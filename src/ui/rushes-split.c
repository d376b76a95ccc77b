/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-split.h"

/* DESIGN §3: below 720 px there is room for one pane alone. LOOK.md §1: the side is 300 px wide. */
#define COLLAPSE_WIDTH 720
/* As GTK counts: 1024 for each of 96 dots in an inch. */
#define USUAL_DPI (96 * 1024)
#define SIDE_WIDTH 300

struct _RushesSplit
{
  GtkWidget parent_instance;

  GtkWidget *side;
  GtkWidget *page;
  gboolean has_side;
  gboolean side_wanted;
  gboolean page_on_top;
  gboolean collapsed;
  gboolean narrow; /* as of the last allocation; what follows from it comes a moment later */
  guint notify_id;
};

enum
{
  PROP_0,
  PROP_SIDE,
  PROP_PAGE,
  PROP_COLLAPSED,
  PROP_SHOWS_SIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesSplit, rushes_split, GTK_TYPE_WIDGET)

static gboolean
wants_side (RushesSplit *self)
{
  if (!self->has_side)
    return FALSE;

  return self->collapsed ? !self->page_on_top : self->side_wanted;
}

static gboolean
wants_page (RushesSplit *self)
{
  return !self->collapsed || !wants_side (self);
}

static gboolean
has_focus (GtkWidget *pane)
{
  GtkRoot *root = gtk_widget_get_root (pane);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

/* Hidden, not only behind the other: nobody reads it then (ACCESSIBILITY.md, 7). The focus does not
 * stay where nobody sees it. */
static void
show_panes (RushesSplit *self)
{
  gboolean side = wants_side (self), page = wants_page (self);
  gboolean from_side = !side && has_focus (self->side);
  gboolean from_page = !page && has_focus (self->page);
  gboolean changed = side != gtk_widget_get_visible (self->side);

  gtk_widget_set_visible (self->side, side);
  gtk_widget_set_visible (self->page, page);
  if (from_side)
    gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
  if (from_page)
    gtk_widget_child_focus (self->side, GTK_DIR_TAB_FORWARD);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_SIDE]);
}

static gboolean
on_idle_notify (gpointer user_data)
{
  RushesSplit *self = user_data;

  self->notify_id = 0;
  if (self->collapsed == self->narrow)
    return G_SOURCE_REMOVE;

  self->collapsed = self->narrow;
  if (self->collapsed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "collapsed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "collapsed");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
  show_panes (self);

  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
rushes_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The larger of the two, never the sum: each can have the window for itself. */
static void
rushes_split_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  RushesSplit *self = RUSHES_SPLIT (widget);
  int side_minimum, side_natural;

  gtk_widget_measure (self->page, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->side, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  *minimum = MAX (*minimum, side_minimum);
  *natural = MAX (*natural, side_natural);
}

/* Lengths are those of text of the usual size: larger text needs the more room for as much. */
static int
scale_to_text (RushesSplit *self,
               int          length)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > USUAL_DPI ? (int) ((gint64) length * dpi / USUAL_DPI) : length;
}

/* What follows from a change queues a resize, which may not happen in here. */
static void
rushes_split_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RushesSplit *self = RUSHES_SPLIT (widget);
  gboolean both = gtk_widget_get_visible (self->side) && gtk_widget_get_visible (self->page);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int side_width = both ? scale_to_text (self, SIDE_WIDTH) : width;
  int page_width = both ? MAX (width - side_width, 0) : width;
  GtkAllocation side = { mirrored ? width - side_width : 0, 0, side_width, height };
  GtkAllocation page = { mirrored ? 0 : width - page_width, 0, page_width, height };
  int page_minimum;

  self->narrow = width < scale_to_text (self, COLLAPSE_WIDTH);
  if (self->narrow != self->collapsed && self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle_notify, self, NULL);

  /* For the moment in which there are still two panes and no room for both any more. */
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &page_minimum, NULL, NULL, NULL);
  page.width = MAX (page.width, page_minimum);

  if (gtk_widget_get_visible (self->side))
    gtk_widget_size_allocate (self->side, &side, -1);
  if (gtk_widget_get_visible (self->page))
    gtk_widget_size_allocate (self->page, &page, -1);
}

static void
rushes_split_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RushesSplit *self = RUSHES_SPLIT (object);

  switch (prop_id)
    {
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_SHOWS_SIDE:
      g_value_set_boolean (value, gtk_widget_get_visible (self->side));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_split_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  RushesSplit *self = RUSHES_SPLIT (object);

  switch (prop_id)
    {
    case PROP_SIDE:
      self->side = g_value_get_object (value);
      gtk_widget_set_visible (self->side, FALSE);
      gtk_widget_insert_after (self->side, GTK_WIDGET (self), NULL);
      break;
    case PROP_PAGE:
      self->page = g_value_get_object (value);
      gtk_widget_insert_before (self->page, GTK_WIDGET (self), NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_split_dispose (GObject *object)
{
  RushesSplit *self = RUSHES_SPLIT (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  g_clear_pointer (&self->page, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_split_parent_class)->dispose (object);
}

static void
rushes_split_class_init (RushesSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_split_dispose;
  object_class->get_property = rushes_split_get_property;
  object_class->set_property = rushes_split_set_property;
  widget_class->get_request_mode = rushes_split_get_request_mode;
  widget_class->measure = rushes_split_measure;
  widget_class->size_allocate = rushes_split_size_allocate;

  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_object ("page", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_SIDE] = g_param_spec_boolean ("shows-side", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_split_init (RushesSplit *self)
{
  self->side_wanted = TRUE;
  self->page_on_top = TRUE;
}

/**
 * rushes_split_get_collapsed:
 * @self: a split
 *
 * Tells whether there is room for one pane alone. Its notify comes from an idle, never while sizes
 * are being given out.
 *
 * Returns: %TRUE below 720 logical pixels
 */
gboolean
rushes_split_get_collapsed (RushesSplit *self)
{
  g_return_val_if_fail (RUSHES_IS_SPLIT (self), FALSE);

  return self->collapsed;
}

/**
 * rushes_split_get_shows_side:
 * @self: a split
 *
 * Tells whether the side is seen, alone or beside the page.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_split_get_shows_side (RushesSplit *self)
{
  g_return_val_if_fail (RUSHES_IS_SPLIT (self), FALSE);

  return gtk_widget_get_visible (self->side);
}

/**
 * rushes_split_set_has_side:
 * @self: a split
 * @has_side: whether there is anything in the side
 *
 * Sets whether there is a side at all.
 */
void
rushes_split_set_has_side (RushesSplit *self,
                           gboolean     has_side)
{
  g_return_if_fail (RUSHES_IS_SPLIT (self));

  self->has_side = has_side;
  show_panes (self);
}

/**
 * rushes_split_set_side_wanted:
 * @self: a split
 * @wanted: whether the user wants to see the side
 *
 * Sets whether the side stands beside the page where there is room for both.
 */
void
rushes_split_set_side_wanted (RushesSplit *self,
                              gboolean     wanted)
{
  g_return_if_fail (RUSHES_IS_SPLIT (self));

  self->side_wanted = wanted;
  show_panes (self);
}

/**
 * rushes_split_set_page_on_top:
 * @self: a split
 * @on_top: whether the page is seen, and not the side
 *
 * Sets which pane is seen where there is room for one alone.
 */
void
rushes_split_set_page_on_top (RushesSplit *self,
                              gboolean     on_top)
{
  g_return_if_fail (RUSHES_IS_SPLIT (self));

  self->page_on_top = on_top;
  show_panes (self);
}
