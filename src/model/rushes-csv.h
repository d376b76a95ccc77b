/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesCsv:
 *
 * Reads a table as RFC 4180 describes it, piece by piece.
 */
typedef struct _RushesCsv RushesCsv;

/**
 * RushesCsvFunc:
 * @fields: (element-type utf8): the fields of a record, at least one
 * @line: the line in which it begins, from 1
 * @user_data: as given to [func@csv_new]
 *
 * Takes a record of a table.
 */
typedef void (*RushesCsvFunc) (GPtrArray *fields,
                               guint      line,
                               gpointer   user_data);

RushesCsv *rushes_csv_new    (RushesCsvFunc  func,
                              gpointer       user_data);
void       rushes_csv_free   (RushesCsv     *self);
void       rushes_csv_read   (RushesCsv     *self,
                              const char    *text,
                              gsize          length);
void       rushes_csv_finish (RushesCsv     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCsv, rushes_csv_free)

G_END_DECLS
