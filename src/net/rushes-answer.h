/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * RushesAnswer:
 *
 * What a media host answers, with its body still to be read. Everything here blocks, and belongs to
 * the thread of the session.
 */
typedef struct _RushesAnswer RushesAnswer;

/**
 * RushesAnswerFunc:
 * @connected: whether there is a connection by now; %FALSE when one is going to be made
 * @user_data: as given to [func@answer_ask]
 *
 * Is told how far the question is, once or more for each hop.
 */
typedef void (*RushesAnswerFunc) (gboolean connected,
                                  gpointer user_data);

/**
 * RushesQuestion:
 * @uri: a link, not yet judged
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @from: the first byte wanted
 * @etag: (nullable): the validator of the file that @from counts in
 * @asked: is told how far the question is
 * @user_data: for @asked
 *
 * What to ask a media host.
 */
typedef struct
{
  const char *uri;
  gboolean loopback_allowed;
  gint64 from;
  const char *etag;
  RushesAnswerFunc asked;
  gpointer user_data;
} RushesQuestion;

RushesAnswer       *rushes_answer_ask         (SoupSession           *session,
                                               const RushesQuestion  *question,
                                               GCancellable          *cancellable,
                                               GError               **error);
void                rushes_answer_free        (RushesAnswer          *self);
guint               rushes_answer_get_status  (RushesAnswer          *self);
SoupMessageHeaders *rushes_answer_get_headers (RushesAnswer          *self);
const char         *rushes_answer_get_type    (RushesAnswer          *self);
gboolean            rushes_answer_is_media    (RushesAnswer          *self,
                                               GError               **error);
gssize              rushes_answer_read        (RushesAnswer          *self,
                                               guint8                *buffer,
                                               gsize                  length,
                                               GCancellable          *cancellable,
                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesAnswer, rushes_answer_free)

G_END_DECLS
