/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
print_list (const char   *name,
            const double *values,
            guint         n)
{
  printf ("\"%s\": [", name);
  for (guint i = 0; i < n; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.6g", values[i]);
      printf ("%s%s", i > 0 ? ", " : "", number);
    }
  printf ("]");
}

/**
 * figures_print:
 * @row: which row of the table, as table.py calls it
 * @ours: what was measured of Rushes, in the order of the rounds
 * @peers: (nullable): what was measured of the peer in the same rounds
 * @n: how many rounds
 *
 * Hands a row on, as a line of JSON on standard output.
 */
void
figures_print (const char   *row,
               const double *ours,
               const double *peers,
               guint         n)
{
  printf ("{\"row\": \"%s\", ", row);
  print_list ("ours", ours, n);
  if (peers != NULL)
    {
      printf (", ");
      print_list ("peer", peers, n);
    }
  printf ("}\n");
  fflush (stdout);
}

/**
 * figures_print_one:
 * @row: which row of the table
 * @value: what was measured
 *
 * Hands a row of a single measurement on.
 */
void
figures_print_one (const char *row,
                   double      value)
{
  figures_print (row, &value, NULL, 1);
}

static char *
read_file (pid_t       pid,
           const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text != NULL ? text : g_strdup ("");
}

/* The number behind each line that begins with @word, added up. */
static guint64
add_up (const char *text,
        const char *word)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint64 sum = 0;

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, word))
      sum += g_ascii_strtoull (*line + strlen (word), NULL, 10);

  return sum;
}

/**
 * figures_read_memory:
 * @pid: a process
 * @kind: "Pss:" with its part of what it shares with others, "Pss_Anon:" what is in no file
 *
 * Reads how much memory it takes.
 *
 * Returns: MiB
 */
double
figures_read_memory (pid_t       pid,
                     const char *kind)
{
  g_autofree char *text = read_file (pid, "smaps_rollup");

  return add_up (text, kind) / 1024.0;
}

/**
 * figures_read_switches:
 * @pid: a process
 *
 * Reads how often each of its threads has been given a processor or taken one away.
 *
 * Returns: (transfer full): numbers by the numbers of the threads, both as pointers
 */
GHashTable *
figures_read_switches (pid_t pid)
{
  GHashTable *switches = g_hash_table_new (NULL, NULL);
  g_autofree char *path = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr(GDir) tasks = g_dir_open (path, 0, NULL);
  const char *name;

  while (tasks != NULL && (name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *status = g_strconcat ("task/", name, "/status", NULL);
      g_autofree char *text = read_file (pid, status);
      guint64 sum = add_up (text, "voluntary_ctxt_switches:") +
                    add_up (text, "nonvoluntary_ctxt_switches:");

      g_hash_table_insert (switches, GSIZE_TO_POINTER (g_ascii_strtoull (name, NULL, 10)),
                           GSIZE_TO_POINTER (sum));
    }

  return switches;
}

/**
 * figures_count_switches:
 * @before: what was read first
 * @after: what was read later
 *
 * Counts what has happened between: at least one switch for a thread that has ended.
 *
 * Returns: the sum over all threads
 */
guint64
figures_count_switches (GHashTable *before,
                        GHashTable *after)
{
  GHashTableIter iter;
  gpointer thread, sum;
  guint64 count = 0;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &thread, &sum))
    count += GPOINTER_TO_SIZE (sum) - GPOINTER_TO_SIZE (g_hash_table_lookup (before, thread));

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &thread, NULL))
    count += !g_hash_table_contains (after, thread);

  return count;
}

/**
 * figures_read_seconds:
 * @pid: a process
 *
 * Reads how long it has been on a processor, threads that have ended included.
 *
 * Returns: seconds
 */
double
figures_read_seconds (pid_t pid)
{
  g_autofree char *text = read_file (pid, "stat");
  const char *end = strrchr (text, ')');
  unsigned long user = 0, system = 0;

  /* "2 (name) S ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime …" */
  if (end != NULL)
    sscanf (end, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);

  return (double) (user + system) / sysconf (_SC_CLK_TCK);
}

/**
 * figures_read_peak:
 * @pid: a process
 *
 * Reads how much memory it has taken at most, the pages of files included. What getrusage() tells
 * begins with what the process had before it became this program.
 *
 * Returns: KiB
 */
double
figures_read_peak (pid_t pid)
{
  g_autofree char *text = read_file (pid, "status");

  return add_up (text, "VmHWM:");
}

/**
 * figures_read_delay:
 *
 * Reads how long this thread has had something to do, but no processor to do it on: the machine was
 * busy with others.
 *
 * Returns: microseconds, since it began
 */
guint64
figures_read_delay (void)
{
  g_autofree char *text = NULL;
  unsigned long long running, delay = 0;

  /* "RUNNING DELAY SLICES", in nanoseconds */
  if (g_file_get_contents ("/proc/thread-self/schedstat", &text, NULL, NULL))
    sscanf (text, "%llu %llu", &running, &delay);

  return delay / 1000;
}
