/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesSettingsKey:
 * @RUSHES_SETTINGS_WATCH: whether videos are asked about by themselves
 * @RUSHES_SETTINGS_WATCH_INTERVAL: seconds between two questions
 * @RUSHES_SETTINGS_WATCH_LIMIT: minutes after which watching stops
 * @RUSHES_SETTINGS_SAVE_RECORD: whether a record is written beside a saved video
 *
 * A setting that a widget can be bound to.
 */
typedef enum
{
  RUSHES_SETTINGS_WATCH,
  RUSHES_SETTINGS_WATCH_INTERVAL,
  RUSHES_SETTINGS_WATCH_LIMIT,
  RUSHES_SETTINGS_SAVE_RECORD,
} RushesSettingsKey;

#define RUSHES_TYPE_SETTINGS (rushes_settings_get_type ())

G_DECLARE_FINAL_TYPE (RushesSettings, rushes_settings, RUSHES, SETTINGS, GObject)

RushesSettings *rushes_settings_new                 (void);
char           *rushes_settings_dup_token           (RushesSettings    *self);
gboolean        rushes_settings_get_has_token       (RushesSettings    *self);
gboolean        rushes_settings_store_token         (RushesSettings    *self,
                                                     const char        *token);
void            rushes_settings_use_token           (RushesSettings    *self,
                                                     const char        *token);
void            rushes_settings_use_download_folder (RushesSettings    *self,
                                                     GFile             *folder);
void            rushes_settings_use_watch           (RushesSettings    *self);
char           *rushes_settings_dup_api_url         (RushesSettings    *self);
void            rushes_settings_reset_api_url       (RushesSettings    *self);
GFile          *rushes_settings_dup_download_folder (RushesSettings    *self);
void            rushes_settings_set_download_folder (RushesSettings    *self,
                                                     GFile             *folder);
gboolean        rushes_settings_get_save_record     (RushesSettings    *self);
gboolean        rushes_settings_get_watch           (RushesSettings    *self,
                                                     guint             *interval,
                                                     guint             *limit);
void            rushes_settings_bind                (RushesSettings    *self,
                                                     RushesSettingsKey  key,
                                                     GObject           *object,
                                                     const char        *property);
void            rushes_settings_get_window          (RushesSettings    *self,
                                                     int               *width,
                                                     int               *height,
                                                     gboolean          *maximized);
void            rushes_settings_set_window          (RushesSettings    *self,
                                                     int                width,
                                                     int                height,
                                                     gboolean           maximized);
gboolean        rushes_settings_get_sidebar_visible (RushesSettings    *self);
void            rushes_settings_set_sidebar_visible (RushesSettings    *self,
                                                     gboolean           visible);

G_END_DECLS
