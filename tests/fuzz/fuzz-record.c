/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-part-record.h"
#include "rushes-relay-request.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)

static void
assert_same (const RushesPartRecord *self,
             const RushesPartRecord *other)
{
  g_assert_nonnull (other);
  g_assert_cmpstr (self->part, ==, other->part);
  g_assert_cmpstr (self->uri, ==, other->uri);
  g_assert_cmpstr (self->etag, ==, other->etag);
  g_assert_cmpstr (self->type, ==, other->type);
  g_assert_cmpstr (self->boot, ==, other->boot);
  g_assert_cmpint (self->total, ==, other->total);
}

/* A record leads to no file but a partial one beside it, and survives being written. */
static void
assert_record (const char *data,
               gsize       length)
{
  g_autoptr(RushesPartRecord) record = rushes_part_record_from_data (data, length);
  g_autoptr(RushesPartRecord) again = NULL;
  g_autofree char *text = NULL;
  gsize text_length;

  if (record == NULL)
    return;

  g_assert_null (strchr (record->part, '/'));
  g_assert_true (g_str_has_suffix (record->part, ".part"));
  g_assert_cmpint (record->total, >, 0);
  for (gint64 size = 0; size < G_MAXINT64 / 2; size = size * 3 + 1)
    {
      gint64 trusted = rushes_part_record_get_trusted (record, size, "another boot");

      g_assert_cmpint (trusted, >=, 0);
      g_assert_cmpint (trusted, <=, size);
    }

  text = rushes_part_record_to_data (record, &text_length);
  again = rushes_part_record_from_data (text, text_length);
  assert_same (record, again);
}

/* Who does not know the path gets nothing. */
static void
assert_request (const char *head)
{
  gint64 from = -1;
  guint status = rushes_relay_request_read (head, "/secret", &from);

  g_assert_true (status == 200 || status == 400 || status == 404 || status == 405);
  g_assert_cmpint (from, >=, 0);
  g_assert_true (status != 200 || g_str_has_prefix (head, "GET /secret HTTP/1."));
}

/* The two texts that come back to us from elsewhere: the record beside a partial file, and what a
 * player asks our relay for. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = fuzz_input_new (data, size);
  g_autofree char *head = g_strndup (input.p, size);

  if (size > MAX_BYTES)
    return -1;

  assert_record (input.p, size);
  assert_request (head);

  return 0;
}
