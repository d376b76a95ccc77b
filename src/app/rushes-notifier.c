/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-notifier.h"

/* There, notifications go through a portal, and who shows them cannot be asked for. */
#define SANDBOX_MARK "/.flatpak-info"

typedef struct
{
  GApplication *application;
  char *id;
  GNotification *notification;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->application);
  g_free (sending->id);
  g_object_unref (sending->notification);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Sending) sending = user_data;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);

  if (answer != NULL)
    g_application_send_notification (sending->application, sending->id, sending->notification);
}

/**
 * rushes_notifier_send:
 * @application: the program
 * @id: what it replaces, and is withdrawn by
 * @notification: what is to be shown
 *
 * Shows a notification where there is somebody to show it. GIO warns of our bug where nobody is,
 * which is the case on many a small desktop.
 */
void
rushes_notifier_send (GApplication  *application,
                      const char    *id,
                      GNotification *notification)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  Sending *sending;

  if (bus == NULL)
    return;

  if (g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS))
    {
      g_application_send_notification (application, id, notification);
      return;
    }

  sending = g_new0 (Sending, 1);
  sending->application = g_object_ref (application);
  sending->id = g_strdup (id);
  sending->notification = g_object_ref (notification);
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_started, sending);
}
