/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in.h"

G_BEGIN_DECLS

typedef struct
{
  StandIn *stand_in;
  SoupSession *session;
} Fixture;

/* What came back: all that was read, and why reading ended if not with the end. */
typedef struct
{
  SoupMessage *message;
  guint status;
  GByteArray *body; /* with a NUL after it */
  GError *error;
} Reply;

char       *dup_video_uri (Fixture           *fixture,
                           const char        *id);
Reply      *ask           (Fixture           *fixture,
                           const char        *uri,
                           const char        *token,
                           const char *const *headers);
Reply      *ask_api       (Fixture           *fixture,
                           const char        *options);
Reply      *ask_media     (Fixture           *fixture,
                           const char        *target,
                           const char *const *headers);
void        reply_free    (Reply             *reply);
gsize       get_size      (const Reply       *reply);
const char *get_text      (const Reply       *reply);
const char *peek_header   (const Reply       *reply,
                           const char        *name);
JsonObject *parse         (const Reply       *reply,
                           JsonParser        *parser);
void        add_test      (const char        *path,
                           void             (*test) (Fixture       *fixture,
                                                     gconstpointer  data));

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

G_END_DECLS
