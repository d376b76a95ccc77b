/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-covers.h"
#include "rushes-downloads.h"
#include "rushes-library.h"
#include "rushes-sidebar.h"
#include "rushes-toast.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CHOSEN (rushes_chosen_get_type ())

G_DECLARE_FINAL_TYPE (RushesChosen, rushes_chosen, RUSHES, CHOSEN, GObject)

RushesChosen *rushes_chosen_new (GtkWindow       *window,
                                 RushesSidebar   *sidebar,
                                 RushesToast     *toast,
                                 RushesLibrary   *library,
                                 RushesCovers    *covers,
                                 RushesWatcher   *watcher,
                                 RushesDownloads *downloads);

G_END_DECLS
