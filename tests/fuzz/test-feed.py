# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether `feed` fails when the program that it feeds does, and says where the input is.

    test-feed.py FEED
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

feed = pathlib.Path(sys.argv[1]).resolve()
# What libFuzzer ends with; to meson 77 says that a test was skipped, 99 that it could not begin.
STATUSES = {'no time is left': 0, 'AddressSanitizer': 1, 'a timeout': 70, 'out of memory': 71,
            'a crash or a leak': 77, 'any other': 99}


def find_faults(status):
    """What is wrong with how `feed` ends after a program that leaves an input and ends so."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / 'program'
        found = pathlib.Path(folder) / 'found'
        program.write_text(f'#!/bin/sh\n: >"{found}/crash-1"\nexit {status}\n')
        program.chmod(0o755)
        ended = subprocess.run([feed, program, 'paste', found], capture_output=True, text=True,
                               check=False)

    if ended.returncode != (status != 0):
        yield f'ended with {ended.returncode}'
    if status and f'{found}/crash-1' not in ended.stdout:
        yield f'does not name the input: {ended.stdout}'


for what, status in STATUSES.items():
    tap.check(f'/feed/{what.replace(" ", "-")}', find_faults(status))
tap.end()
