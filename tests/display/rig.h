/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-node.h"
#include "display-window.h"
#include "stand-in.h"

G_BEGIN_DECLS

/* A token that the stand-in takes only when it is told to. */
#define RIG_OTHER_TOKEN "user:1234-Zz9Yy8Xx7Ww6Vv5Uu4Tt3S"

/**
 * Rig:
 * @stand_in: the service, in this process
 * @app: (nullable): the program, while it runs
 * @root: (nullable): the node above its windows
 * @window: (nullable): its main window
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
void            rig_set_language  (const char      *language,
                                   const char      *locale);

Rig            *rig_new           (DisplaySession  *session);
void            rig_free          (Rig             *rig);
void            rig_set           (Rig             *rig,
                                   const char      *key,
                                   GVariant        *value);
char           *rig_dup_setting   (Rig             *rig,
                                   const char      *key);
void            rig_launch        (Rig             *rig);
void            rig_start         (Rig             *rig);
void            rig_start_second  (Rig             *rig);
void            rig_start_with    (Rig             *rig,
                                   const char      *text);
void            rig_activate      (Rig             *rig,
                                   const char      *action,
                                   const char      *parameter);
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
DisplayWindow  *rig_open_token    (Rig             *rig);
DisplayNode    *rig_wait_row      (Rig             *rig,
                                   const char      *title);
char           *rig_dup_sha256    (const char      *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

G_END_DECLS
