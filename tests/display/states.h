/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig.h"

G_BEGIN_DECLS

/**
 * State:
 * @name: what it is called, in names of files too
 * @reach: brings the program there, from wherever it is
 * @options: (nullable): what the stand-in shall answer, or what is typed or chosen
 * @words: (nullable): what is read on the screen when it is reached
 * @title: (nullable): the title of the window it is about; %NULL for the main one
 * @leave: (nullable): goes back to where the next state can be reached from
 * @has_cover: whether a cover comes
 * @is_moving: whether the picture goes on changing, although nothing is to move for its own sake
 * @is_quick: whether it is looked at in each run of the tests
 *
 * One thing that the program can show. What is looked at in every state, by eye or by ear, shares
 * these.
 */
typedef struct _State State;

struct _State
{
  const char *name;
  void (*reach) (Rig         *rig,
                 const State *state);
  const char *options;
  const char *words;
  const char *title;
  void (*leave) (Rig         *rig,
                 const State *state);
  gboolean has_cover;
  gboolean is_moving;
  gboolean is_quick;
};

/**
 * StateList:
 * @states: the states, in an order in which each can be reached after the one before
 * @n_states: how many
 *
 * States that belong together.
 */
typedef struct
{
  const State *states;
  guint n_states;
} StateList;

StateList states_get_pages   (void);
StateList states_get_files   (void);
StateList states_get_library (void);
StateList states_get_windows (void);
StateList states_get_menus   (void);

void      states_reach_start (Rig         *rig,
                              const State *state);

G_END_DECLS
