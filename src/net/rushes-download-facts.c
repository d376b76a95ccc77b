/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-facts.h"

/* Shown until the rename: only a file that is there is whole (FAULTS F16). */
#define MAX_FRACTION_UNDER_WAY 0.999

/**
 * rushes_download_facts_init:
 * @self: (out caller-allocates): facts
 *
 * Sets @self to what is to be said of a download that has not begun.
 */
void
rushes_download_facts_init (RushesDownloadFacts *self)
{
  *self = (RushesDownloadFacts) { .total = -1, .time_left = -1 };
}

/**
 * rushes_download_facts_clear:
 * @self: facts that were replaced at least once, or never
 *
 * Frees what @self holds.
 */
void
rushes_download_facts_clear (RushesDownloadFacts *self)
{
  g_free ((char *) self->content_type);
  g_clear_object (&self->file);
  if (self->error != NULL)
    g_error_free ((GError *) self->error);

  rushes_download_facts_init (self);
}

/**
 * rushes_download_facts_get_fraction:
 * @self: facts
 *
 * Gets how much of the file is there, as a part of the whole.
 *
 * Returns: from 0 to 1; 1 only for %RUSHES_DOWNLOAD_DONE
 */
double
rushes_download_facts_get_fraction (const RushesDownloadFacts *self)
{
  if (self->state == RUSHES_DOWNLOAD_DONE)
    return 1.0;

  if (self->total <= 0)
    return 0.0;

  return MIN (self->received / (double) self->total, MAX_FRACTION_UNDER_WAY);
}

static guint
compare (const RushesDownloadFacts *a,
         const RushesDownloadFacts *b)
{
  const gboolean differ[RUSHES_N_DOWNLOAD_FACTS] = {
    [RUSHES_DOWNLOAD_FACT_STATE] = a->state != b->state,
    [RUSHES_DOWNLOAD_FACT_RECEIVED] = a->received != b->received,
    [RUSHES_DOWNLOAD_FACT_TOTAL] = a->total != b->total,
    [RUSHES_DOWNLOAD_FACT_SPEED] = a->speed != b->speed,
    [RUSHES_DOWNLOAD_FACT_TIME_LEFT] = a->time_left != b->time_left,
    [RUSHES_DOWNLOAD_FACT_FRACTION] = rushes_download_facts_get_fraction (a) !=
                                      rushes_download_facts_get_fraction (b),
    [RUSHES_DOWNLOAD_FACT_CONTENT_TYPE] = g_strcmp0 (a->content_type, b->content_type) != 0,
    [RUSHES_DOWNLOAD_FACT_ERROR] = a->error != b->error,
    [RUSHES_DOWNLOAD_FACT_FILE] = a->file != b->file,
  };
  guint changed = 0;

  for (guint i = 0; i < RUSHES_N_DOWNLOAD_FACTS; i++)
    if (differ[i])
      changed |= 1u << i;

  return changed;
}

/**
 * rushes_download_facts_replace:
 * @self: facts
 * @next: what is to be said from now on; it is copied, and may hold what @self holds
 *
 * Replaces all facts at once, so that nobody is told one while another is still the old one.
 *
 * Returns: which facts have changed: a bit for each [enum@DownloadFact]
 */
guint
rushes_download_facts_replace (RushesDownloadFacts       *self,
                               const RushesDownloadFacts *next)
{
  guint changed = compare (self, next);
  RushesDownloadFacts old = *self;

  *self = *next;
  self->content_type = g_strdup (next->content_type);
  self->error = next->error != NULL ? g_error_copy (next->error) : NULL;
  self->file = next->file != NULL ? g_object_ref (next->file) : NULL;
  rushes_download_facts_clear (&old);

  return changed;
}

#define FACT (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

/**
 * rushes_download_facts_make_specs:
 * @specs: (out caller-allocates): room for %RUSHES_N_DOWNLOAD_FACTS of them
 *
 * Describes the facts as properties, each of the name of its fact.
 */
void
rushes_download_facts_make_specs (GParamSpec **specs)
{
  specs[RUSHES_DOWNLOAD_FACT_STATE] =
    g_param_spec_enum ("state", NULL, NULL, RUSHES_TYPE_DOWNLOAD_STATE, RUSHES_DOWNLOAD_QUEUED,
                       FACT);
  specs[RUSHES_DOWNLOAD_FACT_RECEIVED] =
    g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, FACT);
  specs[RUSHES_DOWNLOAD_FACT_TOTAL] =
    g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, FACT);
  specs[RUSHES_DOWNLOAD_FACT_SPEED] =
    g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, FACT);
  specs[RUSHES_DOWNLOAD_FACT_TIME_LEFT] =
    g_param_spec_int64 ("time-left", NULL, NULL, -1, G_MAXINT64, -1, FACT);
  specs[RUSHES_DOWNLOAD_FACT_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0.0, 1.0, 0.0, FACT);
  specs[RUSHES_DOWNLOAD_FACT_CONTENT_TYPE] =
    g_param_spec_string ("content-type", NULL, NULL, NULL, FACT);
  specs[RUSHES_DOWNLOAD_FACT_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, FACT);
  specs[RUSHES_DOWNLOAD_FACT_FILE] =
    g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, FACT);
}

/**
 * rushes_download_facts_get_value:
 * @self: facts
 * @fact: which of them
 * @value: (out caller-allocates): a value of its type
 *
 * Gets one of the facts as the value of its property.
 */
void
rushes_download_facts_get_value (const RushesDownloadFacts *self,
                                 RushesDownloadFact         fact,
                                 GValue                    *value)
{
  switch (fact)
    {
    case RUSHES_DOWNLOAD_FACT_STATE: g_value_set_enum (value, self->state); break;
    case RUSHES_DOWNLOAD_FACT_RECEIVED: g_value_set_uint64 (value, self->received); break;
    case RUSHES_DOWNLOAD_FACT_TOTAL: g_value_set_int64 (value, self->total); break;
    case RUSHES_DOWNLOAD_FACT_SPEED: g_value_set_uint64 (value, self->speed); break;
    case RUSHES_DOWNLOAD_FACT_TIME_LEFT: g_value_set_int64 (value, self->time_left); break;
    case RUSHES_DOWNLOAD_FACT_FRACTION:
      g_value_set_double (value, rushes_download_facts_get_fraction (self));
      break;
    case RUSHES_DOWNLOAD_FACT_CONTENT_TYPE: g_value_set_string (value, self->content_type); break;
    case RUSHES_DOWNLOAD_FACT_ERROR: g_value_set_boxed (value, self->error); break;
    case RUSHES_DOWNLOAD_FACT_FILE: g_value_set_object (value, self->file); break;
    default: g_return_if_reached ();
    }
}
