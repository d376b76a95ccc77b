/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-client.h"
#include "rushes-settings.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_TOKEN_DIALOG (rushes_token_dialog_get_type ())

G_DECLARE_FINAL_TYPE (RushesTokenDialog, rushes_token_dialog, RUSHES, TOKEN_DIALOG, GtkWindow)

GtkWindow *rushes_token_dialog_new (GtkWindow      *parent,
                                    RushesSettings *settings,
                                    RushesClient   *client);

G_END_DECLS
