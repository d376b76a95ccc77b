/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-problem.h"

G_BEGIN_DECLS

RushesProblem *rushes_database_words_new_problem (RushesDatabaseProblem  trouble,
                                                  const char            *set_aside);

G_END_DECLS
