# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol, as far as the checks that are written in Python need it."""

import sys

_results = []


def check(name, faults):
    """One test: it passed if there is no fault; each fault is a line that says what and where."""
    faults = list(faults)
    _results.append(not faults)
    print(f'{"not ok" if faults else "ok"} {len(_results)} - {name}')
    for fault in faults:
        for line in str(fault).splitlines():
            print(f'#   {line}')
    sys.stdout.flush()


def skip(name, reason):
    """One test that could not be made here."""
    _results.append(True)
    print(f'ok {len(_results)} - {name} # SKIP {reason}')


def end():
    """To be called last."""
    print(f'1..{len(_results)}')
    sys.exit(0 if all(_results) else 1)
