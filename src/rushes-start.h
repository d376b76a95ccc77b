/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#define RUSHES_START_TOKEN "RUSHES_TOKEN"

void  rushes_start            (void);
char *rushes_start_take_token (void);
