/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-prompt.h"

#include "rushes-copy-button.h"
#include "rushes-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT_LINES 4

struct _RushesPrompt
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkToggleButton *more;
  RushesCopyButton *copy;

  char *text;
  char *shown; /* what can be shown of @text, in its own lines */
  gboolean cut;
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (RushesPrompt, rushes_prompt, GTK_TYPE_WIDGET)

/* Short, it is one paragraph: a label counts the lines of each paragraph by itself. */
static void
show_text (RushesPrompt *self,
           gboolean      all)
{
  g_autofree char *line = g_strdelimit (g_strdup (self->shown), "\n", ' ');

  gtk_label_set_label (self->label, all ? self->shown : line);
}

static gboolean
has_lines (RushesPrompt *self)
{
  return self->shown != NULL && strchr (self->shown, '\n') != NULL;
}

static gboolean
on_idle_show_more (gpointer user_data)
{
  RushesPrompt *self = user_data;

  self->idle_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          self->cut || has_lines (self) ||
                          gtk_toggle_button_get_active (self->more));

  return G_SOURCE_REMOVE;
}

static void
on_more_toggled (RushesPrompt *self)
{
  gboolean all = gtk_toggle_button_get_active (self->more);

  show_text (self, all);
  gtk_label_set_lines (self->label, all ? -1 : SHORT_LINES);
  gtk_label_set_ellipsize (self->label, all ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_button_set_label (GTK_BUTTON (self->more), all ? _("Show Less") : _("Show All"));
}

static GtkSizeRequestMode
rushes_prompt_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_prompt_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (RUSHES_PROMPT (widget)->box, orientation, for_size, minimum, natural, NULL,
                      NULL);
}

/* Only here it is known whether four lines were enough, and here nothing may be shown or hidden. */
static void
rushes_prompt_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  RushesPrompt *self = RUSHES_PROMPT (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation) { 0, 0, width, height }, -1);

  self->cut = pango_layout_is_ellipsized (gtk_label_get_layout (self->label));
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (on_idle_show_more, self);
}

static void
rushes_prompt_dispose (GObject *object)
{
  RushesPrompt *self = RUSHES_PROMPT (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_prompt_parent_class)->dispose (object);
}

static void
rushes_prompt_finalize (GObject *object)
{
  RushesPrompt *self = RUSHES_PROMPT (object);

  g_free (self->text);
  g_free (self->shown);

  G_OBJECT_CLASS (rushes_prompt_parent_class)->finalize (object);
}

static void
rushes_prompt_class_init (RushesPromptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_prompt_dispose;
  object_class->finalize = rushes_prompt_finalize;
  widget_class->get_request_mode = rushes_prompt_get_request_mode;
  widget_class->measure = rushes_prompt_measure;
  widget_class->size_allocate = rushes_prompt_size_allocate;

  g_type_ensure (RUSHES_TYPE_COPY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-prompt.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesPrompt, box);
  gtk_widget_class_bind_template_child (widget_class, RushesPrompt, label);
  gtk_widget_class_bind_template_child (widget_class, RushesPrompt, more);
  gtk_widget_class_bind_template_child (widget_class, RushesPrompt, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_more_toggled);
}

static void
rushes_prompt_init (RushesPrompt *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_prompt_set_text:
 * @self: a prompt
 * @text: (nullable): what the video was asked to be, whole
 *
 * Shows the prompt: four lines of it, all on demand, at most 4 KiB; the button copies the whole.
 */
void
rushes_prompt_set_text (RushesPrompt *self,
                        const char   *text)
{
  g_return_if_fail (RUSHES_IS_PROMPT (self));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL || g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->shown);
  self->shown = rushes_format_excerpt (text, RUSHES_FORMAT_EXCERPT_MAX);
  gtk_toggle_button_set_active (self->more, FALSE);
  show_text (self, FALSE);
  rushes_copy_button_set_text (self->copy, text);
}
