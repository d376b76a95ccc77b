# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether each row of rows.txt has a test that carries its number.

    test-rows.py ROWS BUILD-ROOT

Asks the built programs for the names of their tests. Those in Python say theirs only in their text.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

rows_file, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

NUMBER = re.compile(r'(?<![A-Za-z0-9])([A-I][1-9][0-9]?)(?=[-/ ]|$)')
ROW = re.compile(r'([A-I][1-9][0-9]?) +(\S.*)')
PYTHON_NAME = re.compile(r"tap\.(?:check|skip)\(f?'([^']*)'")
COUNTS = dict(zip('ABCDEFGHI', (10, 19, 4, 12, 9, 17, 11, 9, 6)))
WAIT_SECONDS = 60
# One proves the driver of windows itself, and would open a desktop to tell its tests; the others have
# inputs in place of tests.
ASIDE = re.compile(r'test-driver|fuzz-.*')


def read_rows():
    """What each row says, by its number."""
    rows = {}
    for line in rows_file.read_text().splitlines():
        match = ROW.fullmatch(line)
        if match:
            rows[match[1]] = match[2]
    return rows


def read_tests():
    """What meson runs with a list of results, by the command."""
    tests = json.loads((build / 'meson-info' / 'intro-tests.json').read_text())
    return {tuple(test['cmd'][:1]) if test['cmd'][0].startswith(str(build)) else tuple(test['cmd']):
            test for test in tests if test['protocol'] == 'tap'}


def list_program(program):
    """The names of the tests of a program in C, and what is wrong with it."""
    if not os.access(program, os.X_OK):
        return [], f'{program} is not built: run meson compile first'
    listed = subprocess.run([program, '-l'], capture_output=True, text=True, timeout=WAIT_SECONDS,
                            env={**os.environ, 'ASAN_OPTIONS': 'detect_leaks=0'})
    # From GLib 2.78 on each stands in a comment of TAP.
    lines = [line.removeprefix('# ') for line in listed.stdout.splitlines()]
    names = [line for line in lines if line.startswith('/')]
    return names, None if names else f'{program} lists no tests: {listed.stderr.strip()[:500]}'


def list_script(command):
    """The names of the tests of a script."""
    scripts = [word for word in command if word.endswith('.py')]
    return PYTHON_NAME.findall(pathlib.Path(scripts[0]).read_text()) if scripts else []


def list_tests(commands):
    """(name, program) for each test, and what is wrong."""
    names, faults = [], []
    programs = [command[0] for command in commands
                if len(command) == 1 and not ASIDE.fullmatch(pathlib.Path(command[0]).name)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for program, (listed, fault) in zip(programs, pool.map(list_program, programs)):
            names += [(name, pathlib.Path(program).name) for name in listed]
            faults += [fault] if fault else []
    for command in commands:
        if len(command) > 1:
            script = next((word for word in command if word.endswith('.py')), command[0])
            names += [(name, pathlib.Path(script).name) for name in list_script(command)]
    return names, faults


def without_test(rows, names):
    """Rows that nobody proves."""
    proved = {number for name, _ in names for number in NUMBER.findall(name)}
    for number, text in rows.items():
        if number not in proved:
            yield f'{number}: {text}'


def without_row(rows, names):
    """Numbers that stand for nothing."""
    for name, program in names:
        for number in NUMBER.findall(name):
            if number not in rows:
                yield f'{program}: {name}'


def missing_rows(rows):
    """Numbers that the list leaves out."""
    for letter, count in COUNTS.items():
        for number in range(1, count + 1):
            if f'{letter}{number}' not in rows:
                yield f'{letter}{number}'


def not_strict(tests):
    """Programs that a warning would not end; scripts set that themselves for what they start."""
    for test in tests:
        is_script = any(word.endswith('.py') for word in test['cmd'])
        if not is_script and 'fatal-warnings' not in test['env'].get('G_DEBUG', ''):
            yield test['name']


def main():
    """One test a rule."""
    rows = read_rows()
    tests = read_tests()
    names, faults = list_tests(list(tests))
    tap.check('every program can be asked for its tests', faults)
    tap.check('no row is left out of the list', missing_rows(rows))
    tap.check('every row has a test with its number', without_test(rows, names))
    tap.check('every number in the name of a test stands for a row', without_row(rows, names))
    tap.check('I6 every program runs with fatal warnings', not_strict(tests.values()))
    tap.end()


main()
