/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_TOKEN_MAX_LENGTH:
 *
 * As many bytes a token may have. Real ones have some 30.
 */
#define RUSHES_TOKEN_MAX_LENGTH 4096

gboolean rushes_token_is_valid (const char  *token);
char    *rushes_token_clean    (const char  *text,
                                GError     **error);

G_END_DECLS
