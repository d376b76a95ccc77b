# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows as a screen reader sees them: plain calls of AT-SPI on the accessibility bus, which
Flatpak lets a sandboxed program talk to. Only what the check of the Flatpak needs.
"""

import fnmatch
import time

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib

ANSWER_MS = 5000
PATIENCE = 60
PAUSE = 0.1

SENSITIVE = 24


class Gone(Exception):
    """The node is not there any more, or its program."""


class TooLate(Exception):
    """What was waited for has not come."""


def wait(what, happens, patience=PATIENCE):
    """Asks until the answer is something; returns it."""
    end = time.monotonic() + patience
    while True:
        answer = happens()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TooLate(f'in {patience} s it did not come to this: {what}')
        time.sleep(PAUSE)


def open_bus():
    """A connection to the accessibility bus of this session."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    answer = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None,
                               GLib.VariantType('(s)'), Gio.DBusCallFlags.NONE, ANSWER_MS, None)
    return Gio.DBusConnection.new_for_address_sync(
        answer.unpack()[0],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


class Node:
    """Something in a window, or a program, or the desktop above them."""

    def __init__(self, bus, owner='org.a11y.atspi.Registry',
                 path='/org/a11y/atspi/accessible/root'):
        self.bus, self.owner, self.path = bus, owner, path

    def call(self, interface, method, parameters=None):
        """What the program answers."""
        try:
            answer = self.bus.call_sync(self.owner, self.path, interface, method, parameters, None,
                                        Gio.DBusCallFlags.NONE, ANSWER_MS, None)
        except GLib.Error as error:
            raise Gone(str(error)) from error
        return answer.unpack()

    def property(self, interface, name):
        """One of its properties."""
        return self.call('org.freedesktop.DBus.Properties', 'Get',
                         GLib.Variant('(ss)', (f'org.a11y.atspi.{interface}', name)))[0]

    def children(self):
        """The nodes right below."""
        nodes = self.call('org.a11y.atspi.Accessible', 'GetChildren')[0]
        return [Node(self.bus, owner, path) for owner, path in nodes]

    def name(self):
        """What a screen reader calls it."""
        return self.property('Accessible', 'Name')

    def description(self):
        """What a screen reader adds."""
        return self.property('Accessible', 'Description')

    def role(self):
        """The number of its role."""
        return self.call('org.a11y.atspi.Accessible', 'GetRole')[0]

    def is_sensitive(self):
        """Whether it can be used now."""
        low, high = self.call('org.a11y.atspi.Accessible', 'GetState')[0]
        return bool((high << 32 | low) >> SENSITIVE & 1)

    def below(self):
        """All nodes below, and itself; what goes away meanwhile is left out."""
        yield self
        try:
            children = self.children()
        except Gone:
            return
        for child in children:
            yield from child.below()

    def find(self, name, description='*', interface=None):
        """The first node below whose name and description match, or None."""
        for node in self.below():
            try:
                if (fnmatch.fnmatchcase(node.name(), name)
                        and fnmatch.fnmatchcase(node.description(), description)
                        and (interface is None or node.has(interface))):
                    return node
            except Gone:
                pass
        return None

    def has(self, interface):
        """Whether it can be used in that way."""
        names = self.call('org.a11y.atspi.Accessible', 'GetInterfaces')[0]
        return f'org.a11y.atspi.{interface}' in names

    def press(self):
        """Does what a click would do; False if it does nothing now."""
        return self.call('org.a11y.atspi.Action', 'DoAction', GLib.Variant('(i)', (0,)))[0]

    def set_text(self, text):
        """Puts another text into an entry."""
        return self.call('org.a11y.atspi.EditableText', 'SetTextContents',
                         GLib.Variant('(s)', (text,)))[0]

    def text(self):
        """What stands in it, or ''."""
        try:
            return self.call('org.a11y.atspi.Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]
        except Gone:
            return ''

    def dump(self, depth=0):
        """Lines with all that is below."""
        try:
            lines = ['  ' * depth + f'{self.role()} "{self.name()}" ({self.description()})']
            for child in self.children():
                lines += child.dump(depth + 1)
        except Gone:
            lines = []
        return lines
