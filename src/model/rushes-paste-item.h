/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesPasteKind:
 * @RUSHES_PASTE_VIDEO: a video, which can be fetched
 * @RUSHES_PASTE_TOKEN: the API token, or what stood behind "Bearer"
 * @RUSHES_PASTE_FILE_ID: the ID of an uploaded file (`-file:`)
 * @RUSHES_PASTE_IMAGE_ID: the ID of a generated picture (`-image:`)
 * @RUSHES_PASTE_NUMBER: a bare number: the end of an ID without the account before it
 * @RUSHES_PASTE_PAGE: a page of hailuoai.video
 * @RUSHES_PASTE_MEDIA_LINK: a link to a video file or a picture
 * @RUSHES_PASTE_OTHER_LINK: any other link
 * @RUSHES_PASTE_BAD_ID: looks like an ID, but holds what no ID holds, or a part of it is missing
 * @RUSHES_PASTE_TOO_LONG: longer than %RUSHES_VIDEO_ID_MAX_LENGTH
 * @RUSHES_PASTE_UNKNOWN: anything else
 *
 * What a piece of pasted text is (API.md, "IDs and token").
 */
typedef enum
{
  RUSHES_PASTE_VIDEO,
  RUSHES_PASTE_TOKEN,
  RUSHES_PASTE_FILE_ID,
  RUSHES_PASTE_IMAGE_ID,
  RUSHES_PASTE_NUMBER,
  RUSHES_PASTE_PAGE,
  RUSHES_PASTE_MEDIA_LINK,
  RUSHES_PASTE_OTHER_LINK,
  RUSHES_PASTE_BAD_ID,
  RUSHES_PASTE_TOO_LONG,
  RUSHES_PASTE_UNKNOWN,
} RushesPasteKind;

/**
 * RushesPasteSource:
 * @RUSHES_PASTE_SOURCE_BARE: by itself, in quotes or among other words
 * @RUSHES_PASTE_SOURCE_LINK: in a link or a path
 * @RUSHES_PASTE_SOURCE_JSON: in JSON
 * @RUSHES_PASTE_SOURCE_CURL: in a curl or wget command
 * @RUSHES_PASTE_SOURCE_LIST: in a line that goes on with words about it, `id,prompt`
 *
 * What a piece of pasted text stood in.
 */
typedef enum
{
  RUSHES_PASTE_SOURCE_BARE,
  RUSHES_PASTE_SOURCE_LINK,
  RUSHES_PASTE_SOURCE_JSON,
  RUSHES_PASTE_SOURCE_CURL,
  RUSHES_PASTE_SOURCE_LIST,
} RushesPasteSource;

/**
 * RushesPasteItem:
 * @kind: what it is
 * @source: what it stood in
 * @line: the line of the text it stood in, from 1
 * @id: (nullable): for a video the ID as it is sent, which [func@video_id_is_valid] holds for
 * @excerpt: what may be shown of it: one line of valid UTF-8, at most %RUSHES_PASTE_EXCERPT_MAX
 *   bytes (for a video the whole ID), every token masked, every link without its query
 * @note: (nullable): what stood beside a video, such as its prompt; shaped as @excerpt is, at most
 *   %RUSHES_PASTE_NOTE_MAX bytes
 *
 * One thing that was found in pasted text.
 */
typedef struct
{
  RushesPasteKind kind;
  RushesPasteSource source;
  guint line;
  char *id;
  char *excerpt;
  char *note;
} RushesPasteItem;

/**
 * RUSHES_PASTE_MASK:
 *
 * What stands for a secret, however long that is.
 */
#define RUSHES_PASTE_MASK "••••••••••"

#define RUSHES_PASTE_EXCERPT_MAX 160
#define RUSHES_PASTE_NOTE_MAX 256

void  rushes_paste_item_free (RushesPasteItem *item);
char *rushes_paste_mask      (const char      *text,
                              gsize            length,
                              gsize            max_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPasteItem, rushes_paste_item_free)

G_END_DECLS
