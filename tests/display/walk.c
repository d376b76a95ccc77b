/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk.h"

#include "display-node-call.h"
#include "walk-rules.h"

#include <string.h>

/* The half of the token that is secret. */
static const char *
get_secret (void)
{
  return strchr (STAND_IN_TOKEN, '-') + 1;
}

static void
report (Rig        *rig,
        const char *state,
        GPtrArray  *faults)
{
  g_autofree char *lines = NULL;

  if (faults->len == 0)
    return;

  g_ptr_array_add (faults, NULL);
  lines = g_strjoinv ("\n  ", (char **) faults->pdata);
  display_app_fail (rig->app, "in the state \"%s\":\n  %s", state, lines);
}

/* --- read ------------------------------------------------------------------------------------- */

static gboolean
is_above (DisplayTree *tree,
          const char  *path)
{
  for (; tree != NULL; tree = tree->parent)
    if (g_str_equal (tree->path, path))
      return TRUE;

  return FALSE;
}

static gboolean
is_inside (const DisplayRect *outer,
           int                x,
           int                y)
{
  return x >= outer->x && x < outer->x + outer->width && y >= outer->y &&
         y < outer->y + outer->height;
}

static gboolean
is_part_of (DisplayTree *tree,
            const char  *class_name)
{
  for (; tree != NULL; tree = tree->parent)
    if (g_str_equal (tree->name, class_name))
      return TRUE;

  return FALSE;
}

/* The screen has a name, what is around it is a box as any other. */
static gboolean
is_part_of_player (DisplayTree *tree)
{
  for (; tree->parent != NULL; tree = tree->parent)
    for (guint i = 0; i < tree->parent->children->len; i++)
      if (g_str_equal (((DisplayTree *) tree->parent->children->pdata[i])->name, "Player"))
        return TRUE;

  return FALSE;
}

/* What scrolls away and what a passing notice lies over may be behind something; words over the
 * player let the pointer through. */
static gboolean
may_be_covered (DisplayTree *tree,
                DisplayTree *toplevel,
                const char  *path,
                int          x,
                int          y)
{
  for (DisplayTree *around = tree->parent; around != NULL; around = around->parent)
    if (around->role == DISPLAY_ROLE_SCROLL_PANE && !is_inside (&around->rect, x, y))
      return TRUE;

  return is_part_of_player (tree) ||
         is_part_of (display_tree_lookup (toplevel, path), "RushesToast");
}

/* A pane or page behind another one is not seen, and so must not be read (ACCESSIBILITY.md, 7). */
static void
check_seen (Rig         *rig,
            DisplayTree *toplevel,
            DisplayTree *tree,
            GPtrArray   *faults)
{
  gboolean says_something = tree->role == DISPLAY_ROLE_LABEL || walk_rules_is_widget (tree);
  int x = tree->rect.x + tree->rect.width / 2;
  int y = tree->rect.y + tree->rect.height / 2;
  g_autofree char *path = NULL;

  if (says_something && display_tree_is_sized (tree) && is_inside (&toplevel->rect, x, y))
    path = display_node_pick (rig->app, toplevel, x, y);
  if (path != NULL && !is_above (tree, path) && display_tree_lookup (tree, path) == NULL &&
      !may_be_covered (tree, toplevel, path, x, y))
    g_ptr_array_add (faults, g_strdup_printf ("is read, and lies behind something else: role %u "
                                              "\"%s\"", tree->role, tree->name));

  /* A popover is a surface of its own, of which GTK 4.8 does not tell the place. */
  for (guint i = 0; i < tree->children->len; i++)
    if (((DisplayTree *) tree->children->pdata[i])->role != DISPLAY_ROLE_MENU)
      check_seen (rig, toplevel, tree->children->pdata[i], faults);
}

typedef struct
{
  Rig *rig;
  GPtrArray *faults;
  char *words; /* what was read the last time */
} Reading;

/* It is read node by node, and pointed at after that: what was found wrong while a notice came or
 * a bar went counts only when the same is read once more. */
static gboolean
has_read (gpointer data)
{
  Reading *self = data;
  g_autoptr(DisplayTree) root = display_tree_read (self->rig->app,
                                                   display_node_get_path (self->rig->root), TRUE);
  DisplayTree *window = root->children->len == 1 ? root->children->pdata[0] : NULL;
  g_autofree char *words = display_tree_print (root);
  gboolean is_still = g_strcmp0 (words, self->words) == 0;

  g_ptr_array_set_size (self->faults, 0);
  walk_rules_apply (root, get_secret (), self->faults);
  if (window != NULL)
    check_seen (self->rig, window, window, self->faults);
  g_free (self->words);
  self->words = g_steal_pointer (&words);

  return self->faults->len == 0 || is_still;
}

/**
 * walk_read:
 * @rig: a rig whose program runs
 * @state: what the program shows, for the words of a failure
 *
 * Reads all that the program shows to assistive technology. Everything that can be used has one
 * name, which is not that of its class nor said twice, and can be told from what is beside it; a
 * window has a title, a picture words, a progress bar a label; what is hidden is not read; the
 * token stands nowhere.
 */
void
walk_read (Rig        *rig,
           const char *state)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { rig, faults, NULL };

  display_wait (has_read, &reading);
  g_free (reading.words);
  report (rig, state, faults);
}

/* --- gone through ----------------------------------------------------------------------------- */

typedef struct
{
  Rig *rig;
  DisplayWindow *window;
  DisplayNode *top;
  GHashTable *left; /* path to words, of what was not reached yet */
  GHashTable *reached;
  GPtrArray *faults;
  char *now;
  guint n_rows; /* of the library that had the focus */
  gboolean is_over;
} Round;

static void
collect (DisplayTree *tree,
         GHashTable  *left)
{
  if (!display_tree_is_sized (tree))
    return;

  if (display_tree_has_state (tree, DISPLAY_STATE_FOCUSABLE) &&
      display_tree_has_state (tree, DISPLAY_STATE_SENSITIVE) && !walk_rules_is_passed_over (tree))
    g_hash_table_insert (left, g_strdup (tree->path),
                         g_strdup_printf ("Tab does not reach role %u \"%s\"", tree->role,
                                          tree->name));

  for (guint i = 0; i < tree->children->len; i++)
    collect (tree->children->pdata[i], left);
}

static void
append_shape (DisplayTree *tree,
              GString     *shape)
{
  if (!display_tree_is_sized (tree))
    return;

  if (display_tree_has_state (tree, DISPLAY_STATE_FOCUSABLE))
    g_string_append_printf (shape, "%u %s %d\n", tree->role,
                            walk_rules_is_widget (tree) &&
                            tree->role != DISPLAY_ROLE_LIST_ITEM ? tree->name : "",
                            display_tree_has_state (tree, DISPLAY_STATE_SENSITIVE));
  for (guint i = 0; i < tree->children->len; i++)
    append_shape (tree->children->pdata[i], shape);
}

static char *
dup_shape (DisplayTree *tree)
{
  GString *shape = g_string_new (NULL);

  append_shape (tree, shape);

  return g_string_free (shape, FALSE);
}

/* Many states differ in words alone, and to go around takes its time. */
static gboolean
is_new_shape (const char *shape)
{
  static GHashTable *shapes = NULL;

  if (shapes == NULL)
    shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return g_hash_table_add (shapes, g_strdup (shape));
}

static void
check_focused (Round       *around,
               DisplayTree *tree)
{
  if (!display_tree_is_sized (tree))
    g_ptr_array_add (around->faults,
                     g_strdup_printf ("the focus is where nobody sees it: role %u \"%s\"",
                                      tree->role, tree->name));
  if (*tree->name == '\0' || g_str_has_prefix (tree->name, "Gtk"))
    g_ptr_array_add (around->faults,
                     g_strdup_printf ("the focus is on something without a name: role %u \"%s\"",
                                      tree->role, tree->name));
}

/* Arrows go from row to row: Tab would not be past thousands of videos in a day. */
static void
check_row (Round       *around,
           DisplayTree *tree)
{
  if (tree->role == DISPLAY_ROLE_LIST_ITEM && tree->parent != NULL &&
      g_str_equal (tree->parent->name, "Videos") && around->n_rows++ > 0)
    g_ptr_array_add (around->faults, g_strdup_printf ("Tab goes from row to row, to \"%s\"",
                                                      tree->name));
}

static gboolean
has_moved (gpointer data)
{
  Round *around = data;
  g_autoptr(DisplayTree) tree = display_tree_read (around->rig->app,
                                                   display_node_get_path (around->top), FALSE);
  DisplayTree *focused = display_tree_peek_focused (tree);

  if (focused == NULL || g_strcmp0 (focused->path, around->now) == 0)
    return FALSE;

  g_free (around->now);
  around->now = g_strdup (focused->path);
  g_hash_table_remove (around->left, focused->path);
  around->is_over = !g_hash_table_add (around->reached, g_strdup (focused->path));
  if (!around->is_over)
    {
      check_focused (around, focused);
      check_row (around, focused);
    }

  return TRUE;
}

static void
go_around (Round *around)
{
  guint most = g_hash_table_size (around->left) + 8;

  for (guint i = 0; i < most && !around->is_over; i++)
    {
      display_window_press (around->window, "Tab");
      if (!display_wait (has_moved, around))
        display_app_fail (around->rig->app, "Tab goes nowhere");
    }

  if (!around->is_over)
    g_ptr_array_add (around->faults, g_strdup ("Tab does not come round"));
}

static void
report_left (Round *around)
{
  GHashTableIter iter;
  gpointer words;

  g_hash_table_iter_init (&iter, around->left);
  while (g_hash_table_iter_next (&iter, NULL, &words))
    g_ptr_array_add (around->faults, g_strdup (words));
}

/* What is wrong, unless the window became another while it was gone around in. */
static gboolean
has_gone_around (gpointer data)
{
  Round *around = data;
  const char *path = display_node_get_path (around->top);
  g_autoptr(DisplayTree) before = display_tree_read (around->rig->app, path, FALSE);
  g_autoptr(DisplayTree) after = NULL;
  g_autofree char *shape_before = dup_shape (before);
  g_autofree char *shape_after = NULL;

  g_hash_table_remove_all (around->left);
  g_hash_table_remove_all (around->reached);
  g_ptr_array_set_size (around->faults, 0);
  g_clear_pointer (&around->now, g_free);
  around->n_rows = 0;
  around->is_over = FALSE;

  for (guint i = 0; i < before->children->len; i++)
    collect (before->children->pdata[i], around->left);
  if (g_hash_table_size (around->left) <= 1)
    return TRUE;

  go_around (around);
  report_left (around);
  after = display_tree_read (around->rig->app, path, FALSE);
  shape_after = dup_shape (after);

  return around->faults->len == 0 || g_str_equal (shape_before, shape_after);
}

/**
 * walk_around:
 * @rig: a rig whose program runs
 * @state: what the program shows, for the words of a failure
 * @title: the title of the window to go around in
 *
 * Presses Tab until the focus has come round. It has been on everything that can be used, but for
 * what arrows lead to, and only on what is seen and has a name. What has the same things to be used
 * in the same order as a window before is not gone around in again.
 */
void
walk_around (Rig        *rig,
             const char *state,
             const char *title)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(DisplayWindow) window = display_window_wait (rig->app, title);
  g_autoptr(DisplayNode) top = rig_wait (rig, DISPLAY_ROLE_ANY, title);
  g_autoptr(DisplayTree) tree = display_tree_read (rig->app, display_node_get_path (top), FALSE);
  g_autofree char *shape = dup_shape (tree);
  Round around = { rig, window, top, left, reached, faults, NULL, 0, FALSE };

  if (!is_new_shape (shape))
    return;

  display_wait (has_gone_around, &around);
  g_free (around.now);
  report (rig, state, faults);
}
