/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rushes-client.h"
#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesQuestion:
 *
 * One question to the service about one video, and those who wait for what comes of it. It belongs
 * to whoever made it until it is answered or abandoned. For the main thread.
 */
typedef struct _RushesQuestion RushesQuestion;

/**
 * RushesQuestionAnswered:
 * @self: a question that was sent; it is freed after this
 * @answer: (nullable): the answer
 * @error: (nullable): why there is none
 * @user_data: what [func@Question.new] got
 *
 * Says what came of a question. Those who wait for it have not been told yet.
 */
typedef void (*RushesQuestionAnswered) (RushesQuestion *self,
                                        RushesVideo    *answer,
                                        const GError   *error,
                                        gpointer        user_data);

/**
 * RushesQuestionUnwanted:
 * @self: a question
 * @user_data: what [func@Question.new] got
 *
 * Says that the last who waited has taken it back.
 */
typedef void (*RushesQuestionUnwanted) (RushesQuestion *self,
                                        gpointer        user_data);

RushesQuestion *rushes_question_new          (const char             *video_id,
                                              RushesQuestionAnswered  answered,
                                              RushesQuestionUnwanted  unwanted,
                                              gpointer                user_data);
const char     *rushes_question_get_video_id (const RushesQuestion   *self);
guint           rushes_question_get_account  (const RushesQuestion   *self);
gboolean        rushes_question_is_wanted    (const RushesQuestion   *self);
void            rushes_question_add_waiter   (RushesQuestion         *self,
                                              GTask                  *task);
void            rushes_question_send         (RushesQuestion         *self,
                                              RushesClient           *client,
                                              guint                   account);
void            rushes_question_return       (RushesQuestion         *self,
                                              RushesVideo            *answer,
                                              const GError           *error);
void            rushes_question_abandon      (RushesQuestion         *self);

G_END_DECLS
