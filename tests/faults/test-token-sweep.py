# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs programs with all debug messages on, and looks for tokens in every byte that comes of it.

    test-token-sweep.py RUSHES RUSHES-STAND-IN SCHEMA-FOLDER TESTS-BUILD-ROOT TESTS-SOURCE-ROOT

The window is swept by tests/display, after each of its tests.
"""

import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

rushes, stand_in, schemas, built, sources = (os.path.abspath(word) for word in sys.argv[1:])

SECONDS = 240
# The halves of tokens that no prefix and no escape changes: of this sweep and of the tests.
SECRET = 'Qq1Ww2Ee3Rr4Tt5Yy6Uu7I'
SECRETS = [secret.encode() for secret in (SECRET, 'Ab0Cd1Ef2Gh3Ij4Kl5Mn6O', 'aB3dE5gH7jK9mN1pQ3sT5v')]
# Queries as the stand-in signs with them, but for where a link has to be whole.
QUERIES = [b'x-oss-process', b'expired=', b'rate=', b'Authorization']
WHOLE_LINKS = ('library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm')

TOKEN = f'user:1234-{SECRET}'
COMMANDS = [
    ['--status', 'good', 'error-401', 'error-404', 'garbage', 'redirect-302', 'redirect-302-bad'],
    ['--status', '--json', 'error-502-html', 'error-429-retry-1', 'deep', 'truncated', 'not-http'],
    ['--download=all', '--output', 'saved', 'fox+webp-query+expired-video+slow-media-4000'],
    ['--download', '--output', 'saved', 'redirect-media-302', 'error-media-403', 'userinfo-media'],
]
# Every program of tests but those that only take time.
LAYERS = ['model', 'net', 'store', 'app']
LONG = {'test-fault-load', 'test-fault-polls', 'test-download-kill', 'test-downloads-kill',
        'test-database-kill'}


class Home:
    """A place of its own for all that a program may write."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ('home', 'run', 'tmp'):
            (self.folder / name).mkdir(mode=0o700)
        self.environment = {
            'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TMPDIR': str(self.folder / 'tmp'),
            'HOME': str(self.folder / 'home'), 'XDG_RUNTIME_DIR': str(self.folder / 'run'),
            'XDG_CONFIG_HOME': str(self.folder / 'home/.config'),
            'XDG_DATA_HOME': str(self.folder / 'home/.local/share'),
            'XDG_CACHE_HOME': str(self.folder / 'home/.cache'),
            'GSETTINGS_SCHEMA_DIR': schemas, 'GSETTINGS_BACKEND': 'keyfile',
            'G_DEBUG': 'fatal-warnings', 'G_MESSAGES_DEBUG': 'all', 'GIO_USE_VFS': 'local',
            'G_TEST_BUILDDIR': built, 'G_TEST_SRCDIR': sources,
        }
        for name in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def store(self, group, **settings):
        """Writes settings down as the program itself would."""
        folder = self.folder / 'home/.config/glib-2.0/settings'
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{key.replace('_', '-')}='{value}'" for key, value in settings.items()]
        (folder / 'keyfile').write_text('\n'.join([f'[{group}]', *lines, '']))

    def start(self, *command, **more):
        """A running program whose core, if it left one, would be found."""
        def allow_core():
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        return subprocess.Popen(command, cwd=self.folder / 'home', env={**self.environment, **more},
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, preexec_fn=allow_core)

    def left(self):
        """(path, bytes) of every file, but for the one place of the token."""
        for path in self.folder.rglob('*'):
            if path.is_file() and not path.is_symlink() and path.name != 'keyfile':
                yield str(path.relative_to(self.folder)), path.read_bytes()


def secrets_in(data, where, queries=()):
    """What must not be in it."""
    for secret in [*SECRETS, *queries]:
        at = data.find(secret)
        if at >= 0:
            near = data[max(0, at - 60):at].decode(errors='replace')
            yield f'{where}: …{near}{secret.decode()[:4]}…'


def secrets_left(home):
    """Over all files."""
    for path, data in home.left():
        whole = path.endswith(WHOLE_LINKS)
        yield from secrets_in(path.encode(), 'the name of a file')
        yield from secrets_in(data, path, () if whole else QUERIES)


def secrets_said(process, home, queries=()):
    """Over all that a program says until it ends; and that it said something at all."""
    output, errors = process.communicate(timeout=SECONDS)
    name = os.path.basename(process.args[0])
    yield from secrets_in(output, f'stdout of {name}', queries)
    yield from secrets_in(errors, f'stderr of {name}', queries)
    yield from secrets_left(home)


class StandIn:
    """The service; its ID for options."""

    def __init__(self):
        self.process = subprocess.Popen([stand_in, '--token', TOKEN], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.at = json.loads(self.process.stdout.readline())
        self.number = 402000000000000100

    def dup_id(self, options):
        """Another one each time."""
        self.number += 1
        return f'user:1234-minimax:{options}-video:{self.number}'

    def end(self):
        """As it wants to be ended."""
        self.process.stdin.close()
        self.process.wait(SECONDS)
        self.process.stdout.close()


def group():
    """Where the settings of the program stand in a key file."""
    text = pathlib.Path(schemas, 'gschemas.compiled').read_bytes()
    start = text.index(b'/io/')
    return text[start:text.index(b'/\0', start)].decode().strip('/')


def sweep_commands(home, service):
    """The command line, with a token from the settings."""
    for command in COMMANDS:
        words = [word if word.startswith('-') or word == 'saved' else service.dup_id(word)
                 for word in command]
        process = home.start(rushes, *words)
        yield from secrets_said(process, home, QUERIES)
        if process.returncode < 0:
            yield f'{command} was ended by signal {-process.returncode}'
    if not any(path.endswith('.mp4') for path, _ in home.left()):
        yield 'nothing was saved: this sweep looked at too little'


def sweep_process(home, service):
    """Its arguments and environment while it asks; then its core, when it is aborted."""
    process = home.start(rushes, '--status', service.dup_id('hang'))
    time_over = time.monotonic() + SECONDS
    while not asked(service, 'hang') and time.monotonic() < time_over:
        time.sleep(0.02)
    for name in ('cmdline', 'environ'):
        data = pathlib.Path(f'/proc/{process.pid}/{name}').read_bytes()
        yield from secrets_in(data, name)
    limits = pathlib.Path(f'/proc/{process.pid}/limits').read_text()
    if not any(line.split()[:6] == ['Max', 'core', 'file', 'size', '0', '0']
               for line in limits.splitlines()):
        yield 'a core may be written'
    process.send_signal(signal.SIGABRT)
    yield from secrets_said(process, home)
    if process.returncode != -signal.SIGABRT:
        yield f'ended with {process.returncode}, not by SIGABRT'


def asked(service, part):
    """Whether the service was asked for it."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f'{service.at["control"]}/record', timeout=SECONDS) as answer:
        return part.encode() in answer.read()


def sweep_program(home, name):
    """A program of tests, whose token the test itself holds and may name in no message."""
    process = home.start(os.path.join(built, name), GSETTINGS_BACKEND='memory')
    yield from secrets_said(process, home)
    if process.returncode:
        yield f'ended with {process.returncode}'


def list_programs():
    """Names of programs of tests, below the folder they were built in."""
    for layer in LAYERS:
        for path in sorted(pathlib.Path(built, layer).glob('test-*')):
            if path.is_file() and os.access(path, os.X_OK) and path.name not in LONG:
                yield f'{layer}/{path.name}'


def main():
    """One test a subject, each in a place of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home, service = Home(folder), StandIn()
        home.store(group(), token=TOKEN, api_url=service.at['api'])
        tap.check('H4 H5 the command line tells no secret', sweep_commands(home, service))
        tap.check('H8 the command line leaves no secret when it is aborted',
                  sweep_process(home, service))
        service.end()
    for name in list_programs():
        with tempfile.TemporaryDirectory() as folder:
            tap.check(f'H4 {name} tells no secret', sweep_program(Home(folder), name))
    tap.end()


main()
