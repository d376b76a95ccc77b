/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk-rules.h"

#include <string.h>

/* With the way to it, for a name alone does not say where it is. */
static void
add_fault (GPtrArray   *faults,
           DisplayTree *tree,
           const char  *words)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s: role %u \"%s\"", words, tree->role, tree->name);
  if (*tree->description != '\0')
    g_string_append_printf (line, " (%s)", tree->description);
  for (DisplayTree *around = tree->parent; around != NULL; around = around->parent)
    if (*around->name != '\0')
      g_string_append_printf (line, " in \"%s\"", around->name);

  g_ptr_array_add (faults, g_string_free (line, FALSE));
}

/* GTK 4.8 says the class of what has no name; "Rushes" alone is the name of the program. */
static gboolean
is_class_name (const char *name)
{
  return g_regex_match_simple ("^(Gtk|Gdk|Rushes)[A-Z][A-Za-z]+$", name, 0, 0);
}

static gboolean
is_nameless (DisplayTree *tree)
{
  return *tree->name == '\0' || is_class_name (tree->name);
}

/**
 * walk_rules_is_widget:
 * @tree: a node
 *
 * Tells whether @tree is something to be used: pressed, written into, chosen, dragged.
 *
 * Returns: %TRUE when it is
 */
gboolean
walk_rules_is_widget (DisplayTree *tree)
{
  switch ((int) tree->role)
    {
    case DISPLAY_ROLE_CHECK_BOX:
    case DISPLAY_ROLE_COMBO_BOX:
    case DISPLAY_ROLE_ENTRY:
    case DISPLAY_ROLE_LINK:
    case DISPLAY_ROLE_LIST_ITEM:
    case DISPLAY_ROLE_MENU_ITEM:
    case DISPLAY_ROLE_PASSWORD_TEXT:
    case DISPLAY_ROLE_PUSH_BUTTON:
    case DISPLAY_ROLE_RADIO_BUTTON:
    case DISPLAY_ROLE_SLIDER:
    case DISPLAY_ROLE_SPIN_BUTTON:
    case DISPLAY_ROLE_TEXT:
    case DISPLAY_ROLE_TOGGLE_BUTTON:
      return TRUE;
    default:
      return FALSE;
    }
}

/* A part that another widget is made of, as the button in a menu button. */
static gboolean
is_inner (DisplayTree *tree)
{
  for (DisplayTree *around = tree->parent; around != NULL; around = around->parent)
    if (around->role != DISPLAY_ROLE_LIST_ITEM && walk_rules_is_widget (around))
      return TRUE;

  return FALSE;
}

/**
 * walk_rules_is_passed_over:
 * @tree: a node
 *
 * Tells whether Tab need not get to @tree: what scrolls and what lists take the focus only when
 * nothing inside does; the rows of a list and the items of a menu are reached with arrows; the
 * buttons of the frame are for the pointer, and keys of the desktop do the same.
 *
 * Returns: %TRUE when it need not
 */
gboolean
walk_rules_is_passed_over (DisplayTree *tree)
{
  static const char *const frame[] = { "Minimize", "Maximize", "Restore", "Close", NULL };

  return tree->role == DISPLAY_ROLE_SCROLL_PANE || tree->role == DISPLAY_ROLE_LIST ||
         tree->role == DISPLAY_ROLE_LIST_ITEM || tree->role == DISPLAY_ROLE_MENU_ITEM ||
         is_inner (tree) || g_strv_contains (frame, tree->name);
}

static gboolean
is_doubled (const char *name)
{
  gsize length = strlen (name);
  gsize half = length / 2;

  if (*name == '_' && strncmp (name + 1, name + half + 1, half - 1) == 0 && name[half] == ' ')
    return TRUE;

  return length % 2 == 1 && name[half] == ' ' && strncmp (name, name + half + 1, half) == 0;
}

static gboolean
holds (DisplayTree *tree,
       const char  *text)
{
  return strstr (tree->name, text) != NULL || strstr (tree->description, text) != NULL ||
         (tree->text != NULL && strstr (tree->text, text) != NULL);
}

/* What takes the focus by itself; a pane that scrolls never does while it holds something that
 * does, of which walk_around() is the proof. */
static void
check_focusable (DisplayTree *tree,
                 GPtrArray   *faults)
{
  if (display_tree_has_state (tree, DISPLAY_STATE_FOCUSABLE) && is_nameless (tree) &&
      tree->role != DISPLAY_ROLE_SCROLL_PANE && !is_inner (tree))
    add_fault (faults, tree, "takes the focus and has no name");
}

/* GTK says the class also of boxes and scroll bars, which screen readers pass over, and of the icon
 * in an entry, which it describes. */
static void
check_class_name (DisplayTree *tree,
                  GPtrArray   *faults)
{
  if (is_class_name (tree->name) && tree->role != DISPLAY_ROLE_FILLER &&
      tree->role != DISPLAY_ROLE_SCROLL_BAR && *tree->description == '\0')
    add_fault (faults, tree, "is called after its class");
}

static void
check_role (DisplayTree *tree,
            GPtrArray   *faults)
{
  gboolean is_toplevel = tree->parent != NULL && tree->parent->role == DISPLAY_ROLE_APPLICATION;

  if (is_toplevel && is_nameless (tree))
    add_fault (faults, tree, "a window without a title");
  if (is_toplevel && tree->role == DISPLAY_ROLE_FILLER)
    add_fault (faults, tree, "a window that is not said to be one");
  if (tree->role == DISPLAY_ROLE_PROGRESS_BAR && is_nameless (tree))
    add_fault (faults, tree, "a progress bar without a label");
  if (tree->role == DISPLAY_ROLE_IMAGE && is_nameless (tree) && *tree->description == '\0')
    add_fault (faults, tree, "a picture without words");
  if ((tree->role == DISPLAY_ROLE_LIST || tree->role == DISPLAY_ROLE_LIST_ITEM) &&
      is_nameless (tree))
    add_fault (faults, tree, "a list or a row without a name");
  if (walk_rules_is_widget (tree) && is_nameless (tree) && !is_inner (tree))
    add_fault (faults, tree, "something to be used without a name");
}

static DisplayTree *
peek_around (DisplayTree *tree,
             DisplayRole  role)
{
  while (tree != NULL && tree->role != (guint) role)
    tree = tree->parent;

  return tree;
}

/* A list keeps a row or two in hand that are nowhere; all else that is nowhere is to be hidden. */
static void
check_shown (DisplayTree *tree,
             GPtrArray   *faults)
{
  gboolean says_something = tree->role == DISPLAY_ROLE_LABEL || tree->role == DISPLAY_ROLE_ALERT ||
                            walk_rules_is_widget (tree);

  if (says_something && !is_nameless (tree) && !display_tree_is_sized (tree) &&
      peek_around (tree, DISPLAY_ROLE_LIST_ITEM) == NULL)
    add_fault (faults, tree, "is read, and is not shown");
}

static void
check_node (DisplayTree *tree,
            const char  *secret,
            GPtrArray   *faults)
{
  if (holds (tree, secret))
    add_fault (faults, tree, "tells the token");
  check_shown (tree, faults);
  if (!display_tree_is_sized (tree) && tree->children->len == 0)
    return;

  if (walk_rules_is_widget (tree) && is_doubled (tree->name))
    add_fault (faults, tree, "says its name twice");
  check_focusable (tree, faults);
  check_class_name (tree, faults);
  check_role (tree, faults);
}

/* What is around it, as far as it has a name of its own that is said on the way. */
static const char *
get_scope (DisplayTree *tree)
{
  for (tree = tree->parent; tree != NULL; tree = tree->parent)
    if (tree->role == DISPLAY_ROLE_LIST_ITEM || tree->role == DISPLAY_ROLE_LIST ||
        tree->role == DISPLAY_ROLE_MENU || tree->role == DISPLAY_ROLE_FRAME ||
        tree->role == DISPLAY_ROLE_DIALOG ||
        (tree->role == DISPLAY_ROLE_PANEL && !is_nameless (tree)))
      return tree->path;

  return "";
}

static void
check_distinct (DisplayTree *tree,
                GHashTable  *seen,
                GPtrArray   *faults)
{
  g_autofree char *key = NULL;

  if (walk_rules_is_widget (tree) && !is_inner (tree) && display_tree_is_sized (tree) &&
      !is_nameless (tree))
    {
      key = g_strdup_printf ("%u\n%s\n%s\n%s", tree->role, tree->name, tree->description,
                             get_scope (tree));
      if (!g_hash_table_add (seen, g_steal_pointer (&key)))
        add_fault (faults, tree, "cannot be told from another beside it");
    }

  for (guint i = 0; i < tree->children->len; i++)
    check_distinct (tree->children->pdata[i], seen, faults);
}

static void
check_all (DisplayTree *tree,
           const char  *secret,
           GPtrArray   *faults)
{
  check_node (tree, secret, faults);
  for (guint i = 0; i < tree->children->len; i++)
    check_all (tree->children->pdata[i], secret, faults);
}

/**
 * walk_rules_apply:
 * @root: the whole tree of a program, with its texts
 * @secret: what may stand nowhere
 * @faults: (element-type utf8): where to add what is wrong, a line each
 *
 * Looks at every node below @root as ACCESSIBILITY.md has it.
 */
void
walk_rules_apply (DisplayTree *root,
                  const char  *secret,
                  GPtrArray   *faults)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  check_all (root, secret, faults);
  check_distinct (root, seen, faults);
}
