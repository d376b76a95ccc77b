# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the installed program without a display to save files: which ones, where, each fault of a
file, and what is cut short.
"""

import hashlib
import json
import os
import pathlib
import pty
import re
import signal
import sqlite3

from desk import in_parallel, run, stray_token, unclean, unlike, wait_for
from installed import SECONDS

CLIP = 'A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light'

# What is wrong with a file, the exit status, and the word for it.
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


# --- what is saved -------------------------------------------------------------------------------

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


def limit_files():
    """In the child: no file may have more than a megabyte."""
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


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


# --- while it saves ------------------------------------------------------------------------------

def part_of(folder):
    """How many bytes of a file have come."""
    parts = list(folder.glob('*.mp4.part')) if folder.exists() else []
    return parts[0].stat().st_size if parts else 0


def digest(path):
    """What a file holds, in short."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


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


# --- what stays ----------------------------------------------------------------------------------

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


TESTS = [
    ('--download saves what was asked for, once', download_faults),
    ('nothing is swapped without a word', swapped_faults),
    ('--json has what was saved', json_faults),
    ('every fault of a file has its word and its exit status', file_faults),
    ('a record beside the video', record_faults),
    ('folders that cannot be written to', folder_faults),
    ('a signal pauses', signal_faults),
    ('two processes never write one file', busy_faults),
    ('getting on is shown on a terminal', bar_faults),
    ('the window finds it later', shelf_faults),
    ('without a library', damage_faults),
    ('the token is nowhere else', stray_token),
]

run(TESTS)
