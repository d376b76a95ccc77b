/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-list.h"
#include "rushes-video-id.h"

G_BEGIN_DECLS

#define ACCOUNT "user:1234-minimax:331000000000000001"
#define ID1 ACCOUNT "-video:402000000000000025"
#define ID2 ACCOUNT "-video:402000000000000026"
#define ID3 ACCOUNT "-video:402000000000000027"
#define MAIL_ID "user:7-minimax:jane.doe+ai_1@mail.example-video:402000000000000028"
#define FILE_ID ACCOUNT "-file:601"
#define IMAGE_ID ACCOUNT "-image:701"
#define SECRET "aB3dE5gH7jK9mN1pQ3sT5v"
#define TOKEN "user:1234-" SECRET
#define MASKED "user:1234-" DOTS
#define DOTS "••••••••••"
#define BASE "https://api.useapi.net/v1/minimax/videos/"
#define CDN "https://cdn.hailuoai.video/moss/prod/video.mp4"

char *pasting_describe     (GPtrArray *items);
void  pasting_assert_sound (GPtrArray *items);

G_END_DECLS
