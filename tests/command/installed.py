# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as it is installed, in a place of its own, and homes to start it in."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import built

SECONDS = 120
# What a desktop session would have; none of it is needed.
SESSION = ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR',
           'XDG_CURRENT_DESKTOP', 'GSETTINGS_SCHEMA_DIR', 'RUSHES_TOKEN', 'http_proxy',
           'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY')


def install(build, tree, datadir):
    """Installs what was built below a folder, and what is done after that for a real system."""
    subprocess.run([*built.find_meson(build), 'install', '-C', build, '--no-rebuild', '--quiet',
                    '--destdir', tree], check=True)
    subprocess.run(['glib-compile-schemas', '--strict',
                    tree / datadir.lstrip('/') / 'glib-2.0' / 'schemas'], check=True)


def ask(url):
    """The body of an answer; from no proxy that the environment may name."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=SECONDS) as answer:
        return answer.read()


def video(options, number):
    """The ID of a video of the stand-in."""
    return f'user:1234-minimax:{options}-video:402000000000{number:06}'


class StandIn:
    """The service, as a process of its own."""

    def __init__(self, program, record):
        self.process = subprocess.Popen([program, '--record', record], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        told = json.loads(self.process.stdout.readline())
        self.api, self.token, self.control = told['api'], told['token'], told['control']
        self.record = pathlib.Path(record)

    def steer(self, path):
        """Has it do something."""
        return ask(f'{self.control}/{path}')

    def read_record(self):
        """The requests so far."""
        return [json.loads(line)
                for line in self.record.read_text(encoding='utf-8').splitlines()]

    def stop(self):
        """Ends it."""
        self.process.stdin.close()
        self.process.wait(SECONDS)


class Home:
    """A home with settings of its own, and the program in it."""

    def __init__(self, folder, program, data, app_id, **settings):
        self.folder = pathlib.Path(folder)
        self.program = program
        config = self.folder / 'config' / 'glib-2.0' / 'settings'
        config.mkdir(parents=True)
        group = app_id.replace('.', '/')
        lines = [f'[{group}]'] + [f'{key.replace("_", "-")}={value}'
                                  for key, value in settings.items()]
        (config / 'keyfile').write_text('\n'.join(lines) + '\n', encoding='utf-8')
        self.env = {key: value for key, value in os.environ.items() if key not in SESSION}
        self.env |= {'HOME': str(self.folder), 'GSETTINGS_BACKEND': 'keyfile',
                     'XDG_CONFIG_HOME': str(self.folder / 'config'),
                     'XDG_DATA_HOME': str(self.folder / 'data'),
                     'XDG_CACHE_HOME': str(self.folder / 'cache'),
                     'XDG_DATA_DIRS': f'{data}:/usr/local/share:/usr/share',
                     'G_DEBUG': 'fatal-warnings', 'LC_ALL': 'C.UTF-8'}
        self.library = self.folder / 'data' / 'rushes' / 'library.sqlite'
        self.videos = self.folder / 'Videos' / 'Rushes'

    def start(self, *arguments, **options):
        """The program, running."""
        env = self.env | options.pop('env', {})
        return subprocess.Popen([str(self.program), *map(str, arguments)],
                                env={key: value for key, value in env.items() if value is not None},
                                cwd=self.folder, **{'stdin': subprocess.DEVNULL,
                                                    'stdout': subprocess.PIPE,
                                                    'stderr': subprocess.PIPE, **options})

    def run(self, *arguments, given=None, **options):
        """Its exit status, and what it said on both ways out."""
        if given is not None:
            options['stdin'] = subprocess.PIPE
        with self.start(*arguments, **options) as process:
            with contextlib.ExitStack() as stack:
                stack.callback(process.kill)
                out, errors = process.communicate(given, timeout=SECONDS)
        return process.returncode, (out or b'').decode(), (errors or b'').decode()
