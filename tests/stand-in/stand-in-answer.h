/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stand-in-scenario.h"

G_BEGIN_DECLS

/**
 * StandInAnswer:
 * @status: the HTTP status
 * @type: (nullable): the content type
 * @body: (nullable): the body
 * @encoding: (nullable): its `Content-Encoding`
 * @retry_after: (nullable): `Retry-After`
 * @location: (nullable): `Location`
 * @missing: how many bytes are announced, but not sent
 * @hang: whether nothing is sent, ever
 * @reset: whether the connection is reset after half of the body
 * @raw: (nullable): what is sent instead of an HTTP answer
 *
 * What goes back over the wire.
 */
typedef struct
{
  guint status;
  const char *type;
  GBytes *body;
  const char *encoding;
  char *retry_after;
  char *location;
  gsize missing;
  gboolean hang;
  gboolean reset;
  GBytes *raw;
} StandInAnswer;

StandInAnswer *stand_in_answer_new          (guint                  status,
                                             const char            *type,
                                             char                  *text);
StandInAnswer *stand_in_answer_new_error    (guint                  status,
                                             StandInErrorBody       body,
                                             const char            *text);
StandInAnswer *stand_in_answer_new_oddity   (StandInOddity          oddity,
                                             const char            *good);
StandInAnswer *stand_in_answer_new_redirect (const StandInScenario *scenario,
                                             const char            *target,
                                             const char            *own_origin,
                                             const char            *other_origin);
void           stand_in_answer_free         (StandInAnswer         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInAnswer, stand_in_answer_free)

G_END_DECLS
