/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services.h"

#define NOTIFICATIONS "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"
#define MANAGER "org.gnome.SessionManager"
#define MANAGER_PATH "/org/gnome/SessionManager"
#define CLIENT_PATH "/org/gnome/SessionManager/Client1"
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_SETTINGS "org.freedesktop.portal.Settings"

struct _Services
{
  char *address;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GDBusConnection *bus;
  GMutex mutex;
  GCond ready;
  gboolean is_ready;

  GPtrArray *log;     /* of lines */
  GHashTable *shown;  /* from number to title */
  GHashTable *awake; /* cookies of those who keep the machine awake */
  guint last_number;
  gboolean has_portal;
  guint scheme;
};

static const char interfaces[] =
  "<node>"
  "<interface name='" NOTIFICATIONS "'>"
  "<method name='Notify'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/>"
  "</method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface>"
  "<interface name='" MANAGER "'>"
  "<method name='RegisterClient'>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/>"
  "</method>"
  "<method name='UnregisterClient'><arg type='o' direction='in'/></method>"
  "<method name='Inhibit'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='u' direction='in'/><arg type='u' direction='out'/>"
  "</method>"
  "<method name='Uninhibit'><arg type='u' direction='in'/></method>"
  "<property name='SessionIsActive' type='b' access='read'/>"
  "</interface>"
  "<interface name='" PORTAL_SETTINGS "'>"
  "<method name='Read'>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='v' direction='out'/>"
  "</method>"
  "<signal name='SettingChanged'><arg type='s'/><arg type='s'/><arg type='v'/></signal>"
  "</interface>"
  "</node>";

static void G_GNUC_PRINTF (2, 3)
note (Services   *self,
      const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->log, g_strdup_vprintf (format, args));
  va_end (args);
}

static GVariant *
notify (Services *self,
        GVariant *parameters)
{
  const char *title, *body;
  guint32 number;

  g_variant_get (parameters, "(&su&s&s&s@as@a{sv}i)", NULL, &number, NULL, &title, &body, NULL,
                 NULL, NULL);
  if (number == 0)
    number = ++self->last_number;

  note (self, "notify %s|%s", title, body);
  g_hash_table_replace (self->shown, GUINT_TO_POINTER (number), g_strdup (title));

  return g_variant_new ("(u)", number);
}

static GVariant *
close_notification (Services *self,
                    GVariant *parameters)
{
  guint32 number;
  const char *title;

  g_variant_get (parameters, "(u)", &number);
  title = g_hash_table_lookup (self->shown, GUINT_TO_POINTER (number));
  note (self, "close %s", title != NULL ? title : "what is not shown");
  g_hash_table_remove (self->shown, GUINT_TO_POINTER (number));

  return NULL;
}

static GVariant *
inhibit (Services *self,
         GVariant *parameters)
{
  guint32 flags;
  guint cookie = ++self->last_number;

  g_variant_get (parameters, "(&su&su)", NULL, NULL, NULL, &flags);
  note (self, "inhibit %u", flags);
  g_hash_table_add (self->awake, GUINT_TO_POINTER (cookie));

  return g_variant_new ("(u)", cookie);
}

static GVariant *
uninhibit (Services *self,
           GVariant *parameters)
{
  guint32 cookie;

  g_variant_get (parameters, "(u)", &cookie);
  note (self, "uninhibit");
  g_hash_table_remove (self->awake, GUINT_TO_POINTER (cookie));

  return NULL;
}

static GVariant *
get_capabilities (Services *self,
                  GVariant *parameters)
{
  static const char *const capabilities[] = { "actions", "body", "persistence", NULL };

  return g_variant_new ("(^as)", capabilities);
}

static GVariant *
register_client (Services *self,
                 GVariant *parameters)
{
  return g_variant_new ("(o)", CLIENT_PATH);
}

static GVariant *
unregister_client (Services *self,
                   GVariant *parameters)
{
  return NULL;
}

/* A variant in a variant, as the first version of the portal has it. */
static GVariant *
read_setting (Services *self,
              GVariant *parameters)
{
  GVariant *scheme = g_variant_new_uint32 (self->scheme);

  return g_variant_new ("(v)", g_variant_new_variant (scheme));
}

static const struct
{
  const char *name;
  GVariant *(*answer) (Services *self,
                       GVariant *parameters);
} methods[] = {
  { "Notify", notify },
  { "CloseNotification", close_notification },
  { "GetCapabilities", get_capabilities },
  { "RegisterClient", register_client },
  { "UnregisterClient", unregister_client },
  { "Inhibit", inhibit },
  { "Read", read_setting },
  { "Uninhibit", uninhibit },
};

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Services *self = user_data;
  GVariant *answer = NULL;

  g_mutex_lock (&self->mutex);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, method))
      answer = methods[i].answer (self, parameters);
  g_mutex_unlock (&self->mutex);

  g_dbus_method_invocation_return_value (invocation, answer);
}

static GVariant *
on_get_property (GDBusConnection  *bus,
                 const char       *sender,
                 const char       *path,
                 const char       *interface,
                 const char       *name,
                 GError          **error,
                 gpointer          user_data)
{
  return g_variant_new_boolean (TRUE);
}

static void
serve (Services   *self,
       const char *name,
       const char *path,
       const char *interface)
{
  static const GDBusInterfaceVTable calls = { on_call, on_get_property };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  g_dbus_connection_register_object (self->bus, path,
                                     g_dbus_node_info_lookup_interface (info, interface), &calls,
                                     self, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       /* 3: from an earlier test, too */
                                       g_variant_new ("(su)", name, 3),
                                       G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       &error);
  g_assert_no_error (error);
}

static void
open_bus (Services *self)
{
  g_autoptr(GError) error = NULL;

  self->bus = g_dbus_connection_new_for_address_sync (
    self->address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  serve (self, NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS);
  serve (self, MANAGER, MANAGER_PATH, MANAGER);
  if (self->has_portal)
    serve (self, PORTAL, PORTAL_PATH, PORTAL_SETTINGS);
}

static gpointer
run_thread (gpointer user_data)
{
  Services *self = user_data;

  g_main_context_push_thread_default (self->context);
  open_bus (self);

  g_mutex_lock (&self->mutex);
  self->is_ready = TRUE;
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static Services *
new_services (DisplaySession *session,
              gboolean        has_portal)
{
  Services *self = g_new0 (Services, 1);

  self->has_portal = has_portal;
  self->address = g_strdup (g_environ_getenv (display_session_get_environ (session),
                                              "DBUS_SESSION_BUS_ADDRESS"));
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->shown = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->awake = g_hash_table_new (NULL, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);

  self->thread = g_thread_new ("services", run_thread, self);
  g_mutex_lock (&self->mutex);
  while (!self->is_ready)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return self;
}

/**
 * services_new:
 * @session: where they shall be found; no program has been started there yet
 *
 * Starts the services.
 *
 * Returns: (transfer full): the services
 */
Services *
services_new (DisplaySession *session)
{
  return new_services (session, FALSE);
}

/**
 * services_new_with_portal:
 * @session: where they shall be found
 *
 * Starts the services, and a portal that knows whether the desktop is dark, and nothing else.
 *
 * Returns: (transfer full): the services
 */
Services *
services_new_with_portal (DisplaySession *session)
{
  return new_services (session, TRUE);
}

/**
 * services_free:
 * @self: (transfer full): the services
 *
 * Takes the services off the bus.
 */
void
services_free (Services *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->awake);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
  g_free (self->address);
  g_free (self);
}

/**
 * services_dup_log:
 * @self: the services
 *
 * Gets what they were asked for by now.
 *
 * Returns: (transfer full): lines
 */
char *
services_dup_log (Services *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->log->len; i++)
    g_string_append_printf (text, "%s\n", (char *) self->log->pdata[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * services_count:
 * @self: the services
 * @pattern: what a line looks like, as of [func@GLib.pattern_match_simple]
 *
 * Counts how often they were asked for something.
 *
 * Returns: how many lines there are
 */
guint
services_count (Services   *self,
                const char *pattern)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint count = 0;

  for (guint i = 0; i < self->log->len; i++)
    count += g_pattern_match_simple (pattern, self->log->pdata[i]);

  return count;
}

static guint
find_shown (Services   *self,
            const char *title)
{
  GHashTableIter iter;
  gpointer number, shown;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &number, &shown))
    if (g_str_equal (shown, title))
      return GPOINTER_TO_UINT (number);

  return 0;
}

/**
 * services_is_shown:
 * @self: the services
 * @title: the title of a notification
 *
 * Tells whether a notification is there and has not been withdrawn.
 *
 * Returns: %TRUE when it is
 */
gboolean
services_is_shown (Services   *self,
                   const char *title)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return find_shown (self, title) != 0;
}

/**
 * services_count_inhibitors:
 * @self: the services
 *
 * Counts those who keep the machine from going to sleep now.
 *
 * Returns: how many there are
 */
guint
services_count_inhibitors (Services *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_size (self->awake);
}

/**
 * services_activate:
 * @self: the services
 * @title: the title of a notification that is shown
 *
 * Clicks on a notification.
 */
void
services_activate (Services   *self,
                   const char *title)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint number = find_shown (self, title);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (number, !=, 0);
  g_dbus_connection_emit_signal (self->bus, NULL, NOTIFICATIONS_PATH, NOTIFICATIONS,
                                 "ActionInvoked", g_variant_new ("(us)", number, "default"),
                                 &error);
  g_assert_no_error (error);
}

/**
 * services_set_dark:
 * @self: services with a portal
 * @dark: whether the desktop is dark
 *
 * Makes the desktop dark or light, and tells everybody.
 */
void
services_set_dark (Services *self,
                   gboolean  dark)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GError) error = NULL;

  self->scheme = dark ? 1 : 2;
  g_dbus_connection_emit_signal (self->bus, NULL, PORTAL_PATH, PORTAL_SETTINGS, "SettingChanged",
                                 g_variant_new ("(ssv)", "org.freedesktop.appearance",
                                                "color-scheme",
                                                g_variant_new_uint32 (self->scheme)),
                                 &error);
  g_assert_no_error (error);
}
