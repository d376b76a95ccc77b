/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-app.h"

G_BEGIN_DECLS

/**
 * DisplayRect:
 * @x: from the left
 * @y: from the top
 * @width: to the right
 * @height: downwards
 *
 * A rectangle in the program's pixels.
 */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} DisplayRect;

/**
 * DisplayTree:
 * @parent: (nullable): the node above; %NULL for the one the reading began with
 * @children: (element-type DisplayTree): the nodes below
 * @path: its object on the bus
 * @role: a number of AT-SPI, as in %DisplayRole
 * @name: its name, "" when it has none
 * @description: its description, "" when it has none
 * @states: a bit for each number of %DisplayState
 * @placed: whether it has a place at all; an application has none
 * @rect: its place in its window
 * @text: (nullable): its text; read only when asked for, %NULL when it has none
 * @value: its value; read only when asked for, NaN when it has none
 *
 * What one node said when it was asked, and all below it: no live thing, that is the
 * [struct@DisplayNode].
 */
typedef struct _DisplayTree DisplayTree;

struct _DisplayTree
{
  DisplayTree *parent;
  GPtrArray *children;
  char *path;
  guint role;
  char *name;
  char *description;
  guint64 states;
  gboolean placed;
  DisplayRect rect;
  char *text;
  double value;
};

DisplayTree *display_tree_read    (DisplayApp  *app,
                                   const char  *path,
                                   gboolean     with_contents);
void         display_tree_free    (DisplayTree *self);
gboolean     display_tree_is_sized (DisplayTree *self);
gboolean     display_tree_has_state (DisplayTree *self,
                                     guint        state);
DisplayTree *display_tree_peek_focused (DisplayTree *self);
DisplayTree *display_tree_lookup  (DisplayTree *self,
                                   const char  *path);
char        *display_tree_print   (DisplayTree *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplayTree, display_tree_free)

G_END_DECLS
