/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-shortcuts.h"

#include <glib/gi18n.h>

/* Two columns, or one where the window it belongs to is narrow (LOOK.md §3). */
#define WIDTH 720
#define MAX_HEIGHT 640
#define NARROW_WIDTH 360
#define NARROW_HEIGHT 560

struct _RushesShortcuts
{
  GtkWindow parent_instance;

  GtkWidget *columns;
  GtkListBox *videos;
  GtkListBox *window;
};

G_DEFINE_FINAL_TYPE (RushesShortcuts, rushes_shortcuts, GTK_TYPE_WINDOW)

/* The one that is mirrored from right to left. */
#define BACK "<Alt>Left"
#define MIRRORED_BACK "<Alt>Right"

typedef struct
{
  const char *title;
  const char *accelerator;
} Shortcut;

static const Shortcut video_shortcuts[] = {
  { N_("Go to the ID entry"), "<Control>l" },
  { N_("Paste and fetch"), "<Control>v" },
  { N_("Refresh"), "<Control>r" },
  { N_("Play or pause"), "space" },
  { N_("Full screen"), "F11" },
  { N_("Download"), "<Control>s" },
  { N_("Save as…"), "<Control><Shift>s" },
  { N_("Remove from the list"), "Delete" },
};

static const Shortcut window_shortcuts[] = {
  { N_("Search videos"), "<Control>f" },
  { N_("Show or hide the list"), "F9" },
  { N_("Back to the list"), BACK },
  { N_("Main menu"), "F10" },
  { N_("API token"), "<Control>comma" },
  { N_("Keyboard shortcuts"), "<Control>question" },
  { N_("Close"), "<Control>w" },
  { N_("Quit"), "<Control>q" },
};

static GtkWidget *
make_keycap (const char *key)
{
  GtkWidget *keycap = gtk_label_new (key);

  gtk_widget_add_css_class (keycap, "keycap");
  gtk_widget_add_css_class (keycap, "caption");

  return keycap;
}

/* GTK knows what a key is called in the user's language. */
static char *
dup_keys (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  if (g_str_equal (accelerator, BACK) &&
      gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    accelerator = MIRRORED_BACK;

  gtk_accelerator_parse (accelerator, &key, &modifiers);

  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
make_keycaps (const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_auto(GStrv) keys = g_strsplit (label, "+", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), make_keycap (keys[i]));

  /* Modifiers come first in any script. */
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);

  return box;
}

static void
add_row (GtkListBox     *list,
         const Shortcut *shortcut)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(shortcut->title));
  g_autofree char *keys = dup_keys (shortcut->accelerator);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_margin_start (box, 15);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_keycaps (keys));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(shortcut->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, keys,
                                  -1);
  gtk_list_box_append (list, row);
}

static void
rushes_shortcuts_class_init (RushesShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesShortcuts, columns);
  gtk_widget_class_bind_template_child (widget_class, RushesShortcuts, videos);
  gtk_widget_class_bind_template_child (widget_class, RushesShortcuts, window);
}

static void
rushes_shortcuts_init (RushesShortcuts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (video_shortcuts); i++)
    add_row (self->videos, &video_shortcuts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (window_shortcuts); i++)
    add_row (self->window, &window_shortcuts[i]);
}

/* What a window asks for by itself is the height of a single column. */
static int
measure_height (RushesShortcuts *self)
{
  GtkWidget *bar = gtk_window_get_titlebar (GTK_WINDOW (self));
  int bar_height, height;

  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &bar_height, NULL, NULL);
  gtk_widget_measure (self->columns, GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &height, NULL, NULL);

  return bar_height + height;
}

/**
 * rushes_shortcuts_new:
 * @parent: the window it belongs to
 *
 * Makes the window that names the keys. GtkShortcutsWindow is deprecated since GTK 4.18.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
GtkWindow *
rushes_shortcuts_new (GtkWindow *parent)
{
  RushesShortcuts *self = g_object_new (RUSHES_TYPE_SHORTCUTS, "transient-for", parent, NULL);

  if (gtk_widget_get_width (GTK_WIDGET (parent)) < WIDTH)
    gtk_window_set_default_size (GTK_WINDOW (self), NARROW_WIDTH, NARROW_HEIGHT);
  else
    gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, MIN (measure_height (self), MAX_HEIGHT));

  return GTK_WINDOW (self);
}
