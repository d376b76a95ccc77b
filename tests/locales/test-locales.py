# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of the layers below the window again, in a locale that has other commas, other
names of months and other capital letters than that of C: what machines read must stay the same.

    test-locales.py BUILD-ROOT LOCALES SET-LOCALE
"""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

build, locales, set_locale = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])

# Its numbers have a comma, and the capital letter of its i is no I.
LOCALE = 'tr_TR.UTF-8'
LAYERS = ('model', 'net', 'store')
# Of those that need the loopback interface and take long, the ones that write and read most.
FROM_NET = {'client', 'download-name'}
# What these look at is for people, who want their commas, or takes long and has no numbers.
LEFT_OUT = {'format', 'problem', 'database-kill'}


def list_tests():
    """Name, command and environment of each test program of the lower layers that is built."""
    with open(build / 'meson-info' / 'intro-tests.json', encoding='utf-8') as file:
        for test in json.load(file):
            program = pathlib.Path(test['cmd'][0])
            is_wanted = (test['suite'][0].endswith(':unit') and test['name'] not in LEFT_OUT
                         or test['name'] in FROM_NET)
            if program.parent.name in LAYERS and program.exists() and is_wanted:
                yield test['name'], test['cmd'], test['env']


def put_into_locale(environ):
    """An environment in which a program of tests starts in the locale, in English."""
    options = environ.get('ASAN_OPTIONS', '')
    return environ | {
        # The library is not built with the sanitizer, and so must come before it.
        'ASAN_OPTIONS': f'{options}:verify_asan_link_order=0'.lstrip(':'),
        'LANGUAGE': 'C',
        'LC_ALL': LOCALE,
        'LD_PRELOAD': str(set_locale),
        'LOCPATH': str(locales),
    }


def failures():
    """What the tests that failed said last."""
    for name, command, env in list_tests():
        result = subprocess.run(command, env=put_into_locale(os.environ | env),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                errors='replace', check=False)
        if result.returncode != 0:
            yield f'{name}: exit status {result.returncode}'
            yield result.stdout[-600:]


def main():
    """The one test there is."""
    name = f'the lower layers do the same in {LOCALE}'
    if (locales / LOCALE).is_dir():
        tap.check(name, failures())
    else:
        tap.skip(name, 'localedef or the source of that locale is not here')
    tap.end()


main()
