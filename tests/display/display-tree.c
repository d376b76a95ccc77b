/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-tree.h"

#include "display-node.h"

#include <math.h>

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define COMPONENT "org.a11y.atspi.Component"
#define TEXT "org.a11y.atspi.Text"
#define VALUE "org.a11y.atspi.Value"
#define PROPERTIES "org.freedesktop.DBus.Properties"

#define GROUPING 99
#define SWITCH 130

/* Screen extents are not supported by GTK 4.8: it logs a warning at each question. */
#define COORDS_WINDOW 1

/* Wider or higher than any window. */
#define ABSURD 16384

/*
 * A level of the tree is asked all at once: a call costs a turn of the program's main loop, and a
 * window has hundreds of nodes.
 */
typedef struct
{
  DisplayApp *app;
  GMainContext *context;
  guint n_pending;
} Round;

typedef void (*OnAnswer) (DisplayTree *tree,
                          GVariant    *answer);

typedef struct
{
  Round *round;
  DisplayTree *tree;
  OnAnswer on_answer;
} Question;

static DisplayTree *
tree_new (DisplayTree *parent,
          const char  *path)
{
  DisplayTree *self = g_new0 (DisplayTree, 1);

  self->parent = parent;
  self->path = g_strdup (path);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) display_tree_free);
  self->name = g_strdup ("");
  self->description = g_strdup ("");
  self->value = NAN;

  return self;
}

/**
 * display_tree_free:
 * @self: (transfer full): a tree
 *
 * Frees @self and all below it.
 */
void
display_tree_free (DisplayTree *self)
{
  g_ptr_array_unref (self->children);
  g_free (self->path);
  g_free (self->name);
  g_free (self->description);
  g_free (self->text);
  g_free (self);
}

static void
on_reply (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr(GVariant) answer = NULL;

  question->round->n_pending--;

  /* A node may be gone since its parent told of it, or not have that side at all. */
  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (answer != NULL)
    question->on_answer (question->tree, answer);
}

static void
ask (Round       *round,
     DisplayTree *tree,
     const char  *interface,
     const char  *method,
     GVariant    *parameters,
     const char  *type,
     OnAnswer     on_answer)
{
  Question *question = g_new0 (Question, 1);

  question->round = round;
  question->tree = tree;
  question->on_answer = on_answer;
  round->n_pending++;
  g_dbus_connection_call (display_session_get_a11y_bus (display_app_get_session (round->app)),
                          display_app_get_name (round->app), tree->path, interface, method,
                          parameters, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          DISPLAY_DEADLINE * 1000, NULL, on_reply, question);
}

/* A box with the role "group", a panel to GTK 4.8, is a grouping to newer ones, and a switch is no
 * longer a check box. */
static void
on_role (DisplayTree *tree,
         GVariant    *answer)
{
  g_variant_get (answer, "(u)", &tree->role);
  if (tree->role == GROUPING)
    tree->role = DISPLAY_ROLE_PANEL;
  else if (tree->role == SWITCH)
    tree->role = DISPLAY_ROLE_CHECK_BOX;
}

static void
on_properties (DisplayTree *tree,
               GVariant    *answer)
{
  g_autoptr(GVariant) values = g_variant_get_child_value (answer, 0);
  char *text;

  if (g_variant_lookup (values, "Name", "s", &text))
    {
      g_free (tree->name);
      tree->name = text;
    }

  if (g_variant_lookup (values, "Description", "s", &text))
    {
      g_free (tree->description);
      tree->description = text;
    }
}

static void
on_states (DisplayTree *tree,
           GVariant    *answer)
{
  g_autoptr(GVariant) words = g_variant_get_child_value (answer, 0);
  gsize n_words;
  const guint32 *word = g_variant_get_fixed_array (words, &n_words, sizeof (guint32));

  for (gsize i = 0; i < MIN (n_words, 2); i++)
    tree->states |= (guint64) word[i] << (32 * i);
}

/* Of a widget that never got a place, newer ones than GTK 4.8 tell whatever is in their memory, the
 * halves of an address. */
static void
on_extents (DisplayTree *tree,
            GVariant    *answer)
{
  DisplayRect rect;

  tree->placed = TRUE;
  g_variant_get (answer, "((iiii))", &rect.x, &rect.y, &rect.width, &rect.height);
  if (rect.width < ABSURD && rect.height < ABSURD)
    tree->rect = rect;
}

static void
on_children (DisplayTree *tree,
             GVariant    *answer)
{
  g_autoptr(GVariantIter) iter = NULL;
  const char *path;

  g_variant_get (answer, "(a(so))", &iter);
  while (g_variant_iter_loop (iter, "(&s&o)", NULL, &path))
    if (!g_str_has_suffix (path, "/null"))
      g_ptr_array_add (tree->children, tree_new (tree, path));
}

static void
on_text (DisplayTree *tree,
         GVariant    *answer)
{
  g_free (tree->text);
  g_variant_get (answer, "(s)", &tree->text);
}

static void
on_character_count (DisplayTree *tree,
                    GVariant    *answer)
{
  g_autoptr(GVariant) value = NULL;

  g_variant_get (answer, "(v)", &value);
  /* Kept as text until the next round asks for it: 0 to -1 would be empty for a label. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    tree->text = g_strdup_printf ("%d", g_variant_get_int32 (value));
}

static void
on_value (DisplayTree *tree,
          GVariant    *answer)
{
  g_autoptr(GVariant) value = NULL;

  g_variant_get (answer, "(v)", &value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    tree->value = g_variant_get_double (value);
}

static void
finish_round (Round *round)
{
  while (round->n_pending > 0)
    g_main_context_iteration (round->context, TRUE);
}

static void
ask_contents (Round     *round,
              GPtrArray *level)
{
  for (guint i = 0; i < level->len; i++)
    {
      ask (round, level->pdata[i], PROPERTIES, "Get",
           g_variant_new ("(ss)", TEXT, "CharacterCount"),
           "(v)", on_character_count);
      ask (round, level->pdata[i], PROPERTIES, "Get", g_variant_new ("(ss)", VALUE, "CurrentValue"),
           "(v)", on_value);
    }
  finish_round (round);

  for (guint i = 0; i < level->len; i++)
    {
      DisplayTree *tree = level->pdata[i];
      int n_characters = tree->text != NULL ? (int) g_ascii_strtoll (tree->text, NULL, 10) : 0;

      if (n_characters > 0)
        ask (round, tree, TEXT, "GetText", g_variant_new ("(ii)", 0, n_characters), "(s)", on_text);
      else
        g_clear_pointer (&tree->text, g_free);
    }
  finish_round (round);
}

static void
ask_level (Round     *round,
           GPtrArray *level)
{
  for (guint i = 0; i < level->len; i++)
    {
      DisplayTree *tree = level->pdata[i];

      ask (round, tree, ACCESSIBLE, "GetRole", NULL, "(u)", on_role);
      ask (round, tree, PROPERTIES, "GetAll", g_variant_new ("(s)", ACCESSIBLE), "(a{sv})",
           on_properties);
      ask (round, tree, ACCESSIBLE, "GetState", NULL, "(au)", on_states);
      ask (round, tree, COMPONENT, "GetExtents", g_variant_new ("(u)", COORDS_WINDOW), "((iiii))",
           on_extents);
      ask (round, tree, ACCESSIBLE, "GetChildren", NULL, "(a(so))", on_children);
    }
  finish_round (round);
}

/**
 * display_tree_read:
 * @app: a program
 * @path: the object to begin with
 * @with_contents: whether to ask for texts and values, too
 *
 * Asks a node and all below it what they are.
 *
 * Returns: (transfer full): the answers
 */
DisplayTree *
display_tree_read (DisplayApp *app,
                   const char *path,
                   gboolean    with_contents)
{
  DisplayTree *self = tree_new (NULL, path);
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GPtrArray) level = g_ptr_array_new ();
  Round round = { app, context, 0 };

  /* Not in the default context: nothing of the test's own may run in the middle of a reading. */
  display_app_get_name (app);
  g_main_context_push_thread_default (context);
  g_ptr_array_add (level, self);
  while (level->len > 0)
    {
      g_autoptr(GPtrArray) below = g_ptr_array_new ();

      ask_level (&round, level);
      if (with_contents)
        ask_contents (&round, level);

      for (guint i = 0; i < level->len; i++)
        g_ptr_array_extend (below, ((DisplayTree *) level->pdata[i])->children, NULL, NULL);
      g_clear_pointer (&level, g_ptr_array_unref);
      level = g_steal_pointer (&below);
    }
  g_main_context_pop_thread_default (context);

  return self;
}

/**
 * display_tree_is_sized:
 * @self: a node
 *
 * Tells whether @self covers any place. A page of a stack that was never shown, a closed bar and a
 * row that scrolled out of a list do not; a page that was shown once does for ever.
 *
 * Returns: %FALSE when it has a size of nothing
 */
gboolean
display_tree_is_sized (DisplayTree *self)
{
  return !self->placed || (self->rect.width > 0 && self->rect.height > 0);
}

/**
 * display_tree_has_state:
 * @self: a node
 * @state: a number of %DisplayState
 *
 * Tells whether @self had a state when it was asked.
 *
 * Returns: %TRUE when it was set
 */
gboolean
display_tree_has_state (DisplayTree *self,
                        guint        state)
{
  return self->states & (G_GUINT64_CONSTANT (1) << state);
}

/**
 * display_tree_peek_focused:
 * @self: a node
 *
 * Finds the node that has the focus, in @self and below.
 *
 * Returns: (transfer none) (nullable): the node, or %NULL when none has it
 */
DisplayTree *
display_tree_peek_focused (DisplayTree *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      DisplayTree *focused = display_tree_peek_focused (self->children->pdata[i]);

      if (focused != NULL)
        return focused;
    }

  return display_tree_has_state (self, DISPLAY_STATE_FOCUSED) ? self : NULL;
}

/**
 * display_tree_lookup:
 * @self: a node
 * @path: an object on the bus
 *
 * Finds an object in @self and below.
 *
 * Returns: (transfer none) (nullable): its node, or %NULL when it is not there
 */
DisplayTree *
display_tree_lookup (DisplayTree *self,
                     const char  *path)
{
  if (g_str_equal (self->path, path))
    return self;

  for (guint i = 0; i < self->children->len; i++)
    {
      DisplayTree *found = display_tree_lookup (self->children->pdata[i], path);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
print_role (GString *out,
            guint    role)
{
  static const struct
  {
    DisplayRole role;
    const char *word;
  } words[] = {
    { DISPLAY_ROLE_ALERT, "alert" }, { DISPLAY_ROLE_CHECK_BOX, "check box" },
    { DISPLAY_ROLE_COMBO_BOX, "combo box" }, { DISPLAY_ROLE_DIALOG, "dialog" },
    { DISPLAY_ROLE_FILLER, "filler" }, { DISPLAY_ROLE_FRAME, "frame" },
    { DISPLAY_ROLE_IMAGE, "image" }, { DISPLAY_ROLE_LABEL, "label" },
    { DISPLAY_ROLE_LIST, "list" }, { DISPLAY_ROLE_LIST_ITEM, "list item" },
    { DISPLAY_ROLE_MENU, "menu" }, { DISPLAY_ROLE_MENU_ITEM, "menu item" },
    { DISPLAY_ROLE_PANEL, "panel" }, { DISPLAY_ROLE_PASSWORD_TEXT, "password text" },
    { DISPLAY_ROLE_PROGRESS_BAR, "progress bar" }, { DISPLAY_ROLE_PUSH_BUTTON, "push button" },
    { DISPLAY_ROLE_RADIO_BUTTON, "radio button" }, { DISPLAY_ROLE_SCROLL_BAR, "scroll bar" },
    { DISPLAY_ROLE_SCROLL_PANE, "scroll pane" }, { DISPLAY_ROLE_SEPARATOR, "separator" },
    { DISPLAY_ROLE_SLIDER, "slider" }, { DISPLAY_ROLE_SPIN_BUTTON, "spin button" },
    { DISPLAY_ROLE_TEXT, "text" }, { DISPLAY_ROLE_TOGGLE_BUTTON, "toggle button" },
    { DISPLAY_ROLE_WINDOW, "window" }, { DISPLAY_ROLE_APPLICATION, "application" },
    { DISPLAY_ROLE_ENTRY, "entry" }, { DISPLAY_ROLE_LINK, "link" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (role == (guint) words[i].role)
      {
        g_string_append (out, words[i].word);
        return;
      }

  g_string_append_printf (out, "role %u", role);
}

static void
print_states (GString     *out,
              DisplayTree *self)
{
  static const struct
  {
    DisplayState state;
    const char *word;
  } words[] = {
    { DISPLAY_STATE_ACTIVE, "active" }, { DISPLAY_STATE_BUSY, "busy" },
    { DISPLAY_STATE_CHECKED, "checked" }, { DISPLAY_STATE_EXPANDED, "expanded" },
    { DISPLAY_STATE_FOCUSED, "focused" }, { DISPLAY_STATE_MODAL, "modal" },
    { DISPLAY_STATE_PRESSED, "pressed" }, { DISPLAY_STATE_SELECTED, "selected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (display_tree_has_state (self, words[i].state))
      g_string_append_printf (out, " %s", words[i].word);

  if (!display_tree_has_state (self, DISPLAY_STATE_SENSITIVE))
    g_string_append (out, " insensitive");
}

static void
print_node (DisplayTree *self,
            GString     *out,
            int          depth)
{
  g_string_append_printf (out, "%*s", depth * 2, "");
  print_role (out, self->role);
  g_string_append_printf (out, " \"%s\"", self->name);
  if (self->description[0] != '\0')
    g_string_append_printf (out, " description \"%s\"", self->description);
  if (self->text != NULL && !g_str_equal (self->text, self->name))
    g_string_append_printf (out, " text \"%s\"", self->text);
  if (!isnan (self->value))
    g_string_append_printf (out, " value %g", self->value);
  if (self->placed)
    g_string_append_printf (out, " %dx%d+%d+%d", self->rect.width, self->rect.height, self->rect.x,
                            self->rect.y);
  print_states (out, self);
  g_string_append_c (out, '\n');

  for (guint i = 0; i < self->children->len; i++)
    print_node (self->children->pdata[i], out, depth + 1);
}

/**
 * display_tree_print:
 * @self: a node
 *
 * Writes @self and all below it, a line each: role, name, description, text, value, place in the
 * window, states. Nodes without size are written, too.
 *
 * Returns: (transfer full): lines
 */
char *
display_tree_print (DisplayTree *self)
{
  GString *out = g_string_new (NULL);

  print_node (self, out, 0);

  return g_string_free (out, FALSE);
}
