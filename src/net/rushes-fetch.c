/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-fetch.h"

#include "rushes-answer.h"
#include "rushes-error.h"
#include "rushes-file-name.h"
#include "rushes-finished-file.h"
#include "rushes-http.h"
#include "rushes-link.h"
#include "rushes-part-file.h"
#include "rushes-part-move.h"
#include "rushes-reply.h"
#include "rushes-resume.h"
#include "rushes-sniff.h"

/* Measured (LIBRARIES.md, "Downloads"): with 1 MiB a read loop overtakes curl. */
#define BUFFER_BYTES (1024 * 1024)

struct _RushesFetch
{
  RushesFetchPlan plan;
  RushesFetchFunc told;
  gpointer user_data;

  GCancellable *cancellable;
  char *record_name;
  SoupSession *session;
  RushesPartFile *part;
  guint8 *buffer;
  char *origin;
  char *etag;
  char *type;
  gint64 known; /* how long the file is, by the record of what is there; or -1 */
  gboolean spoilt; /* what came is known to be wrong */
};

typedef enum
{
  TAKEN_WHOLE,
  TAKEN_DIFFERENT,
  TAKEN_FAULT,
} Taken;

/**
 * rushes_fetch_new:
 * @plan: what to do; what it points to must outlive the fetch
 * @told: is told how it goes
 * @user_data: for @told
 *
 * Prepares to fetch a file. Nothing is asked or opened yet.
 *
 * Returns: (transfer full): a fetch
 */
RushesFetch *
rushes_fetch_new (const RushesFetchPlan *plan,
                  RushesFetchFunc        told,
                  gpointer               user_data)
{
  RushesFetch *self = g_new0 (RushesFetch, 1);

  self->plan = *plan;
  self->record_name = rushes_fetch_plan_dup_record_name (plan);
  self->told = told;
  self->user_data = user_data;
  self->known = -1;

  return self;
}

/**
 * rushes_fetch_free:
 * @self: (transfer full): a fetch
 *
 * Lets go of the file and of the connection. What is on the disk stays there.
 */
void
rushes_fetch_free (RushesFetch *self)
{
  g_clear_pointer (&self->part, rushes_part_file_free);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->record_name);
  g_free (self->buffer);
  g_free (self->origin);
  g_free (self->etag);
  g_free (self->type);
  g_free (self);
}

static void
tell (RushesFetch      *self,
      RushesFetchStage  stage,
      gint64            total)
{
  RushesFetchNews news = {
    .stage = stage,
    .received = self->part != NULL ? rushes_part_file_get_size (self->part) : 0,
    .total = total,
    .content_type = self->type,
  };

  self->told (&news, self->user_data);
}

static Taken
fail (GError     **error,
      RushesError  code,
      const char  *reason)
{
  g_set_error_literal (error, RUSHES_ERROR, code, reason);

  return TAKEN_FAULT;
}

static void
on_asked (gboolean connected,
          gpointer user_data)
{
  RushesFetch *self = user_data;

  tell (self, connected ? RUSHES_FETCH_WAITING : RUSHES_FETCH_CONNECTING, self->known);
}

static RushesAnswer *
ask (RushesFetch  *self,
     gint64        from,
     GError      **error)
{
  RushesQuestion question = {
    .uri = rushes_media_get_uri (self->plan.media),
    .loopback_allowed = self->plan.loopback_allowed,
    .from = from,
    .etag = self->etag,
    .asked = on_asked,
    .user_data = self,
  };

  return rushes_answer_ask (self->session, &question, self->cancellable, error);
}

static void
read_reply (RushesFetch       *self,
            RushesAnswer      *answer,
            RushesResumeReply *reply)
{
  reply->status = rushes_answer_get_status (answer);
  reply->have = rushes_part_file_get_size (self->part);
  rushes_resume_read_headers (reply, rushes_answer_get_headers (answer), self->etag);
}

static Taken
take_chunk (RushesFetch  *self,
            gsize         length,
            gint64        offset,
            gint64        total,
            GError      **error)
{
  gint64 size = rushes_part_file_get_size (self->part);
  gsize overlap = CLAMP (size - offset, 0, (gint64) length);

  self->spoilt = offset + (gint64) length > total;
  if (self->spoilt)
    return fail (error, RUSHES_ERROR_TOO_LARGE, "more bytes than announced");

  if (overlap > 0 && !rushes_part_file_equals (self->part, offset, self->buffer, overlap))
    return TAKEN_DIFFERENT;

  if (!rushes_part_file_append (self->part, self->buffer + overlap, length - overlap, error))
    return TAKEN_FAULT;

  tell (self, RUSHES_FETCH_TAKING, total);

  return TAKEN_WHOLE;
}

/* The @first bytes are in the buffer already. */
static Taken
take_body (RushesFetch   *self,
           RushesAnswer  *answer,
           gsize          first,
           gint64         offset,
           gint64         total,
           GError       **error)
{
  gssize n = first;

  while (n > 0)
    {
      Taken taken = take_chunk (self, n, offset, total, error);

      if (taken != TAKEN_WHOLE)
        return taken;

      offset += n;
      n = rushes_answer_read (answer, self->buffer, BUFFER_BYTES, self->cancellable, error);
    }

  if (n == 0 && offset < total)
    return fail (error, RUSHES_ERROR_TRUNCATED, "fewer bytes than announced");

  return n == 0 ? TAKEN_WHOLE : TAKEN_FAULT;
}

/* Judged before anything on the disk is touched: a login page must not cost what is there. */
static gboolean
read_head (RushesFetch   *self,
           RushesAnswer  *answer,
           gsize         *length,
           GError       **error)
{
  gssize n = 1;

  for (*length = 0; *length < RUSHES_SNIFF_LENGTH && n > 0; *length += MAX (n, 0))
    n = rushes_answer_read (answer, self->buffer + *length, BUFFER_BYTES - *length,
                            self->cancellable, error);

  if (n < 0)
    return FALSE;

  if (!rushes_sniff_body_is_media (self->buffer, MIN (*length, RUSHES_SNIFF_LENGTH)))
    {
      fail (error, RUSHES_ERROR_NOT_MEDIA, "the body is a page or data");
      return FALSE;
    }

  return TRUE;
}

static char *
make_automatic_name (RushesFetch *self)
{
  RushesMedia *media = self->plan.media;

  return rushes_file_name_new (rushes_media_get_kind (media), rushes_media_get_number (media),
                               self->plan.prompt, rushes_media_get_video_id (media), self->type,
                               rushes_media_get_type_hint (media));
}

static char *
make_name (RushesFetch *self)
{
  RushesMedia *media = self->plan.media;
  char *chosen = rushes_file_name_new_chosen (self->plan.name, rushes_media_get_kind (media),
                                              self->type, rushes_media_get_type_hint (media));

  return chosen != NULL ? chosen : make_automatic_name (self);
}

/* Whatever the file shall be called in the end: two transfers of it must meet in one part, whose
 * lock keeps them apart (FAULTS F14), and another name must find what an earlier one left. */
static char *
make_part_name (RushesFetch *self)
{
  g_autofree char *name = make_automatic_name (self);

  return rushes_file_name_part (name);
}

static void
note_answer (RushesFetch  *self,
             RushesAnswer *answer)
{
  const char *etag = soup_message_headers_get_one (rushes_answer_get_headers (answer), "ETag");
  const char *type = rushes_answer_get_type (answer);

  g_free (self->etag);
  self->etag = rushes_range_is_strong (etag) ? g_strdup (etag) : NULL;
  if (type == NULL)
    return;

  g_free (self->type);
  self->type = g_strdup (type);
}

static gboolean
describe (RushesFetch  *self,
          gint64        total,
          GError      **error)
{
  RushesPartNotes notes = { self->origin, self->etag, self->type, total };

  return rushes_part_file_describe (self->part, &notes, error);
}

static Taken
take_whole (RushesFetch   *self,
            RushesAnswer  *answer,
            gint64         total,
            GError       **error)
{
  g_autofree char *part = NULL;
  gsize first;

  self->spoilt = total == 0;
  if (total <= 0)
    return total == 0 ? fail (error, RUSHES_ERROR_EMPTY, "a file of no bytes")
                      : fail (error, RUSHES_ERROR_NO_LENGTH, "no length to count by");

  g_clear_pointer (&self->type, g_free);
  note_answer (self, answer);
  tell (self, RUSHES_FETCH_TAKING, total);
  if (!read_head (self, answer, &first, error))
    return TAKEN_FAULT;

  part = make_part_name (self);
  if (!rushes_part_file_has_room (self->part, total, error) ||
      !rushes_part_file_begin (self->part, part, self->cancellable, error) ||
      !describe (self, total, error))
    return TAKEN_FAULT;

  return take_body (self, answer, first, 0, total, error);
}

static Taken
take_rest (RushesFetch   *self,
           RushesAnswer  *answer,
           gint64         from,
           gint64         total,
           GError       **error)
{
  gssize first;

  note_answer (self, answer);
  tell (self, RUSHES_FETCH_TAKING, total);
  if (!rushes_part_file_has_room (self->part, total, error) || !describe (self, total, error))
    return TAKEN_FAULT;

  first = rushes_answer_read (answer, self->buffer, BUFFER_BYTES, self->cancellable, error);
  if (first < 0)
    return TAKEN_FAULT;

  return take_body (self, answer, first, from, total, error);
}

static Taken
refuse (RushesAnswer  *answer,
        GError       **error)
{
  SoupMessageHeaders *headers = rushes_answer_get_headers (answer);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  const char *wait = soup_message_headers_get_one (headers, "Retry-After");
  RushesError code = rushes_error_from_media_status (rushes_answer_get_status (answer));
  GError *refusal = g_error_new_literal (RUSHES_ERROR, code, "the host does not give the file");

  rushes_error_set_retry_after (refusal, rushes_reply_parse_wait (wait, now));
  g_propagate_error (error, refusal);

  return TAKEN_FAULT;
}

/* Asks once, and does what the answer means. TAKEN_DIFFERENT: to be asked anew, for the whole. */
static Taken
attempt (RushesFetch  *self,
         gint64        from,
         gint64        total,
         GError      **error)
{
  g_autoptr(RushesAnswer) answer = ask (self, from, error);
  RushesResumeReply reply = { .from = from, .total = total };
  RushesResume meaning;

  if (answer == NULL)
    return TAKEN_FAULT;

  read_reply (self, answer, &reply);
  meaning = rushes_resume_decide (&reply);
  if (meaning == RUSHES_RESUME_FAIL)
    return refuse (answer, error);
  if (meaning == RUSHES_RESUME_COMPLETE)
    return TAKEN_WHOLE;
  if (meaning == RUSHES_RESUME_ASK_ANEW)
    return TAKEN_DIFFERENT;

  if (!rushes_answer_is_media (answer, error))
    return TAKEN_FAULT;

  if (meaning == RUSHES_RESUME_APPEND)
    return take_rest (self, answer, from, total, error);

  return take_whole (self, answer, reply.status == 200 ? reply.length : reply.range.total, error);
}

static gboolean
take_along (RushesFetch  *self,
            GError      **error)
{
  for (char **former = self->plan.former; former != NULL && *former != NULL; former++)
    {
      tell (self, RUSHES_FETCH_MOVING, -1);
      if (!rushes_part_move (*former, self->plan.folder, self->record_name, self->cancellable,
                             error))
        return FALSE;
    }

  return TRUE;
}

static Taken
fetch (RushesFetch  *self,
       GError      **error)
{
  const RushesPartRecord *record;
  gint64 from = 0;
  gint64 total = -1;
  Taken taken;

  if (!take_along (self, error))
    return TAKEN_FAULT;

  self->part = rushes_part_file_open (self->plan.folder, self->record_name, error);
  if (self->part == NULL ||
      !rushes_part_file_resume (self->part, &record, self->cancellable, error))
    return TAKEN_FAULT;

  if (record != NULL && g_str_equal (record->uri, self->origin))
    {
      total = self->known = record->total;
      self->etag = g_strdup (record->etag);
      self->type = g_strdup (record->type);
      from = rushes_resume_get_start (rushes_part_file_get_size (self->part), total, self->etag);
    }

  taken = attempt (self, from, total, error);

  return taken == TAKEN_DIFFERENT ? attempt (self, 0, -1, error) : taken;
}

static char *
save (RushesFetch  *self,
      GError      **error)
{
  g_autofree char *name = make_name (self);

  tell (self, RUSHES_FETCH_SAVING, rushes_part_file_get_size (self->part));

  if (!rushes_part_file_settle (self->part, self->origin, error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  if (self->plan.logged)
    rushes_part_file_announce (self->part, name);

  return rushes_part_file_publish (self->part, name, error);
}

/* What an earlier run has finished, and had no time to say so. */
static char *
find_finished (RushesFetch *self)
{
  RushesFetchNews news = { .stage = RUSHES_FETCH_SAVING };
  gint64 size = 0;
  char *name = NULL;

  if (self->plan.begun_earlier)
    name = rushes_finished_file_find (&self->plan, &size);
  if (name == NULL)
    return NULL;

  news.received = size;
  news.total = size;
  self->told (&news, self->user_data);

  return name;
}

/**
 * rushes_fetch_run:
 * @self: a fetch that has not run yet
 * @cancellable: ends it early
 * @error: return location for an error
 *
 * Fetches the file, from where an earlier attempt left off if that can be proven to be safe, and
 * gives it its final name once every byte is on the disk. When that fails, or is ended early, what
 * came is to be kept or discarded.
 *
 * Returns: (transfer full): the name that the file got in its folder, or %NULL
 */
char *
rushes_fetch_run (RushesFetch   *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const char *uri = rushes_media_get_uri (self->plan.media);
  char *finished = find_finished (self);

  if (finished != NULL)
    return finished;

  if (uri == NULL)
    {
      fail (error, RUSHES_ERROR_BAD_LINK, "there is no link");
      return NULL;
    }

  self->origin = rushes_link_strip_query (uri);
  self->cancellable = g_object_ref (cancellable);
  self->buffer = g_malloc (BUFFER_BYTES);
  self->session = rushes_http_session_new_media (self->plan.tls_database, self->plan.idle_seconds);

  return fetch (self, error) == TAKEN_WHOLE ? save (self, error) : NULL;
}

/**
 * rushes_fetch_keep:
 * @self: a fetch that has run and has not got the file
 *
 * Keeps what came, so that a later attempt can go on from there, unless it is known to be wrong.
 */
void
rushes_fetch_keep (RushesFetch *self)
{
  if (self->part == NULL)
    return;

  if (self->spoilt)
    rushes_part_file_discard (self->part);
  else
    rushes_part_file_keep (self->part, NULL);
}

static void
discard_in (RushesFetch *self,
            const char  *folder)
{
  g_autoptr(RushesPartFile) part = rushes_part_file_open_existing (folder, self->record_name, NULL);

  if (part != NULL && rushes_part_file_resume (part, NULL, NULL, NULL))
    rushes_part_file_discard (part);
}

/**
 * rushes_fetch_discard:
 * @self: a fetch, whether it has run or not
 *
 * Removes all there is of the file: what this attempt took, even under its final name, or else what
 * an earlier one left, in whichever folder. What another attempt is at work on stays.
 */
void
rushes_fetch_discard (RushesFetch *self)
{
  if (self->part != NULL)
    rushes_part_file_discard (self->part);
  else
    discard_in (self, self->plan.folder);

  for (char **former = self->plan.former; former != NULL && *former != NULL; former++)
    discard_in (self, *former);
}
