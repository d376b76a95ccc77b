/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-limits.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_KIB (64 * 1024)
#define ROUND_MS 16.0
#define LONGEST_MS 50.0

/* AddressSanitizer gives each allocation its red zones, its shadow and for a while its place in the
 * quarantine, and keeps what it maps. The longest round there is, the one in which the first TLS
 * connection of a process loads GnuTLS (18 ms), takes four times as long through its allocator; all
 * others stay within the limits there too. Without it these hold as they stand. */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_FACTOR 2
#define LONGEST_FACTOR 3
#else
#define MEMORY_FACTOR 1
#define LONGEST_FACTOR 1
#endif

static struct
{
  guint n_begun;
  int delay_fd; /* of the thread that runs the main loop */
  GPollFunc poll;
  gsize idle_kib; /* the least there was when a test began */
  gsize own_kib;  /* the test's */

  double start_ms, busy_ms; /* of the present round */
  double free_ms; /* in which a timer of 1 ms would have ticked in time */
  double longest_ms;
  guint n_rounds;
  GArray *long_ms; /* of double: the rounds that were longer than they should be */

  GThread *neighbour;
  int stop;     /* atomic */
  int noise_us; /* atomic: the latest that the neighbour was */
} limits = { .delay_fd = -1 };

const char *__asan_default_options (void);

/* What was freed shall not count for long. The leak checker of GCC 12 crashes on what GnuTLS keeps
 * for each thread that is still there. */
const char *
__asan_default_options (void)
{
  return "quarantine_size_mb=4:thread_local_quarantine_size_kb=64:"
         "allocator_release_to_os_interval_ms=0:intercept_tls_get_addr=0";
}

static gsize
read_kib (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, field);
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen (field), NULL, 10);
}

/* From now on VmHWM is the most since now. Where that is forbidden it is the most since ever, and
 * the idle memory is taken likewise. */
static gsize
forget_peak (void)
{
  int fd = open ("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  gboolean forgotten = fd >= 0 && write (fd, "5", 1) == 1;

  if (fd >= 0)
    close (fd);

  return read_kib (forgotten ? "\nVmRSS:" : "\nVmHWM:");
}

/* Milliseconds, without those for which this thread could have run and another one did. Where the
 * kernel does not count these, with them. */
static double
get_own_ms (void)
{
  char text[64] = "";
  char *end = text;
  guint64 delay_ns = 0;

  if (limits.delay_fd >= 0 && pread (limits.delay_fd, text, sizeof text - 1, 0) > 0)
    {
      strtoull (text, &end, 10);
      delay_ns = strtoull (end, NULL, 10);
    }

  return g_get_monotonic_time () / 1e3 - delay_ns / 1e6;
}

/* What lies between two polls keeps the main loop from answering. */
static int
poll_and_note (GPollFD *fds,
               guint    n_fds,
               int      timeout)
{
  int result;

  limits.busy_ms += get_own_ms () - limits.start_ms;
  result = limits.poll (fds, n_fds, timeout);
  limits.start_ms = get_own_ms ();

  return result;
}

/* Does nothing but wake up in time. How late it is at the worst is what a busy machine makes of
 * anybody's time, also of that for which the main loop waits for a lock or a page. */
static gpointer
live_next_door (gpointer data)
{
  while (!g_atomic_int_get (&limits.stop))
    {
      gint64 before = g_get_monotonic_time ();
      int late;

      g_usleep (1000);
      late = g_get_monotonic_time () - before - 1000;
      if (late > g_atomic_int_get (&limits.noise_us))
        g_atomic_int_set (&limits.noise_us, late);
    }

  return NULL;
}

/* To be ended by fault_limits_end (). May be nested: the outermost counts. */
void
fault_limits_begin (void)
{
  gsize kib;

  if (limits.n_begun++ > 0)
    return;

  limits.delay_fd = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  limits.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_and_note);
  limits.free_ms = limits.longest_ms = 0;
  limits.n_rounds = 0;
  limits.own_kib = 0;
  limits.long_ms = g_array_new (FALSE, FALSE, sizeof (double));
  limits.noise_us = limits.stop = 0;
  limits.neighbour = g_thread_new ("neighbour", live_next_door, NULL);

  kib = forget_peak ();
  limits.idle_kib = limits.idle_kib == 0 ? kib : MIN (limits.idle_kib, kib);
}

/* Bytes that a server in this process holds are no memory of the program. */
void
fault_limits_take_own (gsize bytes)
{
  limits.own_kib += bytes / 1024;
}

/* One round of the main loop, which may wait. */
void
fault_limits_iterate (void)
{
  gint64 before = g_get_monotonic_time ();

  if (limits.n_begun == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      return;
    }

  limits.busy_ms = 0;
  limits.start_ms = get_own_ms ();
  g_main_context_iteration (NULL, TRUE);
  limits.busy_ms += get_own_ms () - limits.start_ms;

  limits.free_ms += (g_get_monotonic_time () - before) / 1e3 - limits.busy_ms;
  limits.longest_ms = MAX (limits.longest_ms, limits.busy_ms);
  limits.n_rounds++;
  if (limits.busy_ms > ROUND_MS)
    g_array_append_val (limits.long_ms, limits.busy_ms);
}

static guint
count_longer (double than_ms)
{
  guint n = 0;

  for (guint i = 0; i < limits.long_ms->len; i++)
    n += g_array_index (limits.long_ms, double, i) > than_ms;

  return n;
}

static void
stop_measuring (void)
{
  g_atomic_int_set (&limits.stop, TRUE);
  g_thread_join (limits.neighbour);
  g_main_context_set_poll_func (NULL, limits.poll);
  if (limits.delay_fd >= 0)
    close (limits.delay_fd);
  limits.delay_fd = -1;
}

/* Of the ticks of such a timer one in a hundred may be late. */
void
fault_limits_end (void)
{
  gssize growth;
  double noise_ms;
  guint n_long;

  if (--limits.n_begun > 0)
    return;

  stop_measuring ();
  growth = (gssize) read_kib ("\nVmHWM:") - (gssize) (limits.idle_kib + limits.own_kib);
  noise_ms = limits.noise_us / 1e3;
  n_long = count_longer (ROUND_MS + noise_ms);
  g_array_unref (limits.long_ms);

  g_test_message ("memory %+zd KiB; %u rounds and %.0f ms free, the longest %.1f ms, %u longer "
                  "than %.0f ms; noise %.1f ms", growth, limits.n_rounds, limits.free_ms,
                  limits.longest_ms, n_long, ROUND_MS, noise_ms);
  g_assert_cmpint (growth, <, MEMORY_KIB * MEMORY_FACTOR);
  g_assert_cmpfloat (limits.longest_ms, <, LONGEST_MS * LONGEST_FACTOR + noise_ms);
  g_assert_cmpfloat (n_long, <=, MAX (1, limits.free_ms / 100));
}

/* What is in use now, as far as the allocator can be made to give back the rest. */
gsize
fault_limits_get_kib (void)
{
  malloc_trim (0);

  return read_kib ("\nVmRSS:");
}

guint
fault_limits_count_fds (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n_fds = 0;

  while (g_dir_read_name (dir) != NULL)
    n_fds++;

  return n_fds;
}

void
fault_limits_assert_flat (gsize kib_before,
                          gsize mebibytes)
{
  gssize growth = (gssize) fault_limits_get_kib () - (gssize) kib_before;

  g_test_message ("memory %+zd KiB in the end", growth);
  g_assert_cmpint (growth, <, (gssize) (mebibytes * 1024 * MEMORY_FACTOR));
}
