/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-clamp.h"

/* LOOK.md §1, "Measure": a column of 640 px with 24 at each side, 12 where there is little room. */
#define COLUMN_WIDTH 640
#define MARGIN 24
#define NARROW_MARGIN 12
#define NARROW_WIDTH 720

struct _RushesClamp
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RushesClamp, rushes_clamp, GTK_TYPE_WIDGET)

static int
margin_for (int width)
{
  return width >= 0 && width < NARROW_WIDTH ? NARROW_MARGIN : MARGIN;
}

static int
column_for (int width)
{
  return MIN (width - 2 * margin_for (width), COLUMN_WIDTH);
}

static GtkSizeRequestMode
rushes_clamp_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_clamp_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
      *minimum += 2 * NARROW_MARGIN;
      *natural = MAX (MIN (*natural, COLUMN_WIDTH) + 2 * MARGIN, *minimum);
    }
  else
    gtk_widget_measure (child, orientation, for_size >= 0 ? column_for (for_size) : COLUMN_WIDTH,
                        minimum, natural, NULL, NULL);
}

static void
rushes_clamp_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int column = column_for (width);

  if (child != NULL)
    gtk_widget_size_allocate (child,
                              &(GtkAllocation) { (width - column) / 2, 0, column, height }, -1);
}

static void
rushes_clamp_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_clamp_parent_class)->dispose (object);
}

static void
rushes_clamp_class_init (RushesClampClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_clamp_dispose;
  widget_class->get_request_mode = rushes_clamp_get_request_mode;
  widget_class->measure = rushes_clamp_measure;
  widget_class->size_allocate = rushes_clamp_size_allocate;
}

static void
rushes_clamp_init (RushesClamp *self)
{
}
