/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-pill.h"

#include "rushes-ellipsis.h"

#include <glib/gi18n.h>

/* Of the longest of our own words in any language. */
#define MAX_LETTERS 16

struct _RushesPill
{
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *label;

  RushesStatus state;
  char *word;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_WORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesPill, rushes_pill, GTK_TYPE_WIDGET)

/* LOOK.md §2. */
static const struct
{
  const char *icon_name;
  const char *css_class;
} looks[] = {
  [RUSHES_STATUS_UNKNOWN] = { "dialog-question-symbolic", NULL },
  [RUSHES_STATUS_QUEUED] = { "document-open-recent-symbolic", NULL },
  [RUSHES_STATUS_PENDING] = { "content-loading-symbolic", NULL },
  [RUSHES_STATUS_PROCESSING] = { "emblem-synchronizing-symbolic", "working" },
  [RUSHES_STATUS_IN_REVIEW] = { "view-reveal-symbolic", "working" },
  [RUSHES_STATUS_COMPLETED] = { "emblem-ok-symbolic", "good" },
  [RUSHES_STATUS_MODERATED] = { "action-unavailable-symbolic", "caution" },
  [RUSHES_STATUS_FAILED] = { "dialog-error-symbolic", "bad" },
  [RUSHES_STATUS_REMOVED] = { "user-trash-symbolic", NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (looks) == RUSHES_STATUS_LAST + 1);

static void
show_state (RushesPill   *self,
            RushesStatus  state)
{
  if (looks[self->state].css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->state].css_class);

  self->state = state;
  gtk_image_set_from_icon_name (self->image, looks[state].icon_name);
  if (looks[state].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].css_class);
}

static void
rushes_pill_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RushesPill *self = RUSHES_PILL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_WORD:
      g_value_set_string (value, self->word);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The word goes before all that stands beside it; only one of the server's own may be too long. */
static void
keep_room (RushesPill *self)
{
  glong n_letters = self->word != NULL ? g_utf8_strlen (self->word, -1) : 0;

  gtk_label_set_ellipsize (self->label, n_letters > MAX_LETTERS ? PANGO_ELLIPSIZE_END
                                                                : PANGO_ELLIPSIZE_NONE);
}

static void
rushes_pill_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  RushesPill *self = RUSHES_PILL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      show_state (self, g_value_get_int (value));
      break;
    case PROP_WORD:
      g_free (self->word);
      self->word = g_value_dup_string (value);
      keep_room (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_pill_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_pill_parent_class)->dispose (object);
}

static void
rushes_pill_finalize (GObject *object)
{
  g_free (RUSHES_PILL (object)->word);

  G_OBJECT_CLASS (rushes_pill_parent_class)->finalize (object);
}

static void
rushes_pill_class_init (RushesPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_pill_dispose;
  object_class->finalize = rushes_pill_finalize;
  object_class->get_property = rushes_pill_get_property;
  object_class->set_property = rushes_pill_set_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, RUSHES_STATUS_LAST, 0,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-pill.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, RushesPill, image);
  gtk_widget_class_bind_template_child (widget_class, RushesPill, label);
}

static void
rushes_pill_init (RushesPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Status"), -1);
  show_state (self, RUSHES_STATUS_UNKNOWN);
}

/**
 * rushes_pill_get_css_class:
 * @status: what a status means
 *
 * Gets the class that colours a status; the colour only repeats the icon and the word.
 *
 * Returns: (nullable): the class, or %NULL for the colour of the text
 */
const char *
rushes_pill_get_css_class (RushesStatus status)
{
  return looks[status].css_class;
}

/**
 * rushes_pill_get_icon_name:
 * @status: what a video's status means
 *
 * Gets the icon that stands beside the word for @status.
 *
 * Returns: (transfer none): a symbolic icon's name
 */
const char *
rushes_pill_get_icon_name (RushesStatus status)
{
  return looks[status].icon_name;
}
