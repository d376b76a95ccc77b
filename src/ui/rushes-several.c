/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-several.h"

#include "rushes-compat.h"
#include "rushes-ellipsis.h"
#include "rushes-several-row.h"
#include "rushes-several-words.h"

/* Nobody reads more one by one; how many there are is said. */
#define MAX_VIDEO_ROWS 100
#define MAX_LEFT_OUT_ROWS 30

/* How many videos one frame makes rows for and lays out. Text that wraps takes three times as long,
 * one that explains all that a frame has. */
#define WORK_A_FRAME 6
#define WRAP_WORK 3

struct _RushesSeveral
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;
  GtkWidget *cancel_button;
  GtkWidget *fetch_button;

  GPtrArray *items;    /* holds what the next two borrow */
  GPtrArray *videos;   /* of RushesPasteItem, each ID once */
  GPtrArray *left_out; /* of RushesPasteItem */
  GPtrArray *ids;      /* of char */
  guint n_left_out;
  gboolean has_lines;
  gboolean known[MAX_VIDEO_ROWS];

  guint n_rows;
  guint explained; /* a bit for each RushesPasteKind that a row tells all about */
  guint tick_id;
};

enum
{
  FETCH,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesSeveral, rushes_several, GTK_TYPE_WIDGET)

/* The videos, how many more there are, what is left out, and how much more of that. */
static guint
get_first_left_out (RushesSeveral *self)
{
  return self->videos->len > MAX_VIDEO_ROWS ? MAX_VIDEO_ROWS + 1 : self->videos->len;
}

static const RushesPasteItem *
peek_left_out (RushesSeveral *self,
               guint          position)
{
  guint first = get_first_left_out (self);

  if (position < first || position - first >= MIN (self->left_out->len, MAX_LEFT_OUT_ROWS))
    return NULL;

  return g_ptr_array_index (self->left_out, position - first);
}

static gboolean
is_explained (RushesSeveral         *self,
              const RushesPasteItem *item)
{
  return (self->explained & 1u << item->kind) != 0;
}

static RushesSeveralRow *
make_left_out_row (RushesSeveral         *self,
                   const RushesPasteItem *item)
{
  gboolean brief = is_explained (self, item);

  self->explained |= 1u << item->kind;

  return rushes_several_row_new_for_left_out (item, self->has_lines, brief);
}

static RushesSeveralRow *
make_row (RushesSeveral *self,
          guint          position)
{
  guint first = get_first_left_out (self);
  const RushesPasteItem *left_out = peek_left_out (self, position);
  g_autofree char *words = NULL;

  if (position < MIN (self->videos->len, MAX_VIDEO_ROWS))
    return rushes_several_row_new_for_video (g_ptr_array_index (self->videos, position),
                                             self->known[position]);
  if (left_out != NULL)
    return make_left_out_row (self, left_out);

  if (position < first)
    words = rushes_several_words_dup_more (self->videos->len - MAX_VIDEO_ROWS);
  else if (position - first == MAX_LEFT_OUT_ROWS && self->left_out->len > MAX_LEFT_OUT_ROWS)
    words = rushes_several_words_dup_more_lines (self->left_out->len - MAX_LEFT_OUT_ROWS);

  return words != NULL ? rushes_several_row_new_for_more (words) : NULL;
}

static guint
get_work (RushesSeveral *self,
          guint          position)
{
  const RushesPasteItem *left_out = peek_left_out (self, position);

  if (left_out == NULL)
    return 1;

  return is_explained (self, left_out) ? WRAP_WORK : WORK_A_FRAME;
}

static gboolean
add_rows (RushesSeveral *self)
{
  for (guint work = get_work (self, self->n_rows); work <= WORK_A_FRAME;
       work += get_work (self, self->n_rows))
    {
      RushesSeveralRow *row = make_row (self, self->n_rows);

      if (row == NULL)
        return G_SOURCE_REMOVE;

      gtk_list_box_append (self->list, GTK_WIDGET (row));
      self->n_rows++;
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       user_data)
{
  RushesSeveral *self = RUSHES_SEVERAL (widget);

  if (add_rows (self))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_adding (RushesSeveral *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static void
clear (RushesSeveral *self)
{
  GtkWidget *row;

  stop_adding (self);
  while ((row = gtk_widget_get_last_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  g_ptr_array_set_size (self->videos, 0);
  g_ptr_array_set_size (self->left_out, 0);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->n_rows = 0;
  self->explained = 0;
  self->has_lines = FALSE;
}

static void
sort_items (RushesSeveral *self,
            GPtrArray     *items)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->items = g_ptr_array_ref (items);
  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *first = g_ptr_array_index (items, 0);
      RushesPasteItem *item = g_ptr_array_index (items, i);

      self->has_lines |= item->line != first->line;
      if (item->kind != RUSHES_PASTE_VIDEO)
        g_ptr_array_add (self->left_out, item);
      else if (g_hash_table_add (seen, item->id))
        g_ptr_array_add (self->videos, item);
    }
}

static void
note_ids (RushesSeveral *self)
{
  self->n_left_out = self->left_out->len;
  g_ptr_array_unref (self->ids);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->videos->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (self->videos, i);

      g_ptr_array_add (self->ids, g_strdup (item->id));
    }
}

static void
note_known (RushesSeveral        *self,
            RushesSeveralIsKnown  is_known,
            gpointer              data)
{
  for (guint i = 0; i < self->ids->len && i < MAX_VIDEO_ROWS; i++)
    self->known[i] = is_known (g_ptr_array_index (self->ids, i), data);
}

static void
show_head (RushesSeveral *self)
{
  g_autofree char *heading = rushes_several_words_dup_heading (self->ids->len, self->n_left_out,
                                                               self->has_lines);
  g_autofree char *fetch = rushes_several_words_dup_fetch (self->ids->len);

  gtk_label_set_label (self->heading, heading);
  gtk_button_set_label (GTK_BUTTON (self->fetch_button), fetch);
  rushes_ellipsis_wrap_button (GTK_BUTTON (self->fetch_button));
  gtk_widget_set_visible (self->fetch_button, self->ids->len > 0);
  rushes_compat_announce (GTK_WIDGET (self), heading);
}

static void
on_fetch (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  RushesSeveral *self = RUSHES_SEVERAL (widget);

  if (self->ids->len > 0)
    g_signal_emit (self, signals[FETCH], 0);
}

static void
on_cancel (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_signal_emit (widget, signals[CANCEL], 0);
}

static GtkSizeRequestMode
rushes_several_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* High enough for the whole list. GtkScrolledWindow asks its child without a width, so text that
 * wraps counts as one line there. */
static void
rushes_several_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  RushesSeveral *self = RUSHES_SEVERAL (widget);
  int shown, whole;

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  gtk_widget_measure (GTK_WIDGET (self->scrolled), orientation, for_size, NULL, &shown, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->list), orientation, for_size, NULL, &whole, NULL, NULL);
  *natural += MAX (whole - shown, 0);
}

static void
rushes_several_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  gtk_widget_size_allocate (RUSHES_SEVERAL (widget)->box, &(GtkAllocation) { 0, 0, width, height },
                            -1);
}

static void
rushes_several_dispose (GObject *object)
{
  RushesSeveral *self = RUSHES_SEVERAL (object);
  GtkWidget *child;

  stop_adding (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_several_parent_class)->dispose (object);
}

static void
rushes_several_finalize (GObject *object)
{
  RushesSeveral *self = RUSHES_SEVERAL (object);

  g_ptr_array_unref (self->videos);
  g_ptr_array_unref (self->left_out);
  g_ptr_array_unref (self->ids);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (rushes_several_parent_class)->finalize (object);
}

static void
rushes_several_class_init (RushesSeveralClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_several_dispose;
  object_class->finalize = rushes_several_finalize;
  widget_class->get_request_mode = rushes_several_get_request_mode;
  widget_class->measure = rushes_several_measure;
  widget_class->size_allocate = rushes_several_size_allocate;

  signals[FETCH] = g_signal_new ("fetch", RUSHES_TYPE_SEVERAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", RUSHES_TYPE_SEVERAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "several.fetch", NULL, on_fetch);
  gtk_widget_class_install_action (widget_class, "several.cancel", NULL, on_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "several.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-several.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, box);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, heading);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, list);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveral, fetch_button);
}

static void
rushes_several_init (RushesSeveral *self)
{
  self->videos = g_ptr_array_new ();
  self->left_out = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_several_show:
 * @self: a summary
 * @items: (element-type RushesPasteItem): what was pasted; not changed any more after this
 * @is_known: (scope call): tells whether a video stands in the list already
 * @data: passed to @is_known
 *
 * Shows what was understood of several things that were pasted, before anything is sent, and puts
 * the focus on the button that fetches them; on Cancel when there is nothing to fetch (DESIGN §3,
 * "ID entry"). The rows of a long list come within the next frames, and end with how many more
 * there are.
 */
void
rushes_several_show (RushesSeveral        *self,
                     GPtrArray            *items,
                     RushesSeveralIsKnown  is_known,
                     gpointer              data)
{
  g_return_if_fail (RUSHES_IS_SEVERAL (self));
  g_return_if_fail (items != NULL && is_known != NULL);

  clear (self);
  sort_items (self, items);
  note_ids (self);
  note_known (self, is_known, data);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  show_head (self);
  if (add_rows (self))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  gtk_widget_grab_focus (self->ids->len > 0 ? self->fetch_button : self->cancel_button);
}

/**
 * rushes_several_hide:
 * @self: a summary
 *
 * Takes the summary away. What [method@Several.get_ids] and [method@Several.get_n_left_out] give
 * stays until the next one is shown.
 */
void
rushes_several_hide (RushesSeveral *self)
{
  g_return_if_fail (RUSHES_IS_SEVERAL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  clear (self);
}

/**
 * rushes_several_get_ids:
 * @self: a summary
 *
 * Gets the IDs of the videos that were pasted last, known ones too, in the order of the text and
 * each once: what is to be fetched at `fetch`.
 *
 * Returns: (transfer none) (element-type utf8): the IDs; [method@Several.show] makes a new array
 */
GPtrArray *
rushes_several_get_ids (RushesSeveral *self)
{
  g_return_val_if_fail (RUSHES_IS_SEVERAL (self), NULL);

  return self->ids;
}

/**
 * rushes_several_get_n_left_out:
 * @self: a summary
 *
 * Gets how many of the things that were pasted last are no videos.
 *
 * Returns: the number; 0 when nothing was shown yet
 */
guint
rushes_several_get_n_left_out (RushesSeveral *self)
{
  g_return_val_if_fail (RUSHES_IS_SEVERAL (self), 0);

  return self->n_left_out;
}
