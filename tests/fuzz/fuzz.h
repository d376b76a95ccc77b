/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What a target offers, by the names that libFuzzer and AFL++ know; any input must be survived, and
 * what a function promises is asserted. */
int LLVMFuzzerInitialize   (int           *argc,
                            char        ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* An input that is read from its beginning. */
typedef struct
{
  const char *p;
  const char *end;
} FuzzInput;

/* Where a text may stand. */
typedef enum
{
  FUZZ_TEXT_ANY,  /* in a label of several lines */
  FUZZ_TEXT_LINE, /* in a label of one line: no control */
} FuzzText;

FuzzInput fuzz_input_new       (const uint8_t *data,
                                size_t         size);
char     *fuzz_input_take_text (FuzzInput     *self,
                                char           end);
gint64    fuzz_input_take_int  (FuzzInput     *self);
void      fuzz_assert_text     (const char    *text,
                                FuzzText       kind,
                                gsize          max_bytes);

G_END_DECLS
