/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database-words.h"

#include "rushes-format.h"

#include <glib/gi18n.h>

/**
 * rushes_database_words_new_problem:
 * @trouble: what is wrong with the list of videos
 * @set_aside: (nullable): where a damaged one is kept
 *
 * Says that the list of videos is not what it was, and what that means.
 *
 * Returns: (transfer full) (nullable): the problem, or %NULL when there is none
 */
RushesProblem *
rushes_database_words_new_problem (RushesDatabaseProblem  trouble,
                                   const char            *set_aside)
{
  g_autofree char *place = set_aside != NULL ? rushes_format_isolate_ltr (set_aside) : NULL;
  const char *title, *text;
  RushesProblem *self;

  switch (trouble)
    {
    case RUSHES_DATABASE_SET_ASIDE:
      title = _("The list of videos was damaged");
      text = _("A new list was begun with what could still be read.");
      break;
    case RUSHES_DATABASE_TOO_NEW:
      title = _("The list of videos is of a newer Rushes");
      text = _("It is left as it is. Videos are kept until you quit; update Rushes to see all.");
      break;
    case RUSHES_DATABASE_UNAVAILABLE:
      title = _("The list of videos cannot be opened");
      text = _("Videos are kept until you quit. Check that your home folder can be written.");
      break;
    case RUSHES_DATABASE_FULL:
      title = _("The disk is full");
      text = _("New videos are not written down until there is room again.");
      break;
    case RUSHES_DATABASE_FINE:
    default:
      return NULL;
    }

  self = g_new0 (RushesProblem, 1);
  self->title = g_strdup (title);
  /* Translators: the first %s is a sentence, the second the full name of a file */
  self->text = place != NULL ? g_strdup_printf (_("%s The old one is kept as %s."), text, place)
                             : g_strdup (text);
  self->mild = TRUE;

  return self;
}
