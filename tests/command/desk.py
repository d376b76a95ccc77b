# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command share: the installed program, the service it asks, what it may say,
and how they are run.

    test-….py BUILD-ROOT RUSHES-STAND-IN BINDIR DATADIR APP-ID VERSION
"""

import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import installed
import tap
from installed import SECONDS, video


class Desk:
    """What the tests work with."""

    def __init__(self, folder, build, stand_in_program, bindir, datadir, app_id, version):
        self.folder = pathlib.Path(folder)
        self.build = pathlib.Path(build).resolve()
        self.app_id, self.version = app_id, version
        self.tree = self.folder / 'tree'
        self.data = self.tree / datadir.lstrip('/')
        installed.install(self.build, self.tree, datadir)
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
        return installed.Home(folder, self.program, self.data, self.app_id, **settings)

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


def wait_for(condition):
    """Until something holds; the caller finds out by itself if it never does."""
    end = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)


def stray_token(desk):
    """The token is nowhere but in the settings and in the header of a request to the API."""
    for row in desk.stand_in.read_record():
        if row['port'] != 'api' and desk.stand_in.token in json.dumps(row):
            yield f'the token went to {row["target"]}'
    for path in desk.folder.rglob('*'):
        if path.is_file() and path.name not in ('keyfile', 'record'):
            if desk.stand_in.token.encode() in path.read_bytes():
                yield f'the token is in {path}'


def run(tests, slow=()):
    """Makes the tests, each a name and what finds its faults; those that are slow run beside the
    others. The variable RUSHES_COMMAND_TEST picks those with this word in their function's name."""
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        desk = Desk(folder, *sys.argv[1:7])
        only = os.environ.get('RUSHES_COMMAND_TEST', '')
        tests = [(name, function) for name, function in tests if only in function.__name__]
        begun = {function: pool.submit(lambda run: list(run(desk)), function)
                 for _name, function in tests if function in slow}
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
