/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-notifier.h"

/* There, notifications go through a portal, and who shows them cannot be asked for. */
#define SANDBOX_MARK "/.flatpak-info"

#define SERVICE "org.freedesktop.Notifications"

typedef struct
{
  GApplication *application;
  char *id;
  GNotification *notification;
} Sending;

static void
sending_free (Sending *sending)
{
  g_application_release (sending->application);
  g_object_unref (sending->application);
  g_free (sending->id);
  g_object_unref (sending->notification);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
ask_bus (GDBusConnection     *bus,
         const char          *method,
         GVariant            *parameters,
         GAsyncReadyCallback  callback,
         Sending             *sending)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, sending);
}

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

/* One that runs need not be one that the bus can start: of such the bus knows nothing then. */
static void
on_owner (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Sending) sending = user_data;
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (bus, result, NULL);

  if (answer != NULL)
    g_application_send_notification (sending->application, sending->id, sending->notification);
  else
    ask_bus (bus, "StartServiceByName", g_variant_new ("(su)", SERVICE, 0), on_started,
             g_steal_pointer (&sending));
}

/**
 * rushes_notifier_send:
 * @application: the program
 * @id: what it replaces, and is withdrawn by
 * @notification: what is to be shown
 *
 * Shows a notification where there is somebody to show it. GIO warns of our bug where nobody is,
 * which is the case on many a small desktop. The program stays until that is known.
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
  g_application_hold (application);
  sending->id = g_strdup (id);
  sending->notification = g_object_ref (notification);
  ask_bus (bus, "GetNameOwner", g_variant_new ("(s)", SERVICE), on_owner, sending);
}
