# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads meson's logs of test runs, prints what failed and why, what was skipped and why, and how
many passed and failed: each single test within a program, not each program.

    report.py TESTLOG.json… [-- WHAT-ELSE-FAILED…]
"""

import itertools
import json
import re
import signal
import sys

RESULT = re.compile(r'^( *)(ok|not ok)\b *\d* *-? *([^#]*?) *(?:# *(SKIP\b)?[ :]*(.*))?$', re.I)
# With the lines that belong to it, which are indented.
BAIL = re.compile(r'^Bail out! *(\S.*(?:\n  +\S.*)*)$', re.M)
# What a display test says of what it leaves when it fails.
LEFT = re.compile(r'^--- left: (.*)$', re.M)
SKIPPED_PLAN = re.compile(r'^1\.\.0 *# *SKIP\b[ :]*(.*)$', re.I)
LINES_SHOWN = 400


class Count:
    """What has been seen so far."""

    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []
        self.left = []


def count_tap(program, output, count):
    """Counts the single tests in a program's TAP; a subtest counts, the line that sums it up only
    if it failed although its subtests did not."""
    failed_before = len(count.failed)
    inner = {}  # depth -> how many results stand deeper since the last one at this depth
    seen = 0

    for line in output.splitlines():
        plan = SKIPPED_PLAN.match(line)
        if plan:
            count.skipped.append((program, plan.group(1)))
            seen += 1
            continue
        match = RESULT.match(line)
        if not match:
            continue

        depth = len(match.group(1))
        ok, name = match.group(2) == 'ok', match.group(3)
        skipped, reason = match.group(4), match.group(5)
        sums_up = inner.pop(depth, 0)
        for outer in range(depth):
            inner[outer] = inner.get(outer, 0) + 1
        seen += 1

        if ok and skipped:
            count.skipped.append((f'{program}: {name}', reason))
        elif not ok:
            if not sums_up or len(count.failed) == failed_before:
                count.failed.append(f'{program}: {name}')
        elif not sums_up:
            count.passed += 1

    return seen, len(count.failed) - failed_before


def describe_end(test):
    """How a program ended, in words: its own, if it has said why."""
    status = test.get('returncode', 0)
    said = BAIL.search(test.get('stdout', ''))
    if test['result'] == 'TIMEOUT':
        return 'took too long and was ended'
    if said:
        return re.sub(r'\n +', ' ', said[1])
    if status < 0:
        return f'was ended by {signal.Signals(-status).name}'
    if status:
        return f'ended with exit status {status}'
    return 'did not run all the tests that it announced'


def show(test):
    """Prints all that a program that failed has said, or the end of it."""
    lines = (test.get('stdout', '') + '\n' + test.get('stderr', '')).strip().splitlines()
    print(f'---- {test["name"]} ----')
    print('$ ' + ' '.join(test['command']))
    if len(lines) > LINES_SHOWN:
        print(f'({len(lines) - LINES_SHOWN} lines before these)')
    print('\n'.join(lines[-LINES_SHOWN:]))
    print()


def count_program(test, count):
    """Counts one program and prints what it said if any of it failed."""
    program = test['name'].split(' / ')[-1]
    seen, failures = count_tap(program, test.get('stdout', ''), count)
    result = test['result']

    if result in ('OK', 'EXPECTEDFAIL'):
        count.passed += not seen
    elif result == 'SKIP':
        if not seen:
            count.skipped.append((program, 'see its log'))
    elif not failures or result in ('TIMEOUT', 'INTERRUPT') or test.get('returncode', 0) < 0:
        count.failed.append(f'{program}: {describe_end(test)}')

    if failures or result not in ('OK', 'EXPECTEDFAIL', 'SKIP'):
        show(test)
        count.left += LEFT.findall(test.get('stderr', ''))


def read_log(path):
    """The programs that a log names; none where nothing was run."""
    try:
        with open(path, encoding='utf-8', errors='replace') as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        return []


def main():
    """Exit status 0 if something was run and nothing failed."""
    count = Count()
    words = iter(sys.argv[1:])
    logs = list(itertools.takewhile(lambda word: word != '--', words))

    print()
    for log in logs:
        for test in read_log(log):
            count_program(test, count)
    count.failed += words

    for what, why in count.skipped:
        print(f'skipped: {what}: {why}')
    for what in count.failed:
        print(f'FAILED: {what}')
    for path in count.left:
        print(f'see {path}')
    if not count.passed and not count.failed:
        print('No test was run.')
    print(f'{len(count.skipped)} skipped')
    print(f'{count.passed} passed, {len(count.failed)} failed')
    sys.exit(0 if count.passed and not count.failed else 1)


main()
