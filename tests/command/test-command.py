# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the installed program without a display: every option, every exit status, every fault.

    test-command.py BUILD-ROOT RUSHES-STAND-IN BINDIR DATADIR APP-ID VERSION
"""

import concurrent.futures
import hashlib
import itertools
import json
import os
import pathlib
import pty
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import installed
import tap
from installed import SECONDS, video

build = pathlib.Path(sys.argv[1]).resolve()
stand_in_program, bindir, datadir, app_id, version = sys.argv[2:7]

MEMBERS = ['id', 'prompt', 'status', 'statusNumber', 'percent', 'width', 'height', 'askedAt',
           'cover', 'watermarked', 'clean', 'saved', 'final', 'exit', 'error', 'kind']
CLIP = 'A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light'

# What the service says, what the line says, and the exit status.
STATUSES = [
    ('fox', 'Completed', '100%', 0),
    ('status-10', 'Completed', None, 0),
    ('status-0', 'Pending', None, 5),
    ('status-11', 'Queued', None, 5),
    ('status-1', 'Processing', None, 5),
    ('status-6', 'In review', None, 5),
    ('status-99', None, None, 5),
    ('status-42', None, None, 0),
    ('status-5', 'Moderated', None, 4),
    ('status-7', 'Moderated', None, 4),
    ('status-14', 'Moderated', None, 4),
    ('status-3', 'Failed', None, 4),
    ('error-404', 'Removed', '-', 2),
    ('error-410', 'Removed', '-', 2),
]

# What the API does wrong, the exit status, and the word for it.
FAULTS = [
    ('error-400', 1, 'bad-request'),
    ('error-402', 3, 'no-subscription'),
    ('error-403', 3, 'forbidden'),
    ('error-404', 2, 'not-found'),
    ('error-410', 2, 'gone'),
    ('error-500', 6, 'server'),
    ('error-502-html', 6, 'bad-gateway'),
    ('error-504', 6, 'gateway-timeout'),
    ('error-596', 6, 'account'),
    ('error-418', 6, 'unexpected-status'),
    ('redirect-302', 6, 'redirected'),
    ('empty', 6, 'bad-answer'),
    ('array', 6, 'bad-answer'),
    ('cut-json', 6, 'bad-answer'),
    ('garbage', 6, 'bad-answer'),
    ('html-200', 6, 'bad-answer'),
    ('huge', 6, 'too-large'),
    ('truncated', 6, 'truncated'),
    ('gzip', 6, 'encoded'),
    ('reset', 6, 'disconnected'),
    ('not-http', 6, 'disconnected'),
]

# The same for files.
FILE_FAULTS = [
    ('html-media', 6, 'not-media'),
    ('json-media', 6, 'not-media'),
    ('no-length', 6, 'no-length'),
    ('empty-media', 6, 'empty'),
    ('gzip-media', 6, 'encoded'),
    ('file-media', 6, 'bad-link'),
    ('no-download', 2, 'no-file'),
    ('error-media-404', 6, 'link-expired'),
    ('status-1', 5, 'not-final'),
    ('status-7', 4, 'moderated'),
    ('status-3', 4, 'failed'),
]

USAGE = [
    (['--colour'], 'There is no option --colour.'),
    (['--wait=1', 'x'], 'There is no option --wait.'),
    (['--status'], 'Name at least one video ID.'),
    (['--status', '--download', 'x'], '--status and --download do not go together.'),
    (['--output', 'a', 'x'], '--output goes with --download.'),
    (['--download', 'x', '--output'], '--output needs the name of a folder.'),
    (['--download=most', 'x'], '--download takes all, clean, watermark or cover.'),
]

REFUSED = [
    ('402000000000000001', 'This is only a part of a video ID. '),
    ('user:1234-minimax:5-file:402000000000000001', 'This is the ID of a file, not of a video. '),
    ('user:1234-Ab0Cd1Ef2Gh3Ij4Kl5Mn6O', 'This is an API token, not a video ID. '),
    ('https://hailuoai.video/create', 'This is a page of hailuoai.video. '),
    ('hello', 'There is no video ID in this. '),
    ('', 'There is no video ID in this. '),
]


class Desk:
    """What the tests work with."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.tree = self.folder / 'tree'
        installed.install(build, self.tree, datadir)
        self.program = self.tree / bindir.lstrip('/') / 'rushes'
        self.stand_in = installed.StandIn(stand_in_program, self.folder / 'record')
        self.home_numbers = itertools.count(1)
        self.video_numbers = itertools.count(1)
        self.home = self.new_home()

    def new_home(self, **settings):
        """A home, with the token and the address of the stand-in if no others are named."""
        settings = {'token': f"'{self.stand_in.token}'", 'api_url': f"'{self.stand_in.api}'",
                    'watch_interval': 'uint32 5'} | settings
        folder = self.folder / f'home-{next(self.home_numbers)}'
        folder.mkdir()
        return installed.Home(folder, self.program, self.tree / datadir.lstrip('/'), app_id,
                              **settings)

    def new_video(self, options):
        """The ID of a video that nobody has asked about."""
        return video(options, next(self.video_numbers))


def unlike(what, found, wanted):
    """A fault if something is not what it should be."""
    if found != wanted:
        yield f'{what} is {found!r}, not {wanted!r}'


def unclean(desk, said):
    """Faults of text that goes to a terminal."""
    if re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', said):
        yield f'a control character is in {said!r}'
    if desk.stand_in.token in said or 'sign=' in said:
        yield f'a secret is in {said!r}'
    if re.search('Sanitizer|WARNING|CRITICAL|runtime error', said):
        yield said


def in_parallel(function, rows):
    """The faults of all rows, each named."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for row, faults in zip(rows, pool.map(lambda row: list(function(*row)), rows)):
            yield from (f'{row}: {fault}' for fault in faults)


# --- what it says --------------------------------------------------------------------------------

def status_faults(desk):
    """One line a video, and the exit status."""
    def try_one(options, word, percent, status):
        name = desk.new_video(options)
        code, out, errors = desk.home.run('--status', name)
        columns = out.rstrip('\n').split('\t')
        yield from unlike('the exit status', code, status)
        yield from unlike('the number of columns', len(columns), 4)
        yield from unlike('the ID', columns[0], name)
        if word:
            yield from unlike('the word', columns[1:2], [word])
        if percent:
            yield from unlike('the progress', columns[2:3], [percent])
        yield from unlike('what is said besides', bool(errors), status == 2)
        yield from unclean(desk, out + errors)
    yield from in_parallel(try_one, STATUSES)


def api_faults(desk, home=None, rows=None, named=None, env=None):
    """Each fault of the API: an object that says so, a sentence, the exit status."""
    def try_one(options, status, kind):
        name = named or desk.new_video(options)
        code, out, errors = (home or desk.home).run('--json', name, env=env or {})
        answer = json.loads(out)
        yield from unlike('the exit status', code, status)
        yield from unlike('the exit status in JSON', answer['exit'], status)
        yield from unlike('the kind', answer['kind'], kind)
        yield from unlike('the members', list(answer), MEMBERS)
        yield from unlike('the ID', answer['id'], name)
        yield from unlike('the number of lines', out.count('\n'), 1)
        if not answer['error'] or answer['error'] not in errors:
            yield f'{answer["error"]!r} is not what is said: {errors!r}'
        if errors.count('\n') != 1 or not errors.startswith('rushes: '):
            yield f'{errors!r} is no line'
        yield from unclean(desk, out + errors)
    yield from in_parallel(try_one, rows or FAULTS)


def file_faults(desk):
    """Each fault of a file: nothing is saved, and it is said why."""
    def try_one(options, status, kind):
        name = desk.new_video(options)
        folder = desk.folder / f'faults-{options}'
        which = '--download=clean' if kind == 'no-file' else '--download'
        code, out, errors = desk.home.run(which, '--json', '--output', folder, name)
        answer = json.loads(out)
        yield from unlike('the exit status', code, status)
        yield from unlike('the kind', answer['kind'], kind)
        yield from unlike('what was saved', answer['saved'], [])
        yield from unlike('the number of lines', errors.count('\n'), 1)
        if not answer['error'] or answer['error'] not in errors:
            yield f'{answer["error"]!r} is not what is said: {errors!r}'
        left = [path.name for path in folder.iterdir()] if folder.exists() else []
        yield from (f'{path} is there' for path in left if path.endswith('.mp4'))
        yield from unclean(desk, out + errors)
    yield from in_parallel(try_one, FILE_FAULTS)


def usage_faults(desk):
    """What is said about arguments, before anything is sent."""
    for arguments, sentence in USAGE:
        code, out, errors = desk.home.run(*arguments)
        yield from unlike('the exit status', code, 1)
        yield from unlike('what is said', out + errors,
                          f'rushes: {sentence} See rushes --help.\n')
    for text, sentence in REFUSED:
        for arguments in ([text], ['--status', text], ['--download', text], ['--json', text]):
            code, out, errors = desk.home.run(*arguments)
            yield from unlike(f'the exit status of {arguments}', code, 1)
            yield from unlike('the result', out, '')
            if not errors.startswith(f'rushes: {sentence}'):
                yield f'{arguments}: {errors!r}'
            yield from unclean(desk, errors)


def help_faults(desk):
    """What needs no settings, either."""
    bare = {'XDG_DATA_DIRS': '/nowhere', 'HOME': '/nowhere', 'XDG_CONFIG_HOME': None}
    code, out, errors = desk.home.run('--version', env=bare)
    yield from unlike('the version', (code, out, errors), (0, f'rushes {version}\n', ''))
    code, out, errors = desk.home.run('--help', env=bare)
    yield from unlike('the help', (code, out[:14], errors), (0, 'Usage: rushes ', ''))
    code, out, errors = desk.home.run('-h', '--status', env=bare)
    yield from unlike('the help', (code, out[:14], errors), (0, 'Usage: rushes ', ''))
    code, out, errors = desk.home.run('--status', video('fox', 1), env=bare)
    yield from unlike('without a schema', (code, out), (7, ''))
    if 'are not installed' not in errors:
        yield errors


def library_faults(desk):
    """The libraries that are loaded, which is what takes time."""
    said = subprocess.run(['ldd', desk.program], stdout=subprocess.PIPE, text=True,
                          check=True).stdout
    yield from (line for line in said.splitlines() if re.search(r'lib(gtk|gdk-4|gdk-3|X11)', line))


# --- how it asks ---------------------------------------------------------------------------------

def order_faults(desk):
    """Several at once: over one connection each, told in the order given."""
    names = [desk.new_video(options) for options in ('slow-1.5+fox', 'whale', 'status-7', 'fox')]
    code, out, errors = desk.home.run('--status', *names, names[0])
    yield from unlike('the order', [line.split('\t')[0] for line in out.splitlines()], names)
    yield from unlike('the exit status', (code, errors), (4, ''))
    asked = [row for row in desk.stand_in.read_record() if row['target'].endswith(names[0])]
    yield from unlike('how often the first was asked about', len(asked), 1)
    second = [row for row in desk.stand_in.read_record() if row['target'].endswith(names[1])]
    if second and asked and second[0]['time'] - asked[0]['time'] > 1_400_000:
        yield 'the second was asked about when the first had been answered'


def worst_faults(desk):
    """The exit status is the highest; what is no ID counts as well, and does not stop the rest."""
    good = desk.new_video('fox')
    for others, status in ((['hello'], 1), (['error-404'], 2), (['status-7', 'error-404'], 4),
                           (['error-404', 'status-1', 'status-7'], 5),
                           (['error-500', 'status-1'], 6)):
        texts = [word if word == 'hello' else desk.new_video(word) for word in others]
        code, out, _errors = desk.home.run('--status', *texts, good)
        yield from unlike(f'the exit status with {others}', code, status)
        if f'{good}\tCompleted' not in out:
            yield f'the good one is not in {out!r}'


def form_faults(desk):
    """An ID in any form, from arguments and from standard input."""
    name = desk.new_video('fox')
    forms = [name, f'"{name}",', f'{desk.stand_in.api}/videos/{name}', name.replace(':', '%3A'),
             f'{name},a prompt', json.dumps({'videoId': name, 'status': 1})]
    for form in forms:
        code, out, errors = desk.home.run('--status', form)
        yield from unlike(form, (code, out.split('\t')[0], errors), (0, name, ''))
    for given in (f'{name}\n', f'\n  {name}\r\n{name}\n'):
        code, out, errors = desk.home.run('--status', '-', given=given.encode())
        yield from unlike(repr(given), (code, out.count(name), errors), (0, 1, ''))
    other = desk.new_video('fox')
    code, out, _errors = desk.home.run('--status', other, '-', given=name.encode())
    yield from unlike('both', [line.split('\t')[0] for line in out.splitlines()], [other, name])
    code, out, errors = desk.home.run('--status', '-', given=b'\xff\xfe\x00hello')
    yield from unlike('no text', (code, out), (1, ''))
    yield from unclean(desk, errors)


def text_faults(desk):
    """Text of the service, as a terminal gets it; JSON has all of it."""
    for options in ('prompt-markup', 'prompt-arabic', 'prompt-long', 'prompt-cjk'):
        name = desk.new_video(options)
        _code, out, _errors = desk.home.run('--status', name)
        yield from unclean(desk, out)
        yield from unlike('the number of lines', out.count('\n'), 1)
        if len(out) > 600:
            yield f'{options}: {len(out)} letters'
        _code, line, _errors = desk.home.run('--json', name)
        yield from unclean(desk, line)
        if options == 'prompt-long' and len(json.loads(line)['prompt']) < 6000:
            yield 'JSON has not the whole prompt'


def wait_faults(desk):
    """Waits until a video is final, whatever the setting says, or for as long as is set."""
    home = desk.new_home(watch='false')
    first, second = desk.new_video('job-2'), desk.new_video('error-503-then-good')
    code, out, errors = home.run('--wait', first, second)
    yield from unlike('the exit status', (code, errors), (0, ''))
    yield from unlike('the words', [line.split('\t')[1] for line in out.splitlines()],
                      ['Completed'] * 2)

    name = desk.new_video('job-1')
    code, out, errors = home.run('--download', '--wait', name)
    yield from unlike('what was saved', (code, out.count('.mp4\n'), errors), (0, 1, ''))
    for options, status in (('error-404', 2), ('status-7', 4), ('error-403', 3)):
        code, out, errors = home.run('--wait', desk.new_video(options))
        yield from unlike(f'the exit status of {options}', code, status)


def limit_faults(desk):
    """Waiting ends."""
    home = desk.new_home(watch_limit='uint32 1')
    name = desk.new_video('job-3+held')
    code, out, errors = home.run('--wait', '--json', name)
    answer = json.loads(out)
    yield from unlike('the exit status', (code, answer['exit']), (5, 5))
    yield from unlike('the kind', (answer['kind'], answer['final']), ('watch-limit', False))
    if 'after 1 minute' not in errors:
        yield errors


# --- the token -----------------------------------------------------------------------------------

def token_faults(desk):
    """Where the token is taken from, and that there is no other."""
    name = desk.new_video('fox')
    none = desk.new_home(token="''")
    wrong = desk.new_home(token="'user:1-wrong'")
    odd = desk.new_home(token="'a b'")
    right = {'RUSHES_TOKEN': f' Bearer {desk.stand_in.token}\n'}
    yield from api_faults(desk, none, [('fox', 3, 'no-token')], name)
    yield from api_faults(desk, wrong, [('fox', 3, 'unauthorized')], name)
    yield from api_faults(desk, odd, [('fox', 3, 'bad-token')], name)
    yield from api_faults(desk, desk.home, [('fox', 3, 'unauthorized')], name,
                          {'RUSHES_TOKEN': 'user:1-wrong'})
    for home in (none, wrong, odd):
        code, out, errors = home.run('--status', name, env=right)
        yield from unlike('with the variable', (code, out.count('\n'), errors), (0, 1, ''))
    code, out, errors = desk.home.run('--status', name, env={'RUSHES_TOKEN': ''})
    yield from unlike('with an empty variable', (code, errors), (0, ''))
    code, out, errors = desk.home.run('--status', name, env={'RUSHES_TOKEN': 'a b'})
    yield from unlike('with an odd variable', (code, out), (3, ''))

    # It is wrong for all, so it is asked once, and said once.
    others = [desk.new_video('fox') for _ in range(6)]
    code, out, errors = wrong.run('--status', *others)
    asked = [row for row in desk.stand_in.read_record()
             if any(row['target'].endswith(other) for other in others)]
    yield from unlike('several', (code, out, errors.count('\n')), (3, '', 1))
    if len(asked) > 4:
        yield f'asked {len(asked)} times with a token that was refused'


def secret_faults(desk):
    """The token is nowhere but in the header of a request to the API."""
    name = desk.new_video('hang')
    home = desk.new_home(token="''")
    with home.start('--status', name, env={'RUSHES_TOKEN': desk.stand_in.token}) as process:
        wait_for(lambda: any(row['target'].endswith(name)
                             for row in desk.stand_in.read_record()))
        for part in ('environ', 'cmdline'):
            text = pathlib.Path(f'/proc/{process.pid}/{part}').read_bytes()
            if desk.stand_in.token.encode() in text:
                yield f'the token is in {part}'
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)
    for row in desk.stand_in.read_record():
        if row['port'] != 'api' and desk.stand_in.token in json.dumps(row):
            yield f'the token went to {row["target"]}'
    for path in desk.folder.rglob('*'):
        if path.is_file() and path.name not in ('keyfile', 'record'):
            if desk.stand_in.token.encode() in path.read_bytes():
                yield f'the token is in {path}'


# --- the network ---------------------------------------------------------------------------------

def serve(certificate, ends):
    """A server with a certificate that nobody vouches for; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(('127.0.0.1', 0))

    def accept():
        while not ends.is_set():
            listener.settimeout(0.2)
            try:
                connection, _ = listener.accept()
            except OSError:
                continue
            try:
                with context.wrap_socket(connection, server_side=True) as stream:
                    stream.recv(4096)
            except OSError:
                pass
        listener.close()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def network_faults(desk):
    """No way to the server, and one that cannot prove who it is."""
    with socket.create_server(('127.0.0.1', 0)) as free:
        closed = free.getsockname()[1]
    rows = [("'http://127.0.0.1:%d/v1'" % closed, 6, 'refused'),
            ("'https://rushes.invalid/v1'", 6, 'host-not-found'),
            ("'http://example.org/v1'", 1, 'bad-address'),
            ("'nonsense'", 1, 'bad-address')]
    ends = threading.Event()
    certificate = build / 'tests' / 'faults' / 'self-signed.pem'
    if certificate.exists():
        rows.append(("'https://127.0.0.1:%d/v1'" % serve(certificate, ends), 6, 'insecure'))
    for address, status, kind in rows:
        home = desk.new_home(api_url=address)
        yield from api_faults(desk, home, [('fox', status, kind)])
    ends.set()

    slow = desk.new_home()
    yield from api_faults(desk, slow, [('hang', 6, 'timed-out')])


# --- files ---------------------------------------------------------------------------------------

def digest(path):
    """What a file holds, in short."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def download_faults(desk):
    """Which files are saved, where, and that the same command twice saves them once."""
    name = desk.new_video('fox')
    tail = name.rpartition(':')[2]
    base = f'{CLIP} {tail}'
    names = {'': [f'{base}.mp4'], '=clean': [f'{base}.mp4'],
             '=watermark': [f'{base} watermark.mp4'], '=cover': [f'{base} cover.jpg'],
             '=all': [f'{base}.mp4', f'{base} watermark.mp4', f'{base} cover.jpg',
                      f'{base} source 1.png']}
    for which, wanted in names.items():
        folder = desk.folder / f'which-{which[1:]}'
        for _ in range(2):
            code, out, errors = desk.home.run(f'--download{which}', name, '--output', folder)
            yield from unlike(f'--download{which}', (code, errors), (0, ''))
            yield from unlike('the names', out.splitlines(),
                              [str(folder / file) for file in wanted])
            yield from unlike('the folder', sorted(os.listdir(folder)), sorted(wanted))

    code, out, _errors = desk.home.run('--download', name)
    yield from unlike('the folder that is set', out, f'{desk.home.videos / names[""][0]}\n')
    code, out, _errors = desk.home.run('--download', '--output', 'here', name)
    yield from unlike('a folder seen from here', out,
                      f'{desk.home.folder / "here" / names[""][0]}\n')

    # One that is not whole any more is saved again, beside it.
    (desk.home.folder / 'here' / names[''][0]).write_bytes(b'cut')
    code, out, _errors = desk.home.run('--download', '--output', 'here', name)
    yield from unlike('after a cut', out, f'{desk.home.folder / "here" / base} (2).mp4\n')


def swapped_faults(desk):
    """Nothing is swapped without a word."""
    name = desk.new_video('no-download')
    code, out, errors = desk.home.run('--download', name)
    yield from unlike('the exit status', code, 0)
    if 'watermark.mp4' not in out or 'no video without watermark' not in errors:
        yield out + errors
    code, out, errors = desk.home.run('--download=clean', name)
    yield from unlike('the clean one alone', (code, out, errors.count('\n')), (2, '', 1))


def json_faults(desk):
    """What was saved, for a program."""
    name = desk.new_video('fox')
    folder = desk.folder / 'of-json'
    code, out, errors = desk.home.run('--download=all', '--json', '--output', folder, name)
    answer = json.loads(out)
    yield from unlike('the exit status', (code, answer['exit'], errors), (0, 0, ''))
    yield from unlike('the kinds', [file['kind'] for file in answer['saved']],
                      ['clean', 'watermark', 'cover', 'source'])
    for file in answer['saved']:
        yield from unlike('the size', file['bytes'], os.path.getsize(file['path']))


def record_faults(desk):
    """The setting that a record is written beside a video holds here, too."""
    home = desk.new_home(save_record='true')
    code, out, errors = home.run('--download', desk.new_video('fox'))
    yield from unlike('the exit status', (code, errors), (0, ''))
    yield from unlike('the files', sorted(path.suffix for path in home.videos.iterdir()),
                      ['.json', '.mp4'])


def folder_faults(desk):
    """A folder that cannot be written to, and a limit to the size of files."""
    name = desk.new_video('fox')
    for folder in ('/proc/nothing', '/dev/null/x'):
        code, out, errors = desk.home.run('--download', '--output', folder, name)
        yield from unlike(folder, (code, out, errors.count('\n')), (7, '', 1))
        yield from unclean(desk, errors)
    code, out, errors = desk.home.run('--download', '--output', desk.folder / 'limit',
                                      desk.new_video('big-3'), preexec_fn=limit_files)
    yield from unlike('a limit', (code, out, errors.count('\n')), (7, '', 1))


def limit_files():
    """In the child: no file may have more than a megabyte."""
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


def wait_for(condition):
    """Until something holds; the caller finds out by itself if it never does."""
    end = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)


def part_of(folder):
    """How many bytes of a file have come."""
    parts = list(folder.glob('*.mp4.part')) if folder.exists() else []
    return parts[0].stat().st_size if parts else 0


def signal_faults(desk):
    """What a signal cuts short is gone on with."""
    name = desk.new_video('big-6+slow-media-1500')
    folder = desk.folder / 'cut-short'
    have = 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with desk.home.start('--download', '--output', folder, name) as process:
            wait_for(lambda: part_of(folder) > have + 300_000 or process.poll() is not None)
            process.send_signal(number)
            out, errors = process.communicate(timeout=SECONDS)
        yield from unlike(f'what {number.name} leaves', (process.returncode, out, errors),
                          (-number, b'', b''))
        have = part_of(folder)
    code, out, errors = desk.home.run('--download', '--output', folder, name)
    yield from unlike('the exit status', (code, errors), (0, ''))
    asked = [dict(map(tuple, row['headers'])) for row in desk.stand_in.read_record()
             if row['port'] == 'media' and '/generated/6000000/' in row['target']]
    ranges = [headers.get('Range') for headers in asked]
    yield from unlike('the first request', ranges[:1], [None])
    if len(ranges) != 4 or None in ranges[1:]:
        yield f'the requests were for {ranges}'
    seed = re.search(r'/generated/6000000/(\d+)', [row['target'] for row in
                     desk.stand_in.read_record() if '/generated/6000000/' in row['target']][0])[1]
    wanted = desk.stand_in.steer(f'sha256/6000000/{seed}').decode().strip().strip('"')
    if digest(out.rstrip('\n')) not in wanted:
        yield f'the file is not what it should be: {wanted}'


def busy_faults(desk):
    """Two processes never write one file."""
    name = desk.new_video('big-4+slow-media-1500')
    folder = desk.folder / 'busy'
    with desk.home.start('--download', '--output', folder, name) as process:
        wait_for(lambda: part_of(folder) > 100_000)
        code, out, errors = desk.home.run('--download', '--json', '--output', folder, name)
        first, _errors = process.communicate(timeout=SECONDS)
    yield from unlike('the second', (code, json.loads(out)['kind']), (7, 'file-busy'))
    yield from unlike('the first', (process.returncode, first.count(b'\n')), (0, 1))
    yield from unlike('the folder', len(os.listdir(folder)), 1)


def pipe_faults(desk):
    """Who reads may go; a disk that is full is said."""
    names = [desk.new_video('slow-0.3+fox') for _ in range(3)]
    with desk.home.start('--status', *names) as process:
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(SECONDS)
    yield from unlike('without a reader', (process.returncode, errors), (-signal.SIGPIPE, b''))
    with open('/dev/full', 'wb') as full:
        code, _out, errors = desk.home.run('--status', names[0], stdout=full)
    yield from unlike('on a full disk', (code, errors.count('\n')), (7, 1))


def read_terminal(master):
    """All that was written to a terminal."""
    said = b''
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            piece = b''
        if not piece:
            return said.decode()
        said += piece


def bar_faults(desk):
    """Getting on is shown on a terminal, and nowhere else."""
    for term, wanted in (('xterm', True), ('dumb', False)):
        name = desk.new_video('big-2+slow-media-1500')
        master, slave = pty.openpty()
        with desk.home.start('--download', '--output', desk.folder / f'bar-{term}', name,
                             stderr=slave, env={'TERM': term}) as process:
            os.close(slave)
            said = read_terminal(master)
            out, _none = process.communicate(timeout=SECONDS)
        os.close(master)
        yield from unlike('the exit status', process.returncode, 0)
        yield from unlike('the result', out.count(b'\n'), 1)
        yield from unlike(f'a bar on {term}', bool(re.search(r'\r[^\r]*of 2\.0\sMB', said)), wanted)
        if wanted and not said.endswith('\r\x1b[K'):
            yield f'the bar was left: {said[-80:]!r}'


def shelf_faults(desk):
    """The window finds the videos and what was saved, and has nothing to take up."""
    home = desk.new_home()
    seen, saved, gone = (desk.new_video(options) for options in ('fox', 'whale', 'error-404'))
    home.run('--status', seen, gone)
    home.run('--download', saved)
    home.run('--status', desk.new_video('error-500'))
    with sqlite3.connect(home.library) as database:
        rows = database.execute('SELECT video_id, removed FROM videos ORDER BY activity').fetchall()
        files = database.execute('SELECT video_id, kind FROM saved').fetchall()
        left = [database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]
                for table in ('downloads', 'watches')]
    yield from unlike('the videos', sorted(rows), sorted([(seen, 0), (gone, 1), (saved, 0)]))
    yield from unlike('what was saved', files, [(saved, 0)])
    yield from unlike('what is left to do', left, [0, 0])


def damage_faults(desk):
    """Without a library the rest goes on."""
    home = desk.new_home()
    home.library.parent.parent.mkdir(parents=True, exist_ok=True)
    home.library.parent.write_text('in the way')
    code, out, errors = home.run('--download', desk.new_video('fox'))
    yield from unlike('the result', (code, out.count('\n'), errors), (0, 1, ''))


def window_faults(desk):
    """Without a display there is no window, and that is said."""
    code, out, errors = desk.home.run()
    if code == 0 or not errors:
        yield f'{code}: {out!r} {errors!r}'
    code, out, errors = desk.home.run('hello')
    yield from unlike('what is no ID', (code, out, errors.count('\n')), (1, '', 1))


TESTS = [
    ('the options that need nothing', help_faults),
    ('it loads nothing of a window', library_faults),
    ('arguments that cannot be used', usage_faults),
    ('--status says how a video is', status_faults),
    ('every fault of the API has its word and its exit status', api_faults),
    ('and so has every fault of the network', network_faults),
    ('several are told in the order given', order_faults),
    ('the exit status is the highest', worst_faults),
    ('an ID in any form, and from standard input', form_faults),
    ('no text of the service reaches a terminal as it is', text_faults),
    ('--wait waits', wait_faults),
    ('and ends when it is set to', limit_faults),
    ('the token', token_faults),
    ('--download saves what was asked for, once', download_faults),
    ('nothing is swapped without a word', swapped_faults),
    ('--json has what was saved', json_faults),
    ('every fault of a file has its word and its exit status', file_faults),
    ('a record beside the video', record_faults),
    ('folders that cannot be written to', folder_faults),
    ('a signal pauses', signal_faults),
    ('two processes never write one file', busy_faults),
    ('who reads may go', pipe_faults),
    ('getting on is shown on a terminal', bar_faults),
    ('the window finds it later', shelf_faults),
    ('without a library', damage_faults),
    ('without a display', window_faults),
    ('the token is nowhere else', secret_faults),
]


# These wait for a clock.
SLOW = (network_faults, limit_faults)


def main():
    """Those that take long run beside the others."""
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        desk = Desk(folder)
        only = os.environ.get('RUSHES_COMMAND_TEST', '')
        tests = [(name, function) for name, function in TESTS if only in function.__name__]
        begun = {function: pool.submit(lambda run: list(run(desk)), function)
                 for _name, function in tests if function in SLOW}
        try:
            for name, function in tests:
                if function not in begun:
                    tap.check(name, function(desk))
            for name, function in tests:
                if function in begun:
                    tap.check(name, begun[function].result())
        finally:
            desk.stand_in.stop()
    tap.end()


main()
