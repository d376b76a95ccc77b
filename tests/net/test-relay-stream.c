/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay-stream.h"

#include "rushes-error.h"
#include "rushes-relay.h"
#include "stand-in.h"
#include "stand-in-generated.h"

#include <string.h>

#define LONG_BYTES 12000000
#define LONG_FILM "/generated/12000000/5.mp4"
#define FILM_BYTES 300000
#define FILM "/generated/300000/5.mp4"

typedef struct
{
  StandIn *stand_in;
  RushesRelay *relay;
  GInputStream *stream;
} Fixture;

/* What is done in the thread of a player, while this one plays the server. */
typedef struct
{
  GInputStream *stream;
  gint64 from;
  gsize count;
  guint8 *bytes;
  gsize length;
  goffset end;
  gboolean seekable;
  GError *error;
  gboolean done;
} Piece;

static void
piece_clear (Piece *self)
{
  g_clear_pointer (&self->bytes, g_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Piece, piece_clear)

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->stand_in = stand_in_new ();
  stand_in_start (fixture->stand_in, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->stream);
  g_clear_pointer (&fixture->relay, rushes_relay_free);
  stand_in_stop (fixture->stand_in);
  g_assert_finalize_object (fixture->stand_in);
}

static void
open_film (Fixture    *fixture,
           const char *target)
{
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->stand_in), target, NULL);
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->stream);
  g_clear_pointer (&fixture->relay, rushes_relay_free);
  fixture->relay = rushes_relay_new (uri, TRUE, &error);
  g_assert_no_error (error);
  fixture->stream = rushes_relay_open_stream (fixture->relay);
  stand_in_clear_record (fixture->stand_in);
}

static guint
count_asked (Fixture *fixture)
{
  return stand_in_count_requests (fixture->stand_in, "media", "/");
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Piece *piece = task_data;

  if (piece->from < 0 || g_seekable_seek (G_SEEKABLE (piece->stream), piece->from, G_SEEK_SET,
                                          NULL, &piece->error))
    g_input_stream_read_all (piece->stream, piece->bytes, piece->count, &piece->length, NULL,
                             &piece->error);
  g_task_return_boolean (task, TRUE);
}

static void
measure_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Piece *piece = task_data;

  piece->seekable = g_seekable_can_seek (G_SEEKABLE (piece->stream));
  if (g_seekable_seek (G_SEEKABLE (piece->stream), 0, G_SEEK_END, NULL, &piece->error))
    piece->end = g_seekable_tell (G_SEEKABLE (piece->stream));
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Piece *piece = user_data;

  piece->done = TRUE;
}

static void
begin (Fixture         *fixture,
       Piece           *piece,
       GTaskThreadFunc  work)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, on_done, piece);

  piece->stream = fixture->stream;
  g_task_set_task_data (task, piece, NULL);
  g_task_run_in_thread (task, work);
}

static void
end (Piece *piece)
{
  while (!piece->done)
    g_main_context_iteration (NULL, TRUE);
}

/* From -1 on, where it stands. */
static void
read_piece (Fixture *fixture,
            Piece   *piece,
            gint64   from,
            gsize    count)
{
  piece_clear (piece);
  *piece = (Piece) { .from = from, .count = count, .bytes = g_malloc0 (count) };
  begin (fixture, piece, read_in_thread);
  end (piece);
}

static void
assert_piece (Piece  *piece,
              gint64  from,
              gsize   length)
{
  g_autofree guint8 *want = g_malloc (length);

  stand_in_generated_fill (want, length, from, 5);
  g_assert_no_error (piece->error);
  g_assert_cmpmem (piece->bytes, piece->length, want, length);
}

/* Nothing is asked before the first byte is wanted; then once for all of it. */
static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_auto(Piece) piece = { 0 };

  open_film (fixture, FILM);
  g_assert_cmpuint (count_asked (fixture), ==, 0);
  read_piece (fixture, &piece, -1, 100);
  assert_piece (&piece, 0, 100);
  read_piece (fixture, &piece, -1, 2 * FILM_BYTES);
  assert_piece (&piece, 100, FILM_BYTES - 100);
  read_piece (fixture, &piece, -1, 1);
  assert_piece (&piece, FILM_BYTES, 0);
  g_assert_cmpuint (count_asked (fixture), ==, 1);
}

static void
test_measure (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *target;
    gint64 end; /* -1 where it cannot be known */
  } rows[] = {
    { FILM, FILM_BYTES },
    { FILM "?range=no", FILM_BYTES },
    { FILM "?length=no", -1 },
    { FILM "?status=403", -1 },
    { FILM "?as=html", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Piece) piece = { 0 };

      g_test_message ("%s", rows[i].target);
      open_film (fixture, rows[i].target);
      begin (fixture, &piece, measure_in_thread);
      end (&piece);
      g_assert_cmpint (piece.seekable, ==, rows[i].end >= 0);
      if (rows[i].end < 0)
        g_assert_error (piece.error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      else
        g_assert_cmpint (piece.end, ==, rows[i].end);
    }
}

/* What is near is there, or is waited for; what is far is asked for. */
static void
test_seek (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    gint64 from;
    guint asked;
  } rows[] = {
    { 0, 1 }, { 500000, 1 }, { 300000, 1 }, { 900001, 1 }, { 7, 1 }, { LONG_BYTES - 4096, 2 },
    { LONG_BYTES - 9000, 3 }, { LONG_BYTES - 4096, 3 }, { 64, 4 },
  };
  g_auto(Piece) piece = { 0 };

  open_film (fixture, LONG_FILM);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%" G_GINT64_FORMAT, rows[i].from);
      read_piece (fixture, &piece, rows[i].from, 4096);
      assert_piece (&piece, rows[i].from, 4096);
      g_assert_cmpuint (count_asked (fixture), ==, rows[i].asked);
    }
}

/* However long it is, only the last of it is kept: the beginning is asked for again. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(Piece) piece = { 0 };

  open_film (fixture, LONG_FILM);
  read_piece (fixture, &piece, -1, LONG_BYTES);
  assert_piece (&piece, 0, LONG_BYTES);
  read_piece (fixture, &piece, LONG_BYTES - 4000000, 4000000);
  assert_piece (&piece, LONG_BYTES - 4000000, 4000000);
  g_assert_cmpuint (count_asked (fixture), ==, 1);
  read_piece (fixture, &piece, 0, 4096);
  assert_piece (&piece, 0, 4096);
  g_assert_cmpuint (count_asked (fixture), ==, 2);
}

static void
test_bad_seek (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  open_film (fixture, FILM);
  g_assert_false (g_seekable_seek (G_SEEKABLE (fixture->stream), -1, G_SEEK_SET, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (g_seekable_seek (G_SEEKABLE (fixture->stream), -1, G_SEEK_CUR, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (fixture->stream)), ==, 0);
  g_assert_false (g_seekable_can_truncate (G_SEEKABLE (fixture->stream)));
}

/* The host that cuts it off is asked for the rest, again and again, but not without end. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_auto(Piece) piece = { 0 };

  open_film (fixture, FILM "?cut-once=70000");
  read_piece (fixture, &piece, -1, FILM_BYTES);
  assert_piece (&piece, 0, FILM_BYTES);
  g_assert_cmpuint (count_asked (fixture), ==, 2);

  open_film (fixture, FILM "?cut=70000");
  read_piece (fixture, &piece, -1, FILM_BYTES);
  assert_piece (&piece, 0, FILM_BYTES);
  g_assert_cmpuint (count_asked (fixture), ==, 5);
}

static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *target;
    RushesError code;
  } rows[] = {
    { FILM "?status=403", RUSHES_ERROR_LINK_EXPIRED },
    { FILM "?status=500", RUSHES_ERROR_SERVER },
    { FILM "?as=html", RUSHES_ERROR_NOT_MEDIA },
    { "/cover.jpg", RUSHES_ERROR_NO_DECODER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_auto(Piece) piece = { 0 };

      g_test_message ("%s", rows[i].target);
      open_film (fixture, rows[i].target);
      read_piece (fixture, &piece, -1, 1);
      g_assert_error (piece.error, G_IO_ERROR, G_IO_ERROR_FAILED);
      error = rushes_relay_dup_error (fixture->relay);
      g_assert_error (error, RUSHES_ERROR, (int) rows[i].code);
    }
}

/* Who waits for a byte is let go, and gets no more. */
static void
test_free (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(Piece) piece = { .from = -1, .count = 1, .bytes = g_malloc0 (1) };

  open_film (fixture, FILM "?hang=yes");
  begin (fixture, &piece, read_in_thread);
  while (count_asked (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);

  g_clear_pointer (&fixture->relay, rushes_relay_free);
  end (&piece);
  g_assert_cmpuint (piece.length, ==, 0);
  g_assert_nonnull (piece.error);

  read_piece (fixture, &piece, -1, 1);
  g_assert_error (piece.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* In a thread of the service, which closes the connection after it. */
static gboolean
on_cut_head (GThreadedSocketService *service,
             GSocketConnection      *connection,
             GObject                *source,
             gpointer                head)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[1024];

  g_assert_cmpint (g_input_stream_read (input, request, sizeof request, NULL, NULL), >, 0);
  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);

  return TRUE;
}

/* A relay that goes in the middle of its head; whoever reads is told of an error, wherever. */
static void
test_cut_head (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const heads[] = {
    "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr(GSocketService) service = g_threaded_socket_service_new (-1);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Piece) piece = { 0 };
      guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_signal_connect (service, "run", G_CALLBACK (on_cut_head), (gpointer) heads[i]);
      g_clear_object (&fixture->stream);
      fixture->stream = rushes_relay_stream_new (port, "/film", cancellable);
      read_piece (fixture, &piece, -1, 1);
      g_assert_error (piece.error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
      g_socket_service_stop (service);
      g_socket_listener_close (G_SOCKET_LISTENER (service));
    }
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/relay-stream/whole", test_whole);
  add ("/relay-stream/measure", test_measure);
  add ("/relay-stream/seek", test_seek);
  add ("/relay-stream/kept", test_kept);
  add ("/relay-stream/bad-seek", test_bad_seek);
  add ("/relay-stream/cut", test_cut);
  add ("/relay-stream/cut-head", test_cut_head);
  add ("/relay-stream/faults", test_faults);
  add ("/relay-stream/free", test_free);

  return g_test_run ();
}
