/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "fuzz-mutate.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In the place of libFuzzer, where there is none. It takes the same arguments, as far as they are
 * named here: without a time it feeds a target the files it is given, one test each; with one also
 * what becomes of them when they are changed, without knowing where that leads. */

#define PATIENCE_SECONDS 120

typedef struct
{
  int seconds;
  guint32 seed;
  gsize max_bytes;
  const char *prefix;
  const char *dictionary;
  GPtrArray *paths;
  GPtrArray *inputs;
  int kept; /* the file that holds the input at hand, should it be the last */
} Feed;

static gboolean
take_option (Feed       *self,
             const char *argument)
{
  const char *value = strchr (argument, '=');

  if (*argument != '-')
    return FALSE;

  if (g_str_has_prefix (argument, "-max_total_time="))
    self->seconds = atoi (value + 1);
  else if (g_str_has_prefix (argument, "-seed="))
    self->seed = atoi (value + 1);
  else if (g_str_has_prefix (argument, "-max_len="))
    self->max_bytes = atoi (value + 1);
  else if (g_str_has_prefix (argument, "-artifact_prefix="))
    self->prefix = value + 1;
  else if (g_str_has_prefix (argument, "-dict="))
    self->dictionary = value + 1;

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All files of a folder in one order everywhere. */
static void
add_path (Feed       *self,
          const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (self->paths, g_strdup (path));
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_path (self, g_ptr_array_index (names, i));
}

static void
keep (Feed   *self,
      GBytes *input)
{
  gsize length;
  const char *data = g_bytes_get_data (input, &length);

  if (self->kept < 0)
    return;

  g_assert_no_errno (ftruncate (self->kept, length));
  g_assert_cmpint (pwrite (self->kept, data, length, 0), ==, length);
}

/* From a block of just that length, so that one byte beyond it is noticed. */
static void
feed (Feed   *self,
      GBytes *input)
{
  gsize length = g_bytes_get_size (input);
  g_autofree uint8_t *copy = g_memdup2 (g_bytes_get_data (input, NULL), length);

  keep (self, input);
  alarm (PATIENCE_SECONDS);
  LLVMFuzzerTestOneInput (copy, length);
  alarm (0);
}

static void
replay (Feed *self)
{
  g_print ("1..%u\n", self->paths->len);
  for (guint i = 0; i < self->paths->len; i++)
    {
      const char *path = g_ptr_array_index (self->paths, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_ptr_array_add (self->inputs, g_bytes_new (contents, length));
      feed (self, g_ptr_array_index (self->inputs, i));
      g_print ("ok %u - %s\n", i + 1, name);
    }
}

static void
mutate (Feed *self)
{
  g_autoptr(GPtrArray) words = fuzz_mutate_read_words (self->dictionary);
  g_autoptr(GRand) random = g_rand_new_with_seed (self->seed);
  gint64 end = g_get_monotonic_time () + self->seconds * G_USEC_PER_SEC;
  guint n = 0;

  for (; self->inputs->len > 0 && g_get_monotonic_time () < end; n++)
    {
      g_autoptr(GBytes) input = fuzz_mutate (self->inputs, words, random, self->max_bytes);

      feed (self, input);
    }
  g_print ("# %u inputs made of those\n", n);
}

int
main (int    argc,
      char **argv)
{
  Feed self = { .seed = 1, .max_bytes = 64 * 1024, .prefix = "", .kept = -1 };
  g_autofree char *kept = NULL;

  LLVMFuzzerInitialize (&argc, &argv);
  self.paths = g_ptr_array_new_with_free_func (g_free);
  self.inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    if (!take_option (&self, argv[i]))
      add_path (&self, argv[i]);

  kept = g_strdup_printf ("%scrash-%d", self.prefix, (int) getpid ());
  if (self.seconds > 0)
    self.kept = g_open (kept, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  replay (&self);
  if (self.seconds > 0)
    mutate (&self);

  if (self.kept >= 0)
    {
      close (self.kept);
      g_remove (kept);
    }
  g_ptr_array_unref (self.paths);
  g_ptr_array_unref (self.inputs);

  return 0;
}
