/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-split.h"

/* DESIGN §3: below 720 px there is room for one pane alone. */
#define COLLAPSE_WIDTH 720

struct _RushesSplit
{
  GtkWidget parent_instance;

  gboolean collapsed;
  gboolean narrow;
  guint notify_id;
};

enum
{
  PROP_0,
  PROP_COLLAPSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesSplit, rushes_split, GTK_TYPE_WIDGET)

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

  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
rushes_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
rushes_split_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  GtkWidget *pane = gtk_widget_get_first_child (widget);

  if (pane != NULL)
    gtk_widget_measure (pane, orientation, -1, minimum, natural, NULL, NULL);
}

/* What follows from a change queues a resize, which may not happen in here. */
static void
rushes_split_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RushesSplit *self = RUSHES_SPLIT (widget);
  GtkWidget *pane = gtk_widget_get_first_child (widget);

  self->narrow = width < COLLAPSE_WIDTH;
  if (self->narrow != self->collapsed && self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle_notify, self, NULL);

  if (pane != NULL)
    gtk_widget_size_allocate (pane, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
rushes_split_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_COLLAPSED)
    g_value_set_boolean (value, RUSHES_SPLIT (object)->collapsed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_split_dispose (GObject *object)
{
  RushesSplit *self = RUSHES_SPLIT (object);
  GtkWidget *pane;

  g_clear_handle_id (&self->notify_id, g_source_remove);
  while ((pane = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (pane);

  G_OBJECT_CLASS (rushes_split_parent_class)->dispose (object);
}

static void
rushes_split_class_init (RushesSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_split_dispose;
  object_class->get_property = rushes_split_get_property;
  widget_class->get_request_mode = rushes_split_get_request_mode;
  widget_class->measure = rushes_split_measure;
  widget_class->size_allocate = rushes_split_size_allocate;

  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_split_init (RushesSplit *self)
{
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
