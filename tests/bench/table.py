# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the programs of this folder, each of which measures Rushes and its peer in turn, and prints
what they measured as a table, with what DESIGN.md asks for.

    table.py [--json FILE] BUILD/tests/bench [PROGRAM…]

PROGRAM is one of those below, such as "start". The exit status tells only whether everything could
be measured: whether it is fast enough is for people to read.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

# Program and arguments; "certificates" stands for the folder of those that the tests make.
PROGRAMS = {
    'start': ['bench-start'],
    'memory': ['bench-memory'],
    'fetch': ['bench-fetch'],
    'command': ['bench-command'],
    'download': ['bench-download'],
    'tls': ['bench-download', 'certificates'],
    'stall': ['bench-stall'],
    'watch': ['bench-watch'],
    'library': ['bench-library'],
}

# Program, row, what it is, unit, peer or None, at most: a ratio where there is a peer.
ROWS = [
    ('start', 'start', 'Start to first frame', 'ms', 'bare window', 1.25),
    ('start', 'start-command', '  by the command', 'ms', 'by the desktop', None),
    ('start', 'start-instructions', '  instructions', 'M', 'bare window', 1.5),
    ('memory', 'memory', 'Memory (PSS) with a cover shown', 'MiB', 'bare window', 1.2),
    ('memory', 'memory-own', '  in no file and its own', 'MiB', 'bare window', None),
    ('memory', 'memory-growth', '  the same after 100 fetches', 'MiB', 'before them', 1.0),
    ('memory', 'idle-wakes', 'Idle window: wake-ups a second', '', None, 0),
    ('memory', 'idle-processor', '  processor', '%', None, 0),
    ('fetch', 'fetch', 'Fetch to status shown', 'ms', None, 10),
    ('fetch', 'fetch-painted', '  and painted', 'ms', None, None),
    ('command', 'command', 'rushes --status', 'ms', 'curl | jq', 1.0),
    ('download', 'plain-wall', '1 GiB download, plain', 's', 'curl', 0.75),
    ('download', 'plain-processor', '  processor', 's', 'curl', 0.8),
    ('download', 'plain-memory', '  memory, more than for 1 MiB', 'KiB', None, 8192),
    ('download', 'plain-memory-first', '  memory for 1 MiB, code included', 'KiB', None, None),
    ('tls', 'tls-wall', '1 GiB download, TLS', 's', 'curl', 1.1),
    ('tls', 'tls-processor', '  processor', 's', 'curl', None),
    ('tls', 'tls-memory', '  memory, more than for 1 MiB', 'KiB', None, 8192),
    ('tls', 'tls-memory-first', '  memory for 1 MiB, code included', 'KiB', None, None),
    ('stall', 'stall-download', 'Longest stall: 1 GiB download', 'ms', None, 16),
    ('stall', 'stall-download-outside', '  seen from outside', 'ms', None, 16),
    ('stall', 'stall-cover', '  4K cover', 'ms', None, 16),
    ('stall', 'stall-cover-outside', '  seen from outside', 'ms', None, 16),
    ('stall', 'stall-library', '  100,000 videos opened', 'ms', None, 16),
    ('stall', 'stall-library-outside', '  seen from outside', 'ms', None, 16),
    ('watch', 'watch-processor', '1,000 watched: processor', '%', None, 2),
    ('watch', 'watch-connections', '  connections', '', None, 4),
    ('watch', 'watch-answers', '  answers a second', '', None, None),
    ('start', 'library-start', '100,000 videos: start', 'ms', 'empty library', 1.2),
    ('library', 'library-search', '  slowest search, first screen', 'ms', None, 16),
    ('library', 'library-stall', '  longest stall while searching', 'ms', None, 16),
    ('library', 'library-memory', '  memory', 'KiB', None, 8192),
]


def run(folder, name):
    """The rows that a program printed, by name; what it says besides goes to standard error."""
    program, *arguments = PROGRAMS[name]
    words = [str(folder / program)]
    for argument in arguments:
        certificates = folder.parent / 'faults'
        if not (certificates / 'good.pem').exists():
            print(f'{name}: there are no certificates, as openssl is missing', file=sys.stderr)
            return {}
        words.append(str(certificates))

    print(f'Measuring: {name}', file=sys.stderr)
    try:
        result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    except OSError as error:
        print(f'{name}: {error}', file=sys.stderr)
        return {}
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]
    if result.returncode != 0:
        print(f'{name}: ended with {result.returncode}', file=sys.stderr)
    return {row.pop('row'): row for row in rows}


def sum_up(measured):
    """Medians, and the ratio of each round where both were measured in it."""
    ours, peer = measured['ours'], measured.get('peer')
    figures = {'ours': statistics.median(ours), 'rounds': len(ours)}
    compared = ours
    if peer:
        compared = [one / other if other else float('inf') for one, other in zip(ours, peer)]
        figures['peer'] = statistics.median(peer)
        figures['ratio'] = statistics.median(compared)
    figures['least'], figures['most'] = min(compared), max(compared)
    return figures


def number(value, unit=''):
    """A number of three digits or so."""
    text = f'{value:.0f}' if abs(value) >= 100 or value == int(value) else f'{value:.3g}'
    return f'{text} {unit}'.rstrip()


def print_row(row, figures):
    """A line of the table."""
    _, _, title, unit, peer, most = row
    if figures is None:
        print(f'{title:<34} could not be measured')
        return

    if 'peer' in figures:
        result = f'{figures["ratio"]:.2f}x'
        spread = f'{figures["least"]:.2f}–{figures["most"]:.2f}'
        absolute = f'{number(figures["ours"], unit)} : {number(figures["peer"], unit)} {peer}'
        limit = '' if most is None else f'{most:.2f}x'
        value = round(figures['ratio'], 2)
    else:
        result = number(figures['ours'], unit)
        spread = f'{number(figures["least"])}–{number(figures["most"])}'
        absolute = ''
        limit = '' if most is None else number(most, unit)
        value = figures['ours']
    met = '' if most is None else 'yes' if value <= most else 'no'
    spread = spread if figures['rounds'] > 1 else ''
    print(f'{title:<34} {result:>9}  {spread:<13} {limit:>9}  {met:<4} {absolute}'.rstrip())


def main():
    """Measures, prints, writes, and fails where something could not be measured."""
    parser = argparse.ArgumentParser(description='Measures Rushes against its peers.')
    parser.add_argument('--json', metavar='FILE', type=pathlib.Path)
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('programs', nargs='*', metavar='PROGRAM')
    options = parser.parse_args()
    names = options.programs or list(PROGRAMS)
    for name in names:
        if name not in PROGRAMS:
            parser.error(f'there is no {name}: it is one of {", ".join(PROGRAMS)}')

    measured = {}
    for name in names:
        measured.update(run(options.folder.resolve(), name))

    results = {}
    print(f'\n{"":<34} {"median":>9}  {"spread":<13} {"to reach":>9}  met  against')
    for row in ROWS:
        if row[0] in names:
            found = measured.get(row[1])
            results[row[1]] = found and found | {'to_reach': row[5], **sum_up(found)}
            print_row(row, found and results[row[1]])

    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + '\n', encoding='utf-8')
    sys.exit(1 if None in results.values() else 0)


main()
