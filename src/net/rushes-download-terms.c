/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-terms.h"

#define TERM (G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)
#define CHANGEABLE (G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY | \
                    G_PARAM_STATIC_STRINGS)

/**
 * rushes_download_terms_make_specs:
 * @specs: (out caller-allocates): room for %RUSHES_N_DOWNLOAD_TERMS of them
 *
 * Describes what a download is made with as properties, each of the name of its term. The seconds
 * are how long a connection to one host may take, how long that may take to begin its answer, and
 * for how long fewer than 1024 bytes a second may come (DESIGN §7; FAULTS B13, B14).
 */
void
rushes_download_terms_make_specs (GParamSpec **specs)
{
  specs[RUSHES_DOWNLOAD_TERM_MEDIA] =
    g_param_spec_object ("media", NULL, NULL, RUSHES_TYPE_MEDIA, CHANGEABLE);
  specs[RUSHES_DOWNLOAD_TERM_PROMPT] = g_param_spec_string ("prompt", NULL, NULL, NULL, TERM);
  specs[RUSHES_DOWNLOAD_TERM_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, TERM | G_PARAM_READABLE);
  specs[RUSHES_DOWNLOAD_TERM_FOLDER] =
    g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE, CHANGEABLE);
  specs[RUSHES_DOWNLOAD_TERM_LOOPBACK_ALLOWED] =
    g_param_spec_boolean ("loopback-allowed", NULL, NULL, FALSE, TERM);
  specs[RUSHES_DOWNLOAD_TERM_TLS_DATABASE] =
    g_param_spec_object ("tls-database", NULL, NULL, G_TYPE_TLS_DATABASE, TERM);
  specs[RUSHES_DOWNLOAD_TERM_CONNECT_SECONDS] =
    g_param_spec_uint ("connect-seconds", NULL, NULL, 1, 600, 15, TERM);
  specs[RUSHES_DOWNLOAD_TERM_ANSWER_SECONDS] =
    g_param_spec_uint ("answer-seconds", NULL, NULL, 1, 600, 30, TERM);
  specs[RUSHES_DOWNLOAD_TERM_STALL_SECONDS] =
    g_param_spec_uint ("stall-seconds", NULL, NULL, 1, 600, 60, TERM);
}

/**
 * rushes_download_terms_set_value:
 * @plan: gets what is to be fetched
 * @limits: gets when to give up
 * @term: one that is set once, and so neither %RUSHES_DOWNLOAD_TERM_MEDIA nor
 *   %RUSHES_DOWNLOAD_TERM_FOLDER
 * @value: a value of its type
 *
 * Sets what a download is made with from the value of its property.
 */
void
rushes_download_terms_set_value (RushesFetchPlan    *plan,
                                 RushesWorkerLimits *limits,
                                 RushesDownloadTerm  term,
                                 const GValue       *value)
{
  switch (term)
    {
    case RUSHES_DOWNLOAD_TERM_PROMPT: plan->prompt = g_value_dup_string (value); break;
    case RUSHES_DOWNLOAD_TERM_NAME: plan->name = g_value_dup_string (value); break;
    case RUSHES_DOWNLOAD_TERM_LOOPBACK_ALLOWED:
      plan->loopback_allowed = g_value_get_boolean (value);
      break;
    case RUSHES_DOWNLOAD_TERM_TLS_DATABASE: plan->tls_database = g_value_dup_object (value); break;
    case RUSHES_DOWNLOAD_TERM_CONNECT_SECONDS:
      limits->connect_seconds = g_value_get_uint (value);
      break;
    case RUSHES_DOWNLOAD_TERM_ANSWER_SECONDS:
      limits->answer_seconds = g_value_get_uint (value);
      break;
    case RUSHES_DOWNLOAD_TERM_STALL_SECONDS:
      limits->stall_seconds = g_value_get_uint (value);
      break;
    case RUSHES_DOWNLOAD_TERM_MEDIA:
    case RUSHES_DOWNLOAD_TERM_FOLDER:
    default:
      g_return_if_reached ();
    }
}
