/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-appearance.h"

#define SERVICE "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define INTERFACE "org.freedesktop.portal.Settings"
#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"

/* What the portal calls "prefer dark appearance"; 0 is no preference, 2 is light. */
#define DARK 1

#define PREFER_DARK "gtk-application-prefer-dark-theme"
/* From 4.20 on, which warns of the other. */
#define COLOR_SCHEME "gtk-interface-color-scheme"

struct _RushesAppearance
{
  GObject parent_instance;

  GDBusConnection *bus;
  GtkSettings *settings;
  GCancellable *cancellable;
  guint subscription;
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (RushesAppearance, rushes_appearance, G_TYPE_OBJECT)

static void
set_dark (GtkSettings *settings,
          gboolean     dark)
{
  GParamSpec *scheme = g_object_class_find_property (G_OBJECT_GET_CLASS (settings), COLOR_SCHEME);
  GEnumValue *value = scheme != NULL
                        ? g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (scheme)->enum_class, "dark")
                        : NULL;

  if (!dark)
    gtk_settings_reset_property (settings, value != NULL ? COLOR_SCHEME : PREFER_DARK);
  else if (value != NULL)
    g_object_set (settings, COLOR_SCHEME, value->value, NULL);
  else
    g_object_set (settings, PREFER_DARK, TRUE, NULL);
}

/* Without a preference, or with one that is not understood, GTK is left alone. */
static void
apply (RushesAppearance *self,
       GVariant         *value)
{
  g_autoptr(GVariant) inner = g_variant_ref (value);
  gboolean dark;

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *next = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = next;
    }

  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;

  /* GTK reads its whole theme again whenever it is told, even what it knows. */
  dark = g_variant_get_uint32 (inner) == DARK;
  if (dark == self->dark)
    return;

  self->dark = dark;
  set_dark (self->settings, dark);
}

static void
on_changed (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         user_data)
{
  g_autoptr(GVariant) value = NULL;
  const char *key;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&sv)", NULL, &key, &value);
  if (g_str_equal (key, KEY))
    apply (user_data, value);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(RushesAppearance) self = user_data;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);
  g_autoptr(GVariant) value = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable))
    return; /* there is no portal, or nobody wants to know any more */

  g_variant_get (answer, "(v)", &value);
  apply (self, value);
}

static void
rushes_appearance_dispose (GObject *object)
{
  RushesAppearance *self = RUSHES_APPEARANCE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;

  G_OBJECT_CLASS (rushes_appearance_parent_class)->dispose (object);
}

static void
rushes_appearance_finalize (GObject *object)
{
  RushesAppearance *self = RUSHES_APPEARANCE (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rushes_appearance_parent_class)->finalize (object);
}

static void
rushes_appearance_class_init (RushesAppearanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_appearance_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_appearance_finalize;
}

static void
rushes_appearance_init (RushesAppearance *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * rushes_appearance_new:
 * @bus: the session bus
 * @settings: the settings of GTK
 *
 * Makes the windows as dark or light as the desktop says in its settings portal, at once and
 * whenever that changes. GTK does so by itself from 4.20 on, but not on every display. Where there
 * is no portal, GTK is left alone.
 *
 * Returns: (transfer full): to be kept as long as the windows are to follow
 */
RushesAppearance *
rushes_appearance_new (GDBusConnection *bus,
                       GtkSettings     *settings)
{
  RushesAppearance *self = g_object_new (RUSHES_TYPE_APPEARANCE, NULL);

  self->bus = g_object_ref (bus);
  self->settings = g_object_ref (settings);
  self->subscription = g_dbus_connection_signal_subscribe (bus, SERVICE, INTERFACE,
                                                           "SettingChanged", PATH, NAMESPACE,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_changed,
                                                           self, NULL);
  g_dbus_connection_call (bus, SERVICE, PATH, INTERFACE, "Read",
                          g_variant_new ("(ss)", NAMESPACE, KEY), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_read,
                          g_object_ref (self));

  return self;
}
