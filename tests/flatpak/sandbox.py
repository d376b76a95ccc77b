# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak, its home, and the service it asks: what the cases of the check start,
look at and end.
"""

import contextlib
import hashlib
import json
import pathlib
import re
import subprocess
import time

import accessible

# How GLib begins what it says of a mistake of ours or of a library.
FAULT = re.compile(r'-(?:WARNING|CRITICAL|ERROR) \*\*|\b(?:CRITICAL|deprecated)\b', re.I)
PATIENCE = 60


def sha256(path):
    """Of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def call(*words):
    """A call over the session bus; True if it was answered well."""
    return subprocess.run(['gdbus', 'call', '--session', *words], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


class StandIn:
    """The service, played on the loopback interface of this machine."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        told = json.loads(self.process.stdout.readline())
        self.api, self.token = told['api'], told['token']

    def stop(self):
        """Ends it."""
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)


class Home:
    """The home folder of a person who has the Flatpak, and what the program keeps there."""

    def __init__(self, path, app_id):
        self.path = pathlib.Path(path)
        self.data = self.path / '.var' / 'app' / app_id
        self.keyfile = self.data / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        self.group = app_id.replace('.', '/')
        self.videos = self.path / 'Videos' / 'Rushes'

    def prepare(self):
        """What a desktop makes at the first login; and where file choosers begin."""
        (self.path / 'Videos').mkdir(parents=True, exist_ok=True)
        settings = self.path / '.config' / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True, exist_ok=True)
        (self.path / '.config' / 'user-dirs.dirs').write_text('XDG_VIDEOS_DIR="$HOME/Videos"\n',
                                                              encoding='utf-8')
        (settings / 'keyfile').write_text(
            "[org/gtk/settings/file-chooser]\nstartup-mode='cwd'\n", encoding='utf-8')

    def set_text(self, key, value):
        """Stores a setting before the program has stored any."""
        self.keyfile.parent.mkdir(parents=True, exist_ok=True)
        self.keyfile.write_text(f"[{self.group}]\n{key}='{value}'\n", encoding='utf-8')

    def get_text(self, key):
        """What is stored under a key, or ''."""
        text = self.keyfile.read_text(encoding='utf-8') if self.keyfile.exists() else ''
        found = re.search(rf"^{key}='(.*)'$", text, re.M)
        return found[1] if found else ''


class Program:
    """The program in its sandbox: at most one process of it at a time."""

    def __init__(self, app_id, log):
        self.app_id, self.log = app_id, pathlib.Path(log)
        self.path = '/' + app_id.replace('.', '/')
        self.bus = accessible.open_bus()
        self.process = self.root = None

    def start(self):
        """Starts it as a launcher would, and waits for its window."""
        with open(self.log, 'ab') as words:
            self.process = subprocess.Popen(['flatpak', 'run', self.app_id], stdout=words,
                                            stderr=words)
        self.wait_window()

    def activate(self, action=None):
        """Has the bus start it, and do what an item of its launcher's menu does."""
        words = ['ActivateAction', action, '[]', '{}'] if action else ['Activate', '{}']
        call('--dest', self.app_id, '--object-path', self.path, '--method',
             'org.freedesktop.Application.' + words[0], *words[1:])
        self.wait_window()

    def wait_window(self):
        """Waits until it is to be seen."""
        self.root = accessible.wait('the window opens', lambda: self.find_program('rushes'))

    def find_program(self, name):
        """The node of a program that has something to show, or None."""
        for node in accessible.Node(self.bus).children():
            with contextlib.suppress(accessible.Gone):
                if node.name() == name and node.children():
                    return node
        return None

    def find(self, name, description='*', interface=None):
        """A node of its windows, or None."""
        return self.root.find(name, description, interface)

    def see(self, name, description='*', interface=None):
        """Waits until a node is there."""
        return accessible.wait(f'"{name}" ({description}) is shown',
                               lambda: self.find(name, description, interface))

    def press(self, name, description='*'):
        """Waits until a button can be pressed, and presses it."""
        def pressed():
            node = self.find(name, description, 'Action')
            return node is not None and node.is_sensitive() and node.press()
        accessible.wait(f'"{name}" ({description}) can be pressed', pressed)

    def enter(self, name, text):
        """Puts text into an entry."""
        self.see(name, interface='EditableText').set_text(text)

    def act(self, action):
        """Does what an item of its menu does."""
        return call('--dest', self.app_id, '--object-path', self.path, '--method',
                    'org.gtk.Actions.Activate', action, '[]', '{}')

    def words(self):
        """What it has written to its terminal."""
        return self.log.read_text(encoding='utf-8', errors='replace') if self.log.exists() else ''

    def faults(self):
        """What of that is a fault."""
        return [line for line in self.words().splitlines() if FAULT.search(line)]

    def is_running(self):
        """Whether its sandbox is there."""
        told = subprocess.run(['flatpak', 'ps', '--columns=application'], stdout=subprocess.PIPE,
                              text=True, check=True)
        return self.app_id in told.stdout.split()

    def wait_end(self):
        """Waits until its sandbox is gone; returns the exit status, if it was started here."""
        accessible.wait('the program ends', lambda: not self.is_running())
        process, self.process = self.process, None
        return process.wait(timeout=PATIENCE) if process else 0

    def kill(self):
        """Ends it as a power cut would."""
        subprocess.run(['flatpak', 'kill', self.app_id], check=True)
        self.wait_end()

    def quit(self):
        """Ends it as its menu would; returns the exit status."""
        self.act('quit')
        return self.wait_end()


def shoot(path):
    """A picture of the whole screen, once it has come to rest."""
    last = None
    for _ in range(20):
        subprocess.run(['import', '-window', 'root', path], check=True)
        this = pathlib.Path(path).read_bytes()
        if this == last:
            return
        last = this
        time.sleep(0.3)
