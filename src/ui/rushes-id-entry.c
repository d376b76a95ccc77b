/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-id-entry.h"

#include "rushes-video-id.h"

#include <string.h>

/* More than this in one line of text is laid out slower than a frame (LIBRARIES.md, "Text"). */
#define ENTRY_MAX_BYTES 4096

/* More than this is read in a worker thread: a hostile megabyte takes several frames. */
#define READ_HERE_MAX_BYTES (32 * 1024)

struct _RushesIdEntry
{
  GtkWidget parent_instance;

  GtkEditable *entry;
  GtkWidget *button;
  GSimpleAction *fetch_action; /* of the window, which owns this */

  GCancellable *cancellable;
  char *fetched; /* what stood there when it was fetched last */
};

enum
{
  CHANGED,
  FETCH,
  NOTHING_TO_PASTE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesIdEntry, rushes_id_entry, GTK_TYPE_WIDGET)

typedef struct
{
  RushesIdEntry *entry;
  gboolean fetch;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->entry);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* What a large paste means, instead of the paste: a command with the token in it must not stand
 * in the entry, and a page of JSON cannot. */
static char *
dup_digest (GPtrArray *items)
{
  g_autoptr(GString) digest = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (items, i);
      const char *piece = item->kind == RUSHES_PASTE_VIDEO ? item->id : item->excerpt;

      if (piece == NULL || digest->len + strlen (piece) >= ENTRY_MAX_BYTES)
        break;
      g_string_append_printf (digest, "%s%s", digest->len > 0 ? "\n" : "", piece);
    }

  return g_string_free (g_steal_pointer (&digest), FALSE);
}

/* In one line of text, what stood in lines stands one after the other. */
static void
set_text (RushesIdEntry *self,
          const char    *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  gtk_editable_set_text (self->entry, line);
  gtk_editable_set_position (self->entry, -1);
}

static void
emit_fetch (RushesIdEntry *self,
            GPtrArray     *items)
{
  g_free (self->fetched);
  self->fetched = g_strdup (gtk_editable_get_text (self->entry));
  g_signal_emit (self, signals[FETCH], 0, items);
}

static void
take_items (RushesIdEntry *self,
            GPtrArray     *items,
            gboolean       fetch)
{
  g_autofree char *digest = dup_digest (items);

  set_text (self, digest);
  if (fetch)
    emit_fetch (self, items);
}

/* A token that got into the wrong entry must not stay there in clear. */
static gboolean
may_hold_token (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (items, i);

      if (item->kind == RUSHES_PASTE_TOKEN || item->source == RUSHES_PASTE_SOURCE_CURL)
        return TRUE;
    }

  return FALSE;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, rushes_video_id_parse (task_data, -1),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GPtrArray) items = g_task_propagate_pointer (G_TASK (result), NULL);

  if (items != NULL)
    take_items (reading->entry, items, reading->fetch);
}

static void
stop (RushesIdEntry *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_text (RushesIdEntry *self,
           const char    *text,
           gsize          length,
           gboolean       fetch)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GTask) task = NULL;
  Reading *reading;

  stop (self);
  if (length <= READ_HERE_MAX_BYTES)
    {
      items = rushes_video_id_parse (text, length);
      take_items (self, items, fetch);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->entry = g_object_ref (self);
  reading->fetch = fetch;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, on_read, reading);
  g_task_set_task_data (task, g_strndup (text, length), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* A paste of a line or two is left as it is; anything longer is replaced by what it means. */
static void
on_insert_text (GtkEditable   *editable,
                const char    *text,
                int            length,
                int           *position,
                RushesIdEntry *self)
{
  gsize n_bytes = length >= 0 ? (gsize) length : strlen (text);

  if (n_bytes < ENTRY_MAX_BYTES && memchr (text, '\n', n_bytes) == NULL)
    return;

  g_signal_stop_emission_by_name (editable, "insert-text");
  read_text (self, text, n_bytes, FALSE);
}

static void
enable_fetch (RushesIdEntry *self)
{
  if (self->fetch_action != NULL)
    g_simple_action_set_enabled (self->fetch_action, !rushes_id_entry_is_empty (self));
}

static void
on_entry_changed (RushesIdEntry *self)
{
  enable_fetch (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_clipboard_read (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(RushesIdEntry) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  rushes_id_entry_take (self, text);
}

static gboolean
rushes_id_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RUSHES_ID_ENTRY (widget)->entry));
}

static void
rushes_id_entry_dispose (GObject *object)
{
  RushesIdEntry *self = RUSHES_ID_ENTRY (object);
  GtkWidget *child;

  stop (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_id_entry_parent_class)->dispose (object);
}

static void
rushes_id_entry_finalize (GObject *object)
{
  g_free (RUSHES_ID_ENTRY (object)->fetched);

  G_OBJECT_CLASS (rushes_id_entry_parent_class)->finalize (object);
}

static void
rushes_id_entry_class_init (RushesIdEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_id_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_id_entry_finalize;
  widget_class->grab_focus = rushes_id_entry_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", RUSHES_TYPE_ID_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FETCH] = g_signal_new ("fetch", RUSHES_TYPE_ID_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[NOTHING_TO_PASTE] = g_signal_new ("nothing-to-paste", RUSHES_TYPE_ID_ENTRY,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-id-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesIdEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesIdEntry, button);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, rushes_id_entry_fetch);
}

static void
rushes_id_entry_init (RushesIdEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (gtk_editable_get_delegate (self->entry), "insert-text",
                    G_CALLBACK (on_insert_text), self);
}

static void
on_fetch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  rushes_id_entry_fetch (user_data);
}

/* From the command line. */
static void
on_fetch_text (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  rushes_id_entry_take (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_paste (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  rushes_id_entry_paste (user_data);
}

/**
 * rushes_id_entry_add_actions:
 * @self: an entry
 * @map: the actions of the window it is in, and lives no longer than
 *
 * Adds `fetch`, which can be done once something is typed, `fetch-text` with the text, and `paste`.
 */
void
rushes_id_entry_add_actions (RushesIdEntry *self,
                             GActionMap    *map)
{
  static const GActionEntry entries[] = {
    { "fetch", on_fetch },
    { "fetch-text", on_fetch_text, "s" },
    { "paste", on_paste },
  };

  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  self->fetch_action = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "fetch"));
  enable_fetch (self);
}

/**
 * rushes_id_entry_is_empty:
 * @self: an entry
 *
 * Tells whether there is nothing to fetch.
 *
 * Returns: %TRUE when nothing is typed
 */
gboolean
rushes_id_entry_is_empty (RushesIdEntry *self)
{
  g_return_val_if_fail (RUSHES_IS_ID_ENTRY (self), TRUE);

  return *gtk_editable_get_text (self->entry) == '\0';
}

/**
 * rushes_id_entry_forget_fetched:
 * @self: an entry
 *
 * Empties the entry when what was fetched last still stands in it. What somebody has begun to type
 * since then stays.
 */
void
rushes_id_entry_forget_fetched (RushesIdEntry *self)
{
  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  if (g_strcmp0 (gtk_editable_get_text (self->entry), self->fetched) == 0)
    gtk_editable_set_text (self->entry, "");
}

/**
 * rushes_id_entry_set_suggested:
 * @self: an entry
 * @suggested: whether fetching is the one thing to do next on the page
 *
 * Sets how the Fetch button looks.
 */
void
rushes_id_entry_set_suggested (RushesIdEntry *self,
                               gboolean       suggested)
{
  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  if (suggested)
    gtk_widget_add_css_class (self->button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->button, "suggested-action");
}

/**
 * rushes_id_entry_select:
 * @self: an entry
 *
 * Puts the cursor into the entry, ready to type over what stands there.
 */
void
rushes_id_entry_select (RushesIdEntry *self)
{
  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/**
 * rushes_id_entry_fetch:
 * @self: an entry
 *
 * Reads what is typed and emits `fetch` with a #GPtrArray of #RushesPasteItem.
 */
void
rushes_id_entry_fetch (RushesIdEntry *self)
{
  g_autoptr(GPtrArray) items = NULL;

  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  items = rushes_video_id_parse (gtk_editable_get_text (self->entry), -1);
  if (may_hold_token (items))
    take_items (self, items, TRUE);
  else
    emit_fetch (self, items);
}

/**
 * rushes_id_entry_paste:
 * @self: an entry
 *
 * Reads the clipboard, shows what it means in the entry and emits `fetch` as
 * [method@IdEntry.fetch] does, or `nothing-to-paste`.
 */
void
rushes_id_entry_paste (RushesIdEntry *self)
{
  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 on_clipboard_read, g_object_ref (self));
}

/**
 * rushes_id_entry_take:
 * @self: an entry
 * @text: (nullable): what came from the clipboard, or was dropped
 *
 * Reads a text, and fetches what it means.
 */
void
rushes_id_entry_take (RushesIdEntry *self,
                      const char    *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  g_return_if_fail (RUSHES_IS_ID_ENTRY (self));

  if (stripped != NULL && *stripped != '\0')
    read_text (self, stripped, strlen (stripped), TRUE);
  else
    g_signal_emit (self, signals[NOTHING_TO_PASTE], 0);
}
