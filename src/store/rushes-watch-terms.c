/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-terms.h"

#define SECONDS_A_MINUTE 60

struct _RushesWatchTerms
{
  RushesSettings *settings;
  GNetworkMonitor *monitor;
  RushesWatchQueue *queue; /* not owned */
  RushesWatchTermsChanged changed;
  gpointer user_data;
  guint account;
};

static void
read_settings (RushesWatchTerms *self)
{
  guint interval, minutes;
  gboolean enabled = rushes_settings_get_watch (self->settings, &interval, &minutes);

  rushes_watch_queue_set_settings (self->queue, enabled, interval, minutes * SECONDS_A_MINUTE);
}

static void
on_settings_changed (RushesWatchTerms *self)
{
  read_settings (self);
  self->changed (self->user_data);
}

/* Somebody has acted: the token, or the address, is another one. */
static void
on_account_changed (RushesWatchTerms *self)
{
  self->account++;
  rushes_watch_queue_resume (self->queue);
  self->changed (self->user_data);
}

static void
on_network_changed (RushesWatchTerms *self)
{
  gboolean online = self->monitor == NULL ||
                    g_network_monitor_get_network_available (self->monitor);

  rushes_watch_queue_set_online (self->queue, online);
  self->changed (self->user_data);
}

/**
 * rushes_watch_terms_new:
 * @settings: the settings
 * @queue: who decides; it is there as long as this
 * @changed: called after @queue was told something
 * @user_data: data for @changed
 *
 * Tells @queue what the settings say, and from now on whenever they change.
 *
 * Returns: (transfer full): the terms
 */
RushesWatchTerms *
rushes_watch_terms_new (RushesSettings          *settings,
                        RushesWatchQueue        *queue,
                        RushesWatchTermsChanged  changed,
                        gpointer                 user_data)
{
  RushesWatchTerms *self = g_new0 (RushesWatchTerms, 1);

  self->settings = g_object_ref (settings);
  self->queue = queue;
  self->changed = changed;
  self->user_data = user_data;
  g_signal_connect_swapped (settings, "notify::watch", G_CALLBACK (on_settings_changed), self);
  g_signal_connect_swapped (settings, "notify::has-token", G_CALLBACK (on_account_changed), self);
  g_signal_connect_swapped (settings, "notify::api-url", G_CALLBACK (on_account_changed), self);
  read_settings (self);

  return self;
}

/**
 * rushes_watch_terms_free:
 * @self: (transfer full): the terms
 *
 * Ends it: nothing is called after this.
 */
void
rushes_watch_terms_free (RushesWatchTerms *self)
{
  g_signal_handlers_disconnect_by_data (self->settings, self);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_object_unref (self->settings);
  g_free (self);
}

/**
 * rushes_watch_terms_set_monitor:
 * @self: the terms
 * @monitor: (nullable): who knows whether there is a network, or %NULL: there always is
 *
 * Sets who tells about the network.
 */
void
rushes_watch_terms_set_monitor (RushesWatchTerms *self,
                                GNetworkMonitor  *monitor)
{
  if (self->monitor == monitor)
    return;

  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_set_object (&self->monitor, monitor);
  if (monitor != NULL)
    g_signal_connect_swapped (monitor, "notify::network-available",
                              G_CALLBACK (on_network_changed), self);
  on_network_changed (self);
}

/**
 * rushes_watch_terms_get_account:
 * @self: the terms
 *
 * Tells accounts apart: what the service said to an old token says nothing about the new one.
 *
 * Returns: another number whenever the token or the address was changed
 */
guint
rushes_watch_terms_get_account (const RushesWatchTerms *self)
{
  return self->account;
}
