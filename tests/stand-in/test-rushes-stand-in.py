# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the stand-in as a program: what it prints, what it writes down, how it ends.

    test-rushes-stand-in.py RUSHES-STAND-IN
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

SECONDS = 60


def start(*arguments):
    """The running program, and the addresses it has printed."""
    process = subprocess.Popen([sys.argv[1], *arguments], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    return process, json.loads(process.stdout.readline())


def ask(url, token=None):
    """The body of an answer that is a success."""
    headers = {'Authorization': f'Bearer {token}'} if token else {}
    # No proxy that the environment may name: this stays on loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, headers=headers), timeout=SECONDS) as answer:
        return answer.read()


def wrong_answers(record):
    """Asks for one video with the printed addresses, and reads what was written down."""
    process, at = start('--token', 'user:1-abc', '--record', record, '--step-seconds', '3600',
                        '--media-rate', '100000000')
    video = 'user:1234-minimax:job-2+whale-video:402000000000000101'
    answer = json.loads(ask(f'{at["api"]}/videos/{video}', at['token']))
    if at['token'] != 'user:1-abc':
        yield f'token {at["token"]}'
    if answer['statusLabel'] != 'queued' or answer['videoId'] != video:
        yield f'answer {answer}'

    ask(f'{at["control"]}/advance/{video}/3')
    answer = json.loads(ask(f'{at["api"]}/videos/{video}', at['token']))
    if not answer['coverURL'].startswith(at['media'] + '/cover-whale.'):
        yield f'answer {answer}'
    if ask(answer['coverURL'])[:3] != b'\xff\xd8\xff':
        yield 'the cover is no JPEG'

    lines = [json.loads(line) for line in pathlib.Path(record).read_text().splitlines()]
    targets = [(line['port'], line['target']) for line in lines]
    if targets != [('api', f'/v1/minimax/videos/{video}')] * 2 + [('media', '/cover-whale.jpg')]:
        yield f'record {targets}'
    if json.loads(ask(f'{at["control"]}/record')) != lines:
        yield 'the record on disk is not the one in memory'
    if any(name == 'Authorization' for name, _ in lines[2]['headers']):
        yield 'the token went to the media port'

    process.stdin.close()
    if process.wait(SECONDS) != 0:
        yield f'ended with {process.returncode}'


def wrong_ends():
    """Ends it by a signal, in the middle of an answer; and starts it where it cannot be."""
    process, at = start('--stay')
    process.stdin.close()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f'{at["media"]}/generated/1000000/1?rate=1000', timeout=SECONDS) as answer:
        answer.read(10)
        process.send_signal(signal.SIGTERM)
        if process.wait(SECONDS) != 0:
            yield f'ended with {process.returncode}'

    process, at = start()
    port = at['api'].split(':')[2].split('/')[0]
    second = subprocess.run([sys.argv[1], '--port', port], stdin=subprocess.DEVNULL,
                            capture_output=True, check=False, timeout=SECONDS)
    if second.returncode != 1 or second.stdout or not second.stderr:
        yield f'on a port that is taken: {second}'
    process.stdin.close()
    process.wait(SECONDS)


def main():
    """One test a subject."""
    with tempfile.TemporaryDirectory() as folder:
        tap.check('its addresses work, and requests are written down',
                  wrong_answers(os.path.join(folder, 'record')))
    tap.check('it ends when told to', wrong_ends())
    tap.end()


main()
