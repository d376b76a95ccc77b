/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with one of everything that the driver must be able to drive. */
#include "rushes-compat.h"

#define SAMPLE_ID "io.github.rushes_app.Sample"

typedef struct
{
  GtkWidget *window;
  GtkWidget *entry;
  GtkWidget *status;
  GtkWidget *progress;
  GtkWidget *stack;
  GtkWidget *fetch;
} Sample;

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_fraction (GtkWidget *progress,
              double     fraction)
{
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (progress), fraction);
}

static void
on_fetch (GtkWidget *button,
          gpointer   data)
{
  Sample *self = data;
  const char *id = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = g_strconcat ("Fetched ", id, NULL);

  gtk_label_set_text (GTK_LABEL (self->status), text);
  set_fraction (self->progress, 0.63);
}

static void
on_switch_page (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  Sample *self = data;
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    g_str_equal (name, "first") ? "second" : "first");
}

static void
on_disable (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  Sample *self = data;

  gtk_widget_set_sensitive (self->fetch, FALSE);
}

static void
on_pulse (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  Sample *self = data;

  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
}

static void
on_copy (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  Sample *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->window),
                          gtk_label_get_text (GTK_LABEL (self->status)));
}

static void
on_warn (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_printerr ("\n(sample:1): Sample-WARNING **: made for the test\n");
}

static void
on_dialog (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  Sample *self = data;
  GtkWidget *dialog = gtk_window_new ();
  GtkWidget *button = gtk_button_new_with_label ("Close Dialog");

  gtk_window_set_title (GTK_WINDOW (dialog), "Sample Dialog");
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_child (GTK_WINDOW (dialog), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_window_destroy), dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
build_list (void)
{
  static const char *const names[] = { "First row", "Second row", "Third row" };
  GtkWidget *list = gtk_list_box_new ();

  set_name (list, "Rows");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_label_new (names[i]));
      set_name (row, names[i]);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  return list;
}

static GtkWidget *
build_status (Sample *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  set_name (box, "Status");
  self->status = gtk_label_new ("Nothing yet");
  gtk_box_append (GTK_BOX (box), self->status);

  return box;
}

static GtkWidget *
build_menu_button (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, "Switch Page", "win.page");
  g_menu_append (menu, "Disable Fetch", "win.disable");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  rushes_compat_name_items (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  set_name (button, "Main Menu");

  return button;
}

static GtkWidget *
build_first_page (Sample *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *token = gtk_password_entry_new ();

  self->entry = gtk_entry_new ();
  set_name (self->entry, "Video ID");
  gtk_box_append (GTK_BOX (page), self->entry);

  self->fetch = gtk_button_new_with_label ("Fetch");
  g_signal_connect (self->fetch, "clicked", G_CALLBACK (on_fetch), self);
  gtk_box_append (GTK_BOX (page), self->fetch);

  gtk_box_append (GTK_BOX (page), build_status (self));

  self->progress = gtk_progress_bar_new ();
  set_name (self->progress, "Generation progress");
  set_fraction (self->progress, 0.25);
  gtk_box_append (GTK_BOX (page), self->progress);

  set_name (token, "API token");
  gtk_box_append (GTK_BOX (page), token);
  gtk_box_append (GTK_BOX (page), gtk_check_button_new_with_label ("Watch"));
  gtk_box_append (GTK_BOX (page), build_list ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);

  return scrolled;
}

static GtkWidget *
build_second_page (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (page), gtk_label_new ("Second page"));
  gtk_box_append (GTK_BOX (page), gtk_button_new_with_label ("Only Here"));

  return page;
}

static void
on_activate (GtkApplication *application,
             gpointer        data)
{
  static const GActionEntry entries[] = {
    { "page", on_switch_page }, { "disable", on_disable }, { "pulse", on_pulse },
    { "copy", on_copy }, { "warn", on_warn }, { "dialog", on_dialog },
  };
  static const char *const accels[][2] = {
    { "win.page", "<Control>p" }, { "win.pulse", "<Control>u" },
    { "win.copy", "<Control><Shift>c" }, { "win.warn", "<Control>w" },
    { "win.dialog", "<Control>comma" }, { "window.close", "<Control>q" },
  };
  Sample *self = data;
  GtkWidget *header = gtk_header_bar_new ();

  self->window = gtk_application_window_new (application);
  gtk_window_set_title (GTK_WINDOW (self->window), "Sample");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 640, 480);
  gtk_window_set_titlebar (GTK_WINDOW (self->window), header);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), build_menu_button ());

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), build_first_page (self), "first");
  gtk_stack_add_named (GTK_STACK (self->stack), build_second_page (), "second");
  gtk_window_set_child (GTK_WINDOW (self->window), self->stack);

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries),
                                   self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i][0],
                                           (const char *[]) { accels[i][1], NULL });

  gtk_window_present (GTK_WINDOW (self->window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GtkApplication) application = NULL;
  Sample sample = { 0 };

  application = gtk_application_new (SAMPLE_ID, G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &sample);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
