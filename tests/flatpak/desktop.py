# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a desktop that the portals hand things on to: who shows notifications, who shows
files, and which program plays videos. They keep what they were told.
"""

import os
import subprocess
import threading

from gi.repository import Gio, GLib

import accessible

INTERFACES = '''<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="org.freedesktop.FileManager1">
    <method name="ShowItems">
      <arg type="as" direction="in"/><arg type="s" direction="in"/>
    </method>
  </interface>
</node>'''

PLAYER = '''[Desktop Entry]
Type=Application
Name=Player
Exec=cp %f {path}
MimeType=video/mp4;
'''


class Desktop:
    """Both services, in a thread of their own, until the program ends."""

    def __init__(self):
        self.notifications = []
        self.shown = []
        self.bus = None
        ready = threading.Event()
        threading.Thread(target=self.serve, args=[ready], daemon=True).start()
        ready.wait()

    def serve(self, ready):
        """What the thread does."""
        context = GLib.MainContext.new()
        context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            self.bus.register_object('/' + interface.name.replace('.', '/'), interface,
                                     self.on_call, None, None)
            self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                               'org.freedesktop.DBus', 'RequestName',
                               GLib.Variant('(su)', (interface.name, 0)), None,
                               Gio.DBusCallFlags.NONE, accessible.ANSWER_MS, None)
        ready.set()
        GLib.MainLoop.new(context, False).run()

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        """Keeps what is said and gives the answer that is due."""
        answer = None
        if method == 'Notify':
            self.notifications.append(parameters.unpack()[3:5])
            answer = GLib.Variant('(u)', (len(self.notifications),))
        elif method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (['actions', 'body', 'persistence'],))
        elif method == 'ShowItems':
            self.shown += [Gio.File.new_for_uri(uri).get_path()
                           for uri in parameters.unpack()[0]]
        invocation.return_value(answer)


def add_player(home):
    """Has videos opened by a program that copies them; returns the path of the copy."""
    copy = home / 'played.mp4'
    folder = home / '.local' / 'share' / 'applications'
    folder.mkdir(parents=True)
    (folder / 'player.desktop').write_text(PLAYER.format(path=copy), encoding='utf-8')
    subprocess.run(['update-desktop-database', folder], check=True)
    (home / '.config' / 'mimeapps.list').write_text(
        '[Default Applications]\nvideo/mp4=player.desktop\n', encoding='utf-8')
    return copy
