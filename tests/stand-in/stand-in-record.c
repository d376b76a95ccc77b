/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-record.h"

#include <stdio.h>
#include <string.h>

/* Far beyond what any request takes on a loaded machine; only a test that fails waits so long. */
#define WAIT_SECONDS 20

struct _StandInRecord
{
  GMutex mutex;
  GPtrArray *requests;
  GPtrArray *waiters;
  FILE *file;
};

/**
 * stand_in_request_new:
 * @port: the name of the port; a literal
 * @head: request line and headers, each ending in CR LF
 * @connection: number of the connection
 *
 * Takes a request's head apart without judging it.
 *
 * Returns: (transfer full): the request
 */
StandInRequest *
stand_in_request_new (const char *port,
                      const char *head,
                      guint       connection)
{
  StandInRequest *self = g_atomic_rc_box_new0 (StandInRequest);
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_autoptr(GPtrArray) headers = g_ptr_array_new ();
  const char *line = lines[0] != NULL ? lines[0] : "";
  const char *space = strchr (line, ' ');
  const char *version = space != NULL ? strrchr (space + 1, ' ') : NULL;

  self->port = port;
  self->connection = connection;
  self->time = g_get_monotonic_time ();
  self->method = space != NULL ? g_strndup (line, space - line) : g_strdup (line);
  self->target = version != NULL ? g_strndup (space + 1, version - space - 1) : g_strdup ("");

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;

      g_ptr_array_add (headers, g_strndup (lines[i], colon - lines[i]));
      g_ptr_array_add (headers, g_strstrip (g_strdup (colon + 1)));
    }

  g_ptr_array_add (headers, NULL);
  self->headers = (char **) g_ptr_array_free (g_steal_pointer (&headers), FALSE);

  return self;
}

StandInRequest *
stand_in_request_ref (StandInRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
request_clear (gpointer data)
{
  StandInRequest *self = data;

  g_free (self->method);
  g_free (self->target);
  g_strfreev (self->headers);
}

void
stand_in_request_unref (StandInRequest *self)
{
  g_atomic_rc_box_release_full (self, request_clear);
}

/**
 * stand_in_request_peek_header:
 * @self: a request
 * @name: a header, in any case
 *
 * Returns: (nullable): the value of the first such header
 */
const char *
stand_in_request_peek_header (const StandInRequest *self,
                              const char           *name)
{
  for (guint i = 0; self->headers[i] != NULL; i += 2)
    {
      if (g_ascii_strcasecmp (self->headers[i], name) == 0)
        return self->headers[i + 1];
    }

  return NULL;
}

static void
add_text (JsonBuilder *builder,
          const char  *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  json_builder_add_string_value (builder, valid);
}

/**
 * stand_in_request_to_json:
 * @self: a request
 *
 * Returns: (transfer full): an object of port, method, target, headers (pairs), connection, time
 */
JsonNode *
stand_in_request_to_json (const StandInRequest *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "port");
  add_text (builder, self->port);
  json_builder_set_member_name (builder, "method");
  add_text (builder, self->method);
  json_builder_set_member_name (builder, "target");
  add_text (builder, self->target);
  json_builder_set_member_name (builder, "headers");
  json_builder_begin_array (builder);
  for (guint i = 0; self->headers[i] != NULL; i += 2)
    {
      json_builder_begin_array (builder);
      add_text (builder, self->headers[i]);
      add_text (builder, self->headers[i + 1]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "connection");
  json_builder_add_int_value (builder, self->connection);
  json_builder_set_member_name (builder, "time");
  json_builder_add_int_value (builder, self->time);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/**
 * stand_in_record_new:
 *
 * Makes an empty record. All its functions may be called from any thread.
 *
 * Returns: (transfer full): the record
 */
StandInRecord *
stand_in_record_new (void)
{
  StandInRecord *self = g_new0 (StandInRecord, 1);

  g_mutex_init (&self->mutex);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) stand_in_request_unref);
  self->waiters = g_ptr_array_new ();

  return self;
}

void
stand_in_record_free (StandInRecord *self)
{
  g_assert (self->waiters->len == 0);

  g_clear_pointer (&self->file, fclose);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->waiters);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * stand_in_record_set_file:
 * @self: a record
 * @path: a file; it is appended to
 * @error: return location
 *
 * Makes every request from now on also one line of JSON in @path, written before it is answered.
 *
 * Returns: whether the file could be opened
 */
gboolean
stand_in_record_set_file (StandInRecord  *self,
                          const char     *path,
                          GError        **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  FILE *file = fopen (path, "ae");

  if (file == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "Cannot append to %s", path);
      return FALSE;
    }

  g_clear_pointer (&self->file, fclose);
  self->file = file;

  return TRUE;
}

void
stand_in_record_append (StandInRecord  *self,
                        StandInRequest *request)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_add (self->requests, stand_in_request_ref (request));

  if (self->file != NULL)
    {
      g_autoptr(JsonNode) node = stand_in_request_to_json (request);
      g_autofree char *line = json_to_string (node, FALSE);

      fprintf (self->file, "%s\n", line);
      fflush (self->file);
    }

  for (guint i = 0; i < self->waiters->len; i++)
    g_main_context_wakeup (self->waiters->pdata[i]);
}

/**
 * stand_in_record_dup:
 * @self: a record
 *
 * Returns: (transfer full) (element-type StandInRequest): the requests so far, oldest first
 */
GPtrArray *
stand_in_record_dup (StandInRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) stand_in_request_unref);

  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (copy, stand_in_request_ref (self->requests->pdata[i]));

  return copy;
}

void
stand_in_record_clear (StandInRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_set_size (self->requests, 0);
}

/**
 * stand_in_record_count:
 * @self: a record
 * @port: (nullable): "api" or "media"; %NULL for both
 * @part: (nullable): text that the target holds; %NULL for any
 *
 * Returns: how many requests fit
 */
guint
stand_in_record_count (StandInRecord *self,
                       const char    *port,
                       const char    *part)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      const StandInRequest *request = self->requests->pdata[i];

      if ((port == NULL || g_str_equal (request->port, port)) &&
          (part == NULL || strstr (request->target, part) != NULL))
        count++;
    }

  return count;
}

static void
set_waiting (StandInRecord *self,
             GMainContext  *context,
             gboolean       waiting)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (waiting)
    g_ptr_array_add (self->waiters, context);
  else
    g_ptr_array_remove (self->waiters, context);
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * stand_in_record_wait:
 * @self: a record
 * @port: (nullable): as for stand_in_record_count()
 * @part: (nullable): as for stand_in_record_count()
 * @count: how many are waited for
 *
 * Runs the calling thread's default main context until at least @count requests fit. It returns as
 * soon as they do; only a test that is about to fail reaches the deadline.
 *
 * Returns: whether they came
 */
gboolean
stand_in_record_wait (StandInRecord *self,
                      const char    *port,
                      const char    *part,
                      guint          count)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr(GSource) deadline = g_timeout_source_new_seconds (WAIT_SECONDS);
  gboolean late = FALSE;

  g_source_set_callback (deadline, on_deadline, &late, NULL);
  g_source_attach (deadline, context);
  set_waiting (self, context, TRUE);

  while (!late && stand_in_record_count (self, port, part) < count)
    g_main_context_iteration (context, TRUE);

  set_waiting (self, context, FALSE);
  g_source_destroy (deadline);

  return stand_in_record_count (self, port, part) >= count;
}
