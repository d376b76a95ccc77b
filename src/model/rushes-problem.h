/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rushes-paste-item.h"

G_BEGIN_DECLS

/**
 * RushesProblemAction:
 * @RUSHES_PROBLEM_NOTHING: there is nothing to press
 * @RUSHES_PROBLEM_SET_TOKEN: open the token dialog
 * @RUSHES_PROBLEM_TRY_AGAIN: ask once more
 * @RUSHES_PROBLEM_EDIT_ID: put the cursor into the entry
 * @RUSHES_PROBLEM_OPEN_ACCOUNT: show the account page of useapi.net
 * @RUSHES_PROBLEM_RESET_ADDRESS: go back to the address of useapi.net
 *
 * What the button beside a problem does.
 */
typedef enum
{
  RUSHES_PROBLEM_NOTHING,
  RUSHES_PROBLEM_SET_TOKEN,
  RUSHES_PROBLEM_TRY_AGAIN,
  RUSHES_PROBLEM_EDIT_ID,
  RUSHES_PROBLEM_OPEN_ACCOUNT,
  RUSHES_PROBLEM_RESET_ADDRESS,
} RushesProblemAction;

/**
 * RushesProblem:
 * @title: what happened, in a few words
 * @text: what it means and what can be done, in a sentence or two
 * @mild: whether nothing is broken: it only needs a look
 * @action: what mends it
 *
 * A problem in words.
 */
typedef struct
{
  char *title;
  char *text;
  gboolean mild;
  RushesProblemAction action;
} RushesProblem;

RushesProblem *rushes_problem_new_for_error     (const GError          *error);
RushesProblem *rushes_problem_new_for_paste     (const RushesPasteItem *item,
                                                 gboolean               among_several);
char          *rushes_problem_dup_left_out      (const RushesPasteItem *item,
                                                 gboolean               brief);
RushesProblem *rushes_problem_new_for_clipboard (void);
const char    *rushes_problem_action_label      (RushesProblemAction    action);
char          *rushes_problem_dup_reason        (const GError          *error,
                                                 GFile                 *folder);
char          *rushes_problem_dup_waiting       (const GError          *error);
void           rushes_problem_free              (RushesProblem         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesProblem, rushes_problem_free)

G_END_DECLS
