/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in-answer.h"

G_BEGIN_DECLS

/* What a body is made of: a piece of a file in memory, or of one that is made as it goes. */
typedef struct
{
  GBytes *bytes; /* NULL for a generated file */
  guint64 seed;
  goffset size;
} StandInContent;

/**
 * StandInSending:
 * @content: what is sent
 * @start: its first byte
 * @length: how many bytes
 * @announced: what the headers say, or -1 for chunks without a total
 * @cut: after how many bytes the connection ends, or -1
 * @reset: whether it ends with a reset
 * @rate: bytes a second, or 0 for as fast as it goes
 */
typedef struct
{
  StandInContent content;
  goffset start;
  goffset length;
  goffset announced;
  goffset cut;
  gboolean reset;
  guint64 rate;
} StandInSending;

void stand_in_send        (SoupServerMessage    *message,
                           const StandInSending *sending);
void stand_in_send_answer (SoupServerMessage    *message,
                           const StandInAnswer  *answer);

G_END_DECLS
