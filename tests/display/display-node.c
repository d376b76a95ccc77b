/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-node.h"

#include "display-node-call.h"

#include <math.h>

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define COMPONENT "org.a11y.atspi.Component"
#define TEXT "org.a11y.atspi.Text"
#define VALUE "org.a11y.atspi.Value"
#define PROPERTIES "org.freedesktop.DBus.Properties"

#define COORDS_WINDOW 1

struct _DisplayNode
{
  DisplayApp *app;
  char *path;
};

/**
 * display_node_new:
 * @app: a program
 * @path: an object of @app on the accessibility bus
 *
 * Makes a node of an address. Tests get theirs from [func@node_wait] and [func@app_get_root].
 *
 * Returns: (transfer full): the node
 */
DisplayNode *
display_node_new (DisplayApp *app,
                  const char *path)
{
  DisplayNode *self = g_new0 (DisplayNode, 1);

  self->app = app;
  self->path = g_strdup (path);

  return self;
}

/**
 * display_node_free:
 * @self: (transfer full): a node
 *
 * Forgets @self; the widget stays.
 */
void
display_node_free (DisplayNode *self)
{
  g_free (self->path);
  g_free (self);
}

/**
 * display_node_get_app:
 * @self: a node
 *
 * Gets whose node @self is.
 *
 * Returns: (transfer none): the program
 */
DisplayApp *
display_node_get_app (DisplayNode *self)
{
  return self->app;
}

/**
 * display_node_get_path:
 * @self: a node
 *
 * Gets the object on the bus that @self is.
 *
 * Returns: (transfer none): its path
 */
const char *
display_node_get_path (DisplayNode *self)
{
  return self->path;
}

/**
 * display_node_is_same:
 * @self: a node
 * @other: another one
 *
 * Tells whether both are the same object of the same program.
 *
 * Returns: %TRUE when they are
 */
gboolean
display_node_is_same (DisplayNode *self,
                      DisplayNode *other)
{
  return self->app == other->app && g_str_equal (self->path, other->path);
}

/**
 * display_node_call:
 * @self: a node
 * @interface: one of `org.a11y.atspi`, or the properties'
 * @method: a method of it
 * @parameters: (nullable): what to call it with
 * @type: the type of the answer
 *
 * Asks the program something about @self.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL when there is none
 */
GVariant *
display_node_call (DisplayNode *self,
                   const char  *interface,
                   const char  *method,
                   GVariant    *parameters,
                   const char  *type)
{
  DisplaySession *session = display_app_get_session (self->app);

  return g_dbus_connection_call_sync (display_session_get_a11y_bus (session),
                                      display_app_get_name (self->app), self->path, interface,
                                      method, parameters, G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NO_AUTO_START, DISPLAY_DEADLINE * 1000,
                                      NULL, NULL);
}

static GVariant *
read_property (DisplayNode        *self,
               const char         *interface,
               const char         *name,
               const GVariantType *type)
{
  g_autoptr(GVariant) reply = display_node_call (self, PROPERTIES, "Get",
                                                 g_variant_new ("(ss)", interface, name), "(v)");
  g_autoptr(GVariant) value = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);

  return value != NULL && g_variant_is_of_type (value, type) ? g_steal_pointer (&value) : NULL;
}

static char *
dup_string (DisplayNode *self,
            const char  *name)
{
  g_autoptr(GVariant) value = read_property (self, ACCESSIBLE, name, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

/**
 * display_node_dup_name:
 * @self: a node
 *
 * Gets the accessible name of @self. A label's is its text.
 *
 * Returns: (transfer full): the name
 */
char *
display_node_dup_name (DisplayNode *self)
{
  return dup_string (self, "Name");
}

/**
 * display_node_dup_description:
 * @self: a node
 *
 * Gets the accessible description of @self.
 *
 * Returns: (transfer full): the description
 */
char *
display_node_dup_description (DisplayNode *self)
{
  return dup_string (self, "Description");
}

/**
 * display_node_has_state:
 * @self: a node
 * @state: a state
 *
 * Tells whether @self has a state.
 *
 * Returns: %TRUE when it is set
 */
gboolean
display_node_has_state (DisplayNode  *self,
                        DisplayState  state)
{
  g_autoptr(GVariant) reply = display_node_call (self, ACCESSIBLE, "GetState", NULL, "(au)");
  g_autoptr(GVariant) words = NULL;
  const guint32 *word;
  gsize n_words;

  if (reply == NULL)
    return FALSE;

  words = g_variant_get_child_value (reply, 0);
  word = g_variant_get_fixed_array (words, &n_words, sizeof (guint32));

  return state / 32 < n_words && (word[state / 32] & (1u << (state % 32))) != 0;
}

/**
 * display_node_dup_text:
 * @self: an entry, a label
 *
 * Gets the text of @self.
 *
 * Returns: (transfer full): the text
 */
char *
display_node_dup_text (DisplayNode *self)
{
  g_autoptr(GVariant) count = read_property (self, TEXT, "CharacterCount", G_VARIANT_TYPE_INT32);
  g_autoptr(GVariant) reply = NULL;
  char *text = NULL;

  /* Up to -1, which means the end, a label of GTK 4.8 answers nothing. */
  if (count != NULL)
    reply = display_node_call (self, TEXT, "GetText",
                               g_variant_new ("(ii)", 0, g_variant_get_int32 (count)), "(s)");
  if (reply != NULL)
    g_variant_get (reply, "(s)", &text);

  return text != NULL ? text : g_strdup ("");
}

/**
 * display_node_get_value:
 * @self: a progress bar
 *
 * Gets the value of @self.
 *
 * Returns: the value, NaN when it has none
 */
double
display_node_get_value (DisplayNode *self)
{
  g_autoptr(GVariant) value = read_property (self, VALUE, "CurrentValue", G_VARIANT_TYPE_DOUBLE);

  return value != NULL ? g_variant_get_double (value) : NAN;
}

/**
 * display_node_get_rect:
 * @self: a node
 * @rect: (out): where to store its place
 *
 * Gets the place of @self in its window. Inside a popover it counts from elsewhere; the functions
 * that click know that.
 *
 * Returns: %FALSE when it has none
 */
gboolean
display_node_get_rect (DisplayNode *self,
                       DisplayRect *rect)
{
  g_autoptr(GVariant) reply = display_node_call (self, COMPONENT, "GetExtents",
                                                 g_variant_new ("(u)", COORDS_WINDOW),
                                                 "((iiii))");

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "((iiii))", &rect->x, &rect->y, &rect->width, &rect->height);

  return TRUE;
}

/**
 * display_node_dump:
 * @self: a node
 *
 * Writes @self and all below it: see [func@tree_print].
 *
 * Returns: (transfer full): lines
 */
char *
display_node_dump (DisplayNode *self)
{
  g_autoptr(DisplayTree) tree = display_tree_read (self->app, self->path, TRUE);

  return display_tree_print (tree);
}
