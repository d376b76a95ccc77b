/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_TRANSFERS (rushes_transfers_get_type ())

G_DECLARE_FINAL_TYPE (RushesTransfers, rushes_transfers, RUSHES, TRANSFERS, GtkWidget)

void rushes_transfers_set_downloads (RushesTransfers *self,
                                     RushesDownloads *downloads);

G_END_DECLS
