/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-deadline.h"

#include "rushes-error.h"

#include <libsoup/soup.h>

#define LONG_MILLISECONDS 60000
#define N_ROUNDS 16

/* A host that answers whoever has only just connected, before anything is asked, in the thread of
 * the test: what happens in which round of the main loop is the same in every run. */
typedef struct
{
  GSocket *listener;
  char *uri;
  GPtrArray *peers;
  SoupSession *session;
} Fixture;

typedef struct
{
  gboolean done;
  GInputStream *stream;
  GError *error;
} Asking;

static void
asking_clear (Asking *self)
{
  g_clear_object (&self->stream);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(GError) error = NULL;

  fixture->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (fixture->listener, FALSE);
  g_assert_true (g_socket_bind (fixture->listener, wanted, TRUE, NULL));
  g_assert_true (g_socket_listen (fixture->listener, NULL));
  got = g_socket_get_local_address (fixture->listener, NULL);
  fixture->uri = g_strdup_printf ("http://127.0.0.1:%u/",
                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  fixture->peers = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->session = soup_session_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  soup_session_abort (fixture->session);
  g_object_unref (fixture->session);
  g_object_unref (fixture->listener);
  g_ptr_array_unref (fixture->peers);
  g_free (fixture->uri);
}

static void
answer_early (Fixture *fixture)
{
  static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nand no more";
  GSocket *peer = g_socket_accept (fixture->listener, NULL, NULL);

  if (peer == NULL)
    return;

  g_assert_cmpint (g_socket_send (peer, reply, sizeof reply - 1, NULL, NULL), >, 0);
  g_ptr_array_add (fixture->peers, peer);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Asking *asking = user_data;

  asking->stream = soup_session_send_finish (SOUP_SESSION (source), result, &asking->error);
  asking->done = TRUE;
}

static void
begin (Fixture        *fixture,
       Asking         *asking,
       RushesDeadline *deadline)
{
  g_autoptr(SoupMessage) message = soup_message_new ("GET", fixture->uri);

  soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT,
                           rushes_deadline_get_cancellable (deadline), on_sent, asking);
}

/* Not for ever: who is never served is to be told of, not waited for. */
static gboolean
has_ended (Fixture *fixture,
           Asking  *asking)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!asking->done && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      answer_early (fixture);
    }

  return asking->done;
}

/* Only rounds in which something happens are counted. */
static void
run_rounds (Fixture *fixture,
            Asking  *asking,
            guint    n_rounds)
{
  for (guint i = 0; i < n_rounds && !asking->done; i++)
    {
      g_main_context_iteration (NULL, TRUE);
      answer_early (fixture);
    }
}

static void
assert_serves (Fixture *fixture)
{
  RushesDeadline *deadline = rushes_deadline_new (LONG_MILLISECONDS, NULL);
  g_auto(Asking) asking = { FALSE };

  begin (fixture, &asking, deadline);
  g_assert_true (has_ended (fixture, &asking));
  g_assert_no_error (asking.error);
  rushes_deadline_free (deadline);
}

/* Whichever round it falls into, the call ends and the session serves the next one. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(GCancellable) outer = g_cancellable_new ();
      RushesDeadline *deadline = rushes_deadline_new (LONG_MILLISECONDS, outer);
      g_auto(Asking) asking = { FALSE };

      g_test_message ("%u", round);
      begin (fixture, &asking, deadline);
      run_rounds (fixture, &asking, round);
      g_cancellable_cancel (outer);
      g_assert_true (has_ended (fixture, &asking));
      if (asking.error != NULL)
        g_assert_error (asking.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      rushes_deadline_free (deadline);

      assert_serves (fixture);
    }
}

/* A host that never answers, and one that does after it. */
static void
test_passed (Fixture       *fixture,
             gconstpointer  data)
{
  RushesDeadline *deadline = rushes_deadline_new (10, NULL);
  g_autoptr(GError) judged = NULL;
  g_auto(Asking) asking = { FALSE };

  begin (fixture, &asking, deadline);
  while (!asking.done)
    g_main_context_iteration (NULL, TRUE);
  judged = rushes_deadline_judge (deadline, asking.error);
  g_assert_error (judged, RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
  rushes_deadline_free (deadline);

  assert_serves (fixture);
}

static gboolean
on_busy (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_cancelled_in (RushesDeadline *deadline,
                 guint           seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (!g_cancellable_is_cancelled (rushes_deadline_get_cancellable (deadline)) &&
         g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);

  return g_cancellable_is_cancelled (rushes_deadline_get_cancellable (deadline));
}

/* A host that always has something more to be read cannot put it off. */
static void
test_busy (void)
{
  GSource *busy = g_idle_source_new ();
  RushesDeadline *deadline;

  g_source_set_priority (busy, G_PRIORITY_DEFAULT);
  g_source_set_callback (busy, on_busy, NULL, NULL);
  g_source_attach (busy, NULL);
  deadline = rushes_deadline_new (10, NULL);
  g_assert_true (is_cancelled_in (deadline, 30));
  rushes_deadline_free (deadline);
  g_source_destroy (busy);
  g_source_unref (busy);
}

static void
test_begun_cancelled (void)
{
  g_autoptr(GCancellable) outer = g_cancellable_new ();
  RushesDeadline *deadline;

  g_cancellable_cancel (outer);
  deadline = rushes_deadline_new (LONG_MILLISECONDS, outer);
  g_assert_true (g_cancellable_is_cancelled (rushes_deadline_get_cancellable (deadline)));
  rushes_deadline_free (deadline);
}

/* Who cancels is not told that time was over. */
static void
test_judge (void)
{
  g_autoptr(GCancellable) outer = g_cancellable_new ();
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr(GError) refused = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "");
  g_autoptr(GError) before = NULL, other = NULL, after = NULL, both = NULL;
  RushesDeadline *deadline = rushes_deadline_new (10, outer);

  before = rushes_deadline_judge (deadline, cancelled);
  g_assert_error (before, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_true (is_cancelled_in (deadline, 30));
  after = rushes_deadline_judge (deadline, cancelled);
  g_assert_error (after, RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
  other = rushes_deadline_judge (deadline, refused);
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  g_cancellable_cancel (outer);
  both = rushes_deadline_judge (deadline, cancelled);
  g_assert_error (both, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rushes_deadline_free (deadline);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/deadline/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/deadline/passed", Fixture, NULL, set_up, test_passed, tear_down);
  g_test_add_func ("/deadline/busy", test_busy);
  g_test_add_func ("/deadline/begun-cancelled", test_begun_cancelled);
  g_test_add_func ("/deadline/judge", test_judge);

  return g_test_run ();
}
