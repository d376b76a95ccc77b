/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-node.h"

#include "display-words.h"

typedef struct
{
  DisplayNode *start;
  DisplayRole role;
  const char *name;
  const char *description;
  DisplayNode *found;
} Search;

typedef struct
{
  DisplayNode *node;
  const char *text;
  DisplayState state;
  gboolean is_set;
  double value;
} Wish;

static gboolean
is_like (const char *pattern,
         const char *text)
{
  return pattern == NULL || display_words_match (pattern, text);
}

static gboolean
matches (DisplayTree  *tree,
         const Search *search)
{
  return (search->role == DISPLAY_ROLE_ANY || tree->role == (guint) search->role) &&
         is_like (search->name, tree->name) && is_like (search->description, tree->description);
}

static void
collect (DisplayTree  *tree,
         const Search *search,
         GPtrArray    *found)
{
  for (guint i = 0; i < tree->children->len; i++)
    {
      DisplayTree *child = tree->children->pdata[i];

      if (!display_tree_is_sized (child))
        continue;

      if (matches (child, search))
        g_ptr_array_add (found,
                         display_node_new (display_node_get_app (search->start), child->path));
      collect (child, search, found);
    }
}

/**
 * display_node_find_all:
 * @self: a node
 * @role: what the nodes must be, or %DISPLAY_ROLE_ANY
 * @name: (nullable): a pattern of their names
 * @description: (nullable): a pattern of their descriptions
 *
 * Finds all nodes below @self that fit, in the order of the tree.
 *
 * Returns: (transfer full) (element-type DisplayNode): the nodes
 */
GPtrArray *
display_node_find_all (DisplayNode *self,
                       DisplayRole  role,
                       const char  *name,
                       const char  *description)
{
  g_autoptr(DisplayTree) tree = display_tree_read (display_node_get_app (self),
                                                   display_node_get_path (self), FALSE);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) display_node_free);
  Search search = { self, role, name, description, NULL };

  collect (tree, &search, found);

  return found;
}

/**
 * display_node_find:
 * @self: a node
 * @role: what the node must be, or %DISPLAY_ROLE_ANY
 * @name: (nullable): a pattern of its name
 * @description: (nullable): a pattern of its description
 *
 * Finds a node below @self.
 *
 * Returns: (transfer full) (nullable): the first that fits, or %NULL
 */
DisplayNode *
display_node_find (DisplayNode *self,
                   DisplayRole  role,
                   const char  *name,
                   const char  *description)
{
  g_autoptr(GPtrArray) found = display_node_find_all (self, role, name, description);

  return found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

/**
 * display_node_find_focused:
 * @self: a node
 *
 * Finds the node below @self that has the focus.
 *
 * Returns: (transfer full) (nullable): the node, or %NULL when none has it
 */
DisplayNode *
display_node_find_focused (DisplayNode *self)
{
  g_autoptr(DisplayTree) tree = display_tree_read (display_node_get_app (self),
                                                   display_node_get_path (self), FALSE);
  DisplayTree *focused = display_tree_peek_focused (tree);

  return focused != NULL ? display_node_new (display_node_get_app (self), focused->path) : NULL;
}

static gboolean
is_found (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->found, display_node_free);
  search->found = display_node_find (search->start, search->role, search->name,
                                     search->description);

  return search->found != NULL || !display_app_is_running (display_node_get_app (search->start));
}

static gboolean
is_gone (gpointer data)
{
  is_found (data);

  return ((Search *) data)->found == NULL;
}

static void
fail_search (const Search *search,
             const char   *what)
{
  display_app_fail (display_node_get_app (search->start),
                    "%s: role %d, name \"%s\", description \"%s\"", what, search->role,
                    search->name != NULL ? search->name : "*",
                    search->description != NULL ? search->description : "*");
}

/**
 * display_node_wait:
 * @self: a node
 * @role: what the node must be, or %DISPLAY_ROLE_ANY
 * @name: (nullable): a pattern of its name
 * @description: (nullable): a pattern of its description
 *
 * Waits until there is such a node below @self.
 *
 * Returns: (transfer full): the first that fits
 */
DisplayNode *
display_node_wait (DisplayNode *self,
                   DisplayRole  role,
                   const char  *name,
                   const char  *description)
{
  Search search = { self, role, name, description, NULL };

  if (!display_wait (is_found, &search) || search.found == NULL)
    fail_search (&search, "no such node appeared");

  return search.found;
}

/**
 * display_node_wait_gone:
 * @self: a node
 * @role: what the node must be, or %DISPLAY_ROLE_ANY
 * @name: (nullable): a pattern of its name
 * @description: (nullable): a pattern of its description
 *
 * Waits until there is no such node below @self.
 */
void
display_node_wait_gone (DisplayNode *self,
                        DisplayRole  role,
                        const char  *name,
                        const char  *description)
{
  Search search = { self, role, name, description, NULL };

  if (!display_wait (is_gone, &search))
    fail_search (&search, "such a node is still there");
}

static gboolean
has_name (gpointer data)
{
  Wish *wish = data;
  g_autofree char *name = display_node_dup_name (wish->node);

  return display_words_match (wish->text, name);
}

/**
 * display_node_wait_name:
 * @self: a node
 * @name: a pattern
 *
 * Waits until the name of @self is like @name.
 */
void
display_node_wait_name (DisplayNode *self,
                        const char  *name)
{
  Wish wish = { .node = self, .text = name };
  g_autofree char *last = NULL;

  if (display_wait (has_name, &wish))
    return;

  last = display_node_dup_name (self);
  display_app_fail (display_node_get_app (self), "a node's name is \"%s\", not \"%s\"", last, name);
}

/* Newer GTK tells of a password how long it is, and no more. */
static gboolean
is_masked (const char *text,
           const char *want)
{
  glong length = g_utf8_strlen (want, -1);
  g_autoptr(GString) bullets = g_string_new (NULL);

  for (glong i = 0; i < length; i++)
    g_string_append (bullets, "●");

  return length > 0 && g_strcmp0 (text, bullets->str) == 0;
}

static gboolean
has_text (gpointer data)
{
  Wish *wish = data;
  g_autofree char *text = display_node_dup_text (wish->node);

  return display_words_match (wish->text, text) || is_masked (text, wish->text);
}

/**
 * display_node_wait_text:
 * @self: an entry, a label
 * @text: a pattern
 *
 * Waits until the text of @self is like @text.
 */
void
display_node_wait_text (DisplayNode *self,
                        const char  *text)
{
  Wish wish = { .node = self, .text = text };
  g_autofree char *last = NULL;

  if (display_wait (has_text, &wish))
    return;

  last = display_node_dup_text (self);
  display_app_fail (display_node_get_app (self), "a node's text is \"%s\", not \"%s\"", last, text);
}

static gboolean
has_wished_state (gpointer data)
{
  Wish *wish = data;

  return display_node_has_state (wish->node, wish->state) == wish->is_set;
}

/**
 * display_node_wait_state:
 * @self: a node
 * @state: a state
 * @is_set: whether it shall be set
 *
 * Waits until @self has a state, or has it no more.
 */
void
display_node_wait_state (DisplayNode  *self,
                         DisplayState  state,
                         gboolean      is_set)
{
  Wish wish = { .node = self, .state = state, .is_set = is_set };
  g_autofree char *name = NULL;

  if (display_wait (has_wished_state, &wish))
    return;

  name = display_node_dup_name (self);
  display_app_fail (display_node_get_app (self), "state %d of \"%s\" is %s", state, name,
                    is_set ? "not set" : "set");
}

static gboolean
has_value (gpointer data)
{
  Wish *wish = data;

  return display_node_get_value (wish->node) >= wish->value;
}

/**
 * display_node_wait_value:
 * @self: a progress bar
 * @at_least: a value
 *
 * Waits until the value of @self has reached @at_least.
 */
void
display_node_wait_value (DisplayNode *self,
                         double       at_least)
{
  Wish wish = { .node = self, .value = at_least };

  if (!display_wait (has_value, &wish))
    display_app_fail (display_node_get_app (self), "a node's value is %g, less than %g",
                      display_node_get_value (self), at_least);
}
