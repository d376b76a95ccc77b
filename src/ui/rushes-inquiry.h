/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"
#include "rushes-library.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_INQUIRY (rushes_inquiry_get_type ())

G_DECLARE_FINAL_TYPE (RushesInquiry, rushes_inquiry, RUSHES, INQUIRY, GObject)

RushesInquiry *rushes_inquiry_new        (GtkWindow       *window,
                                          RushesLibrary   *library,
                                          RushesWatcher   *watcher,
                                          RushesDownloads *downloads);
void           rushes_inquiry_open       (RushesInquiry   *self,
                                          const char      *video_id,
                                          gboolean         to_fetch);
void           rushes_inquiry_ask        (RushesInquiry   *self,
                                          RushesWatch     *watch);
void           rushes_inquiry_ask_again  (RushesInquiry   *self);
void           rushes_inquiry_stop       (RushesInquiry   *self);
void           rushes_inquiry_give_up    (RushesInquiry   *self,
                                          RushesWatch     *shown);
void           rushes_inquiry_forget     (RushesInquiry   *self);
const char    *rushes_inquiry_peek_asked (RushesInquiry   *self);

G_END_DECLS
