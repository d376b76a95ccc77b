/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-finder.h"

#include "rushes-library-read.h"
#include "rushes-search-text.h"

/* A screen full of matches comes first; the rest in pieces between which others get their turn. */
#define FIRST_MATCHES 128
#define NEXT_MATCHES 8192

struct _RushesLibraryFinder
{
  GObject parent_instance;

  RushesDatabase *database;
  char *text;
  char *query;
  int *newest; /* shared with the thread of the database */
  gboolean busy;
};

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

enum
{
  SIGNAL_FOUND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void look_on (RushesLibraryFinder *self, gint64 below, guint max);

G_DEFINE_FINAL_TYPE (RushesLibraryFinder, rushes_library_finder, G_TYPE_OBJECT)

typedef struct
{
  RushesLibraryFinder *finder;
  int number;
  gint64 below;
  guint max;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->finder);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static gboolean
is_newest (const Look *look)
{
  return look->number == g_atomic_int_get (look->finder->newest);
}

static void
set_busy (RushesLibraryFinder *self,
          gboolean             busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* The rows of those that are shown already are read before that. */
static gboolean
on_time_for_more (gpointer user_data)
{
  Look *look = user_data;

  if (is_newest (look))
    look_on (look->finder, look->below, NEXT_MATCHES);

  return G_SOURCE_REMOVE;
}

static void
on_matches (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Look) look = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) matches = NULL;

  matches = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (!is_newest (look))
    return;

  if (matches == NULL)
    {
      g_info ("The library was not searched: %s", error->message);
      matches = g_array_new (FALSE, FALSE, sizeof (gint64));
    }

  g_signal_emit (look->finder, signals[SIGNAL_FOUND], 0, look->below, matches);
  if (!is_newest (look))
    return;
  if (matches->len < look->max)
    {
      set_busy (look->finder, FALSE);
      return;
    }

  look->below = g_array_index (matches, gint64, 0);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_time_for_more, g_steal_pointer (&look),
                   (GDestroyNotify) look_free);
}

static void
look_on (RushesLibraryFinder *self,
         gint64               below,
         guint                max)
{
  RushesLibrarySearch *search = g_new0 (RushesLibrarySearch, 1);
  Look *look = g_new0 (Look, 1);

  search->query = g_strdup (self->query);
  search->newest = g_atomic_rc_box_acquire (self->newest);
  search->number = *self->newest;
  search->below = below;
  search->max = max;
  look->finder = g_object_ref (self);
  look->number = search->number;
  look->below = below;
  look->max = max;
  rushes_database_run_async (self->database, rushes_library_read_matching, search,
                             (GDestroyNotify) rushes_library_search_free,
                             (GDestroyNotify) g_array_unref, on_matches, look);
}

static void
rushes_library_finder_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  if (prop_id == PROP_BUSY)
    g_value_set_boolean (value, RUSHES_LIBRARY_FINDER (object)->busy);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_library_finder_finalize (GObject *object)
{
  RushesLibraryFinder *self = RUSHES_LIBRARY_FINDER (object);

  g_atomic_rc_box_release (self->newest);
  g_free (self->text);
  g_free (self->query);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (rushes_library_finder_parent_class)->finalize (object);
}

static void
rushes_library_finder_class_init (RushesLibraryFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_library_finder_finalize;
  object_class->get_property = rushes_library_finder_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FOUND] = g_signal_new ("found", RUSHES_TYPE_LIBRARY_FINDER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64,
                                        G_TYPE_ARRAY);
}

static void
rushes_library_finder_init (RushesLibraryFinder *self)
{
  self->text = g_strdup ("");
  self->newest = g_atomic_rc_box_new0 (int);
}

/**
 * rushes_library_finder_new:
 * @database: what to search
 *
 * Makes the one who looks for videos. `found` is emitted with how old the videos are that were
 * looked for (%G_MAXINT64 for the newest) and an array of the activities of those that match,
 * oldest first: the newest come at once, the rest in pieces. `busy` notifies.
 *
 * Returns: (transfer full): for the calling thread
 */
RushesLibraryFinder *
rushes_library_finder_new (RushesDatabase *database)
{
  RushesLibraryFinder *self = g_object_new (RUSHES_TYPE_LIBRARY_FINDER, NULL);

  self->database = g_object_ref (database);

  return self;
}

/**
 * rushes_library_finder_set_text:
 * @self: a finder
 * @text: what the user types or pastes
 *
 * Sets what is to be looked for.
 *
 * Returns: %FALSE when it is what it was
 */
gboolean
rushes_library_finder_set_text (RushesLibraryFinder *self,
                                const char          *text)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_FINDER (self), FALSE);

  if (g_str_equal (self->text, text))
    return FALSE;

  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->query);
  self->query = rushes_search_text_query (text);

  return TRUE;
}

/**
 * rushes_library_finder_get_text:
 * @self: a finder
 *
 * Gets what is to be looked for.
 *
 * Returns: (transfer none): as it was typed
 */
const char *
rushes_library_finder_get_text (RushesLibraryFinder *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_FINDER (self), NULL);

  return self->text;
}

/**
 * rushes_library_finder_get_query:
 * @self: a finder
 *
 * Gets the same for the database.
 *
 * Returns: (transfer none) (nullable): an expression of [func@search_text_query], or %NULL when
 *   nothing is to be looked for
 */
const char *
rushes_library_finder_get_query (RushesLibraryFinder *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_FINDER (self), NULL);

  return self->query;
}

/**
 * rushes_library_finder_start:
 * @self: a finder
 *
 * Begins a search, if there is something to look for, and ends the one before.
 */
void
rushes_library_finder_start (RushesLibraryFinder *self)
{
  g_return_if_fail (RUSHES_IS_LIBRARY_FINDER (self));

  g_atomic_int_inc (self->newest);
  if (self->query != NULL)
    look_on (self, G_MAXINT64, FIRST_MATCHES);
  set_busy (self, self->query != NULL);
}

/**
 * rushes_library_finder_is_busy:
 * @self: a finder
 *
 * Tells whether there may be more matches than were told of.
 *
 * Returns: %TRUE while they are looked for
 */
gboolean
rushes_library_finder_is_busy (RushesLibraryFinder *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_FINDER (self), FALSE);

  return self->busy;
}
