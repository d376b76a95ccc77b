/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-node.h"
#include "display-window.h"
#include "services.h"
#include "stand-in.h"

G_BEGIN_DECLS

/* A token that the stand-in takes only when it is told to. */
#define RIG_OTHER_TOKEN "user:1234-Zz9Yy8Xx7Ww6Vv5Uu4Tt3S"

/* What the buttons for the video without watermark are described as, and its row is called. */
#define RIG_CLEAN "*: video without watermark"
#define RIG_CLEAN_ROW "Video, no watermark"

/* What the file of a fox begins with, and what that of the first one is called. */
#define RIG_FOX "A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light"
#define RIG_FOX_FILE RIG_FOX " 402000000000000001.mp4"

/**
 * Rig:
 * @stand_in: the service, in this process
 * @app: (nullable): the program, while it runs
 * @root: (nullable): the node above its windows
 * @window: (nullable): its main window
 * @services: (nullable): what else the desktop has, in a test of [func@add_with_services]
 * @found: what was found in that window once and stays where it is, by name
 *
 * The program itself against a stand-in of the service. The token of %STAND_IN_TOKEN is stored
 * before it starts.
 *
 * Whenever the program ends, and after every test, it is proved that the token went nowhere but
 * into the settings and into the header of requests to the API: it is in no node, no argument, no
 * word on stdout or stderr, no other file and no request to anybody else.
 */
typedef struct
{
  StandIn *stand_in;
  DisplayApp *app;
  DisplayNode *root;
  DisplayWindow *window;
  Services *services;
  GHashTable *found;
} Rig;

typedef void (*RigTest) (Rig           *rig,
                         gconstpointer  data);

void            rig_init          (int             *argc,
                                   char          ***argv);
void            rig_add           (const char      *path,
                                   RigTest          test,
                                   gconstpointer    data);
void            rig_set_screen    (int              width,
                                   int              height);
int             rig_run           (void);
DisplaySession *rig_get_session   (void);
void            rig_preload       (const char      *library);
void            rig_set_language  (const char      *language,
                                   const char      *locale);

Rig            *rig_new           (DisplaySession  *session);
void            rig_free          (Rig             *rig);
void            rig_set           (Rig             *rig,
                                   const char      *key,
                                   GVariant        *value);
char           *rig_dup_setting   (Rig             *rig,
                                   const char      *key);
GVariant       *rig_read_setting  (Rig             *rig,
                                   const char      *key,
                                   const char      *type);
void            rig_ask_status    (Rig             *rig,
                                   const char      *video_id);
void            rig_launch        (Rig             *rig);
void            rig_start         (Rig             *rig);
void            rig_start_second  (Rig             *rig);
void            rig_start_with    (Rig             *rig,
                                   const char      *text);
void            rig_activate      (Rig             *rig,
                                   const char      *action,
                                   const char      *parameter);
void            rig_close_window  (Rig             *rig);
void            rig_kill          (Rig             *rig);
void            rig_forget        (Rig             *rig);
void            rig_stop          (Rig             *rig);
void            rig_assert_secret (Rig             *rig);

DisplayNode    *rig_wait          (Rig             *rig,
                                   DisplayRole      role,
                                   const char      *name);
DisplayNode    *rig_find          (Rig             *rig,
                                   DisplayRole      role,
                                   const char      *name);
void            rig_wait_label    (Rig             *rig,
                                   const char      *words);
void            rig_press         (Rig             *rig,
                                   const char      *name,
                                   const char      *description);
void            rig_enter         (Rig             *rig,
                                   const char      *text);
void            rig_fetch         (Rig             *rig,
                                   const char      *text);
char           *rig_fetch_new     (Rig             *rig,
                                   const char      *options,
                                   guint            number);
void            rig_wait_status   (Rig             *rig,
                                   const char      *word);
void            rig_wait_video    (Rig             *rig,
                                   const char      *video_id,
                                   const char      *word);
void            rig_show          (Rig             *rig,
                                   const char      *options,
                                   guint            number,
                                   const char      *word);
gboolean        rig_is_shown      (Rig             *rig,
                                   const char      *video_id);
void            rig_wait_problem  (Rig             *rig,
                                   const char      *title,
                                   const char      *button);
void            rig_wait_mended   (Rig             *rig,
                                   const char      *title);
void            rig_choose        (Rig             *rig,
                                   const char      *item);
DisplayWindow  *rig_open_token    (Rig             *rig);
DisplayNode    *rig_wait_row      (Rig             *rig,
                                   const char      *title);

char           *rig_begin_saving  (Rig             *rig,
                                   const char      *options,
                                   guint            number);
void            rig_wait_caption  (Rig             *rig,
                                   const char      *title,
                                   const char      *words);
char           *rig_dup_saved_path (const char     *name);
char           *rig_dup_sha256    (const char      *path);
void            rig_assert_saved  (const char      *name,
                                   const char      *sha256);
void            rig_assert_sent   (const char      *name,
                                   const char      *sent);

void            rig_add_with_services (const char  *path,
                                       RigTest      test);
void            rig_wait_notice   (Rig             *rig,
                                   const char      *title,
                                   gboolean         shown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

G_END_DECLS
