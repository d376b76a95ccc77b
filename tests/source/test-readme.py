# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what the README names is there: paths, commands with their options, suites and tests.

    test-readme.py SOURCE-ROOT BUILD-ROOT
"""

import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

source, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
text = (source / 'README.md').read_text(encoding='utf-8')

FOLDERS = sorted(path.name for path in source.iterdir() if path.is_dir() and path.name[0] != '.')
PATH = re.compile(rf'(?<![\w/.~-])((?:{"|".join(FOLDERS)})/[\w./*<>-]*[\w*]|[A-Z]+\.md|COPYING)')
# What stands for something else, or is made by who follows the text.
MADE = re.compile(r'build/.*|po/LANG\.po|po/rushes\.pot|.*/ID')
COMMAND = re.compile(r'^ {4}((?:src|tests|flatpak)/\S+|rushes)((?: [^#\n]*)?)', re.M)


def find_missing():
    """Paths that are named and not there."""
    for path in sorted(set(PATH.findall(text))):
        if not MADE.fullmatch(path) and not list(source.glob(path.rstrip('.'))):
            yield path


def help_of(command):
    """What a command says of itself."""
    program = build / 'src' / 'rushes' if command == 'rushes' else source / command
    said = subprocess.run([program, '--help'], capture_output=True, text=True, check=False)
    return said.stdout + said.stderr


def find_unknown_options():
    """Options that a command is shown with and does not know."""
    for command, rest in sorted(set(COMMAND.findall(text))):
        said = help_of(command)
        if not said:
            yield f'{command} says nothing of itself'
        for option in re.findall(r'--[a-z-]+', rest.split(' -- ')[0]):
            if option not in said:
                yield f'{command} has no option {option}'


def read_tests():
    """The names of all tests, and of all suites."""
    tests = json.loads((build / 'meson-info' / 'intro-tests.json').read_text(encoding='utf-8'))
    suites = {suite.partition(':')[2] or suite for test in tests for suite in test['suite']}
    return {test['name'] for test in tests}, suites


def find_unknown_tests():
    """Suites and tests that are to be run and that meson does not know."""
    tests, suites = read_tests()
    for line in re.findall(r'tests/run ([^`#\n]*)', text):
        wanted, _, names = line.partition('--')
        yield from (f'no suite {name}' for name in wanted.split() if name not in suites | {'fuzz'})
        yield from (f'no test {name}' for name in names.split() if name not in tests)


def main():
    """One test a kind of name."""
    tap.check('every path is there', find_missing())
    tap.check('every command knows its options', find_unknown_options())
    tap.check('every suite and test is there', find_unknown_tests())
    tap.check('every library is named',
              [name for name in ('GTK 4', 'libsoup 3', 'json-glib', 'SQLite', 'gdk-pixbuf')
               if name not in text])
    tap.end()


main()
