# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the installed program without a display: every option but --download, every exit status,
every fault of the API and of the network.
"""

import json
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import threading

from desk import in_parallel, run, stray_token, unclean, unlike, wait_for
from installed import SECONDS, video

MEMBERS = ['id', 'prompt', 'status', 'statusNumber', 'percent', 'width', 'height', 'askedAt',
           'cover', 'watermarked', 'clean', 'saved', 'final', 'exit', 'error', 'kind']

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
    yield from unlike('the version', (code, out, errors), (0, f'rushes {desk.version}\n', ''))
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
    """The token is not among what others see of a process, nor anywhere else."""
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
    yield from stray_token(desk)


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
    certificate = desk.build / 'tests' / 'faults' / 'self-signed.pem'
    if certificate.exists():
        rows.append(("'https://127.0.0.1:%d/v1'" % serve(certificate, ends), 6, 'insecure'))
    for address, status, kind in rows:
        home = desk.new_home(api_url=address)
        yield from api_faults(desk, home, [('fox', status, kind)])
    ends.set()

    slow = desk.new_home()
    yield from api_faults(desk, slow, [('hang', 6, 'timed-out')])


# --- who reads it --------------------------------------------------------------------------------

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
    ('who reads may go', pipe_faults),
    ('without a display', window_faults),
    ('the token is nowhere else', secret_faults),
]

# These wait for a clock.
SLOW = (network_faults, limit_faults)

run(TESTS, SLOW)
