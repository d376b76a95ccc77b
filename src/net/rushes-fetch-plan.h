/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RushesFetchPlan:
 * @media: the file to fetch
 * @prompt: (nullable): the prompt of its video, for the name
 * @name: (nullable): a name that was chosen by hand; without it one is made
 * @folder: (nullable): the path to save in
 * @former: (nullable): paths where something of the file may lie from before @folder was chosen
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @tls_database: (nullable): certificates to trust instead of the system's
 * @idle_seconds: after how long without a byte to give up
 * @logged: whether it is noted elsewhere that the file is being saved; then the end is announced
 *   ([method@PartFile.announce])
 * @begun_earlier: whether an earlier run of the program noted that; it may have ended between the
 *   last step and the note of it
 *
 * What to fetch, and where to put it. All of it belongs to the plan.
 */
typedef struct
{
  RushesMedia *media;
  char *prompt;
  char *name;
  char *folder;
  char **former;
  gboolean loopback_allowed;
  GTlsDatabase *tls_database;
  guint idle_seconds;
  gboolean logged;
  gboolean begun_earlier;
} RushesFetchPlan;

void             rushes_fetch_plan_copy            (const RushesFetchPlan *self,
                                                    RushesFetchPlan       *copy);
void             rushes_fetch_plan_clear           (RushesFetchPlan       *self);
RushesFetchPlan *rushes_fetch_plan_dup             (const RushesFetchPlan *self);
void             rushes_fetch_plan_free            (RushesFetchPlan       *self);
void             rushes_fetch_plan_set_folder      (RushesFetchPlan       *self,
                                                    const char            *folder);
char            *rushes_fetch_plan_dup_record_name (const RushesFetchPlan *self);

G_END_DECLS
