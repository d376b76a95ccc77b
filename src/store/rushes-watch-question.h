/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rushes-client.h"
#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesWatchQuestion:
 *
 * One question to the service about one video, and those who wait for what comes of it. It belongs
 * to whoever made it until it is answered or abandoned. For the main thread.
 */
typedef struct _RushesWatchQuestion RushesWatchQuestion;

/**
 * RushesWatchAnswered:
 * @self: a question that was sent; it is freed after this
 * @answer: (nullable): the answer
 * @error: (nullable): why there is none
 * @user_data: what [func@WatchQuestion.new] got
 *
 * Says what came of a question. Those who wait for it have not been told yet.
 */
typedef void (*RushesWatchAnswered) (RushesWatchQuestion *self,
                                     RushesVideo         *answer,
                                     const GError        *error,
                                     gpointer             user_data);

/**
 * RushesWatchUnwanted:
 * @self: a question
 * @user_data: what [func@WatchQuestion.new] got
 *
 * Says that the last who waited has taken it back.
 */
typedef void (*RushesWatchUnwanted) (RushesWatchQuestion *self,
                                     gpointer             user_data);

RushesWatchQuestion *rushes_watch_question_new          (const char                *video_id,
                                                         RushesWatchAnswered        answered,
                                                         RushesWatchUnwanted        unwanted,
                                                         gpointer                   user_data);
const char          *rushes_watch_question_get_video_id (const RushesWatchQuestion *self);
guint                rushes_watch_question_get_account  (const RushesWatchQuestion *self);
gboolean             rushes_watch_question_is_wanted    (const RushesWatchQuestion *self);
void                 rushes_watch_question_add_waiter   (RushesWatchQuestion       *self,
                                                         GTask                     *task);
void                 rushes_watch_question_send         (RushesWatchQuestion       *self,
                                                         RushesClient              *client,
                                                         guint                      account);
void                 rushes_watch_question_return       (RushesWatchQuestion       *self,
                                                         RushesVideo               *answer,
                                                         const GError              *error);
void                 rushes_watch_question_abandon      (RushesWatchQuestion       *self);

G_END_DECLS
