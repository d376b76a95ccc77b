# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves the order of the layers with the compiler: each layer finds the headers of those below
it, and not one of those above it.

    test-layers.py SOURCE-ROOT BUILD-ROOT

The order is that of the subdir lines in src/meson.build. A layer is tried with the command that
compiles one of its own files, so what is proved is what the build does. The half of src/app that
does without a window is a layer of its own, which stands on store, as ui does.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

# The lowest layer that may use a library; those above it may, too.
LOWEST = {'libsoup/soup.h': 'net', 'gtk/gtk.h': 'ui'}
# The one layer that may use a library.
ONLY = {'json-glib/json-glib.h': 'model'}
# The same where the header lies in a folder that every compiler looks in.
ONLY_BY_TEXT = {'sqlite3.h': 'store'}

# The files of the half without a window, and the layer it stands on.
COMMAND_LINE = 'rushes-command-line'
BELOW_COMMAND_LINE = 'store'

NOT_FOUND = re.compile(r"fatal error: (?:(\S+): No such file or directory|'(\S+)' file not found)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

source = pathlib.Path(sys.argv[1]).resolve()
build = pathlib.Path(sys.argv[2]).resolve()


def read_order():
    """The layers, lowest first."""
    text = (source / 'src' / 'meson.build').read_text(encoding='utf-8')
    return re.findall(r"^subdir\('([^']+)'\)", text, re.M)


def read_commands():
    """For each layer the folder and the command that compile one of its files, less the names of
    what is read and written."""
    commands = {}
    for entry in json.loads((build / 'compile_commands.json').read_text(encoding='utf-8')):
        file = pathlib.Path(entry['directory'], entry['file']).resolve()
        if file.parent.parent == source / 'src':
            words = shlex.split(entry['command'])
            kept = []
            skipped = 0
            for word in words:
                if skipped:
                    skipped -= 1
                elif word in ('-o', '-MQ', '-MF', '-c'):
                    skipped = 1
                elif word != '-MD':
                    kept.append(word)
            layer = COMMAND_LINE if file.name.startswith(COMMAND_LINE) else file.parent.name
            commands.setdefault(layer, (entry['directory'], kept))
    return commands


def compile_text(command, text):
    """What the compiler says about a file of this text; None if it is content."""
    directory, words = command
    result = subprocess.run(words + ['-fdiagnostics-color=never', '-fsyntax-only', '-x', 'c', '-'],
                            cwd=directory, env=os.environ | {'LC_ALL': 'C'}, input=text,
                            text=True, capture_output=True, check=False)
    return None if result.returncode == 0 else result.stderr


def must_compile(command, headers):
    """The faults if one of the headers is not found or does not stand by itself."""
    said = compile_text(command, ''.join(f'#include <{header}>\n' for header in headers))
    return [] if said is None else [said]


def must_be_missing(command, headers):
    """The faults if one of the headers is found, or is refused for some other reason."""
    faults = []
    for header in headers:
        said = compile_text(command, f'#include <{header}>\n')
        match = NOT_FOUND.search(said or '')
        if said is None:
            faults.append(f'{header} is found')
        elif not match or header not in match.groups():
            faults.append(f'{header} is refused, but not because it is not found:\n{said}')
    return faults


def plan_command_line(order, commands, headers):
    """The trials of the half of the program that has no window."""
    place = order.index(BELOW_COMMAND_LINE) + 1
    command = commands[COMMAND_LINE]
    yield (f'{COMMAND_LINE} finds {", ".join(order[:place])}', must_compile, command,
           [header for layer in order[:place] for header in headers[layer]])
    yield (f'{COMMAND_LINE} finds nothing of a window', must_be_missing, command,
           ['gtk/gtk.h'] + [header for layer in order[place:-1] for header in headers[layer]])
    for header in headers[COMMAND_LINE]:
        yield f'{header} compiles by itself', must_compile, command, [header]


def plan(order, commands, headers):
    """All trials as (name, function, command, headers)."""
    for place, layer in enumerate(order):
        command = commands[layer]
        below = [header for lower in order[:place] for header in headers[lower]]
        above = [headers[higher][0] for higher in order[place + 1:] if headers[higher]]
        may, may_not = [], []

        for header, lowest in LOWEST.items():
            allowed = lowest in order and place >= order.index(lowest)
            (may if allowed else may_not).append(header)
        for header, only in ONLY.items():
            (may if layer == only else may_not).append(header)

        if below:
            yield f'{layer} finds the layers below it', must_compile, command, below
        if above:
            yield f'{layer} does not find the layers above it', must_be_missing, command, above
        if may:
            yield f'{layer} finds {", ".join(may)}', must_compile, command, may
        if may_not:
            yield f'{layer} does not find {", ".join(may_not)}', must_be_missing, command, may_not
        for header in headers[layer]:
            yield f'{layer}/{header} compiles by itself', must_compile, command, [header]


def read_includes():
    """Every inclusion in the tree as (file, how it is quoted, what)."""
    for folder in ('src', 'tests'):
        for path in sorted((source / folder).rglob('*.[ch]')):
            for quote, header in INCLUDE.findall(path.read_text(encoding='utf-8')):
                yield path.relative_to(source), quote, header


def main():
    """All trials, several at a time, told in order."""
    order = read_order()
    commands = read_commands()
    headers = {layer: sorted(path.name for path in (source / 'src' / layer).glob('*.h'))
               for layer in order}
    headers[COMMAND_LINE] = [name for name in headers[order[-1]] if name.startswith(COMMAND_LINE)]
    headers[order[-1]] = [name for name in headers[order[-1]] if not name.startswith(COMMAND_LINE)]
    includes = list(read_includes())

    folders = sorted(path.parent.name for path in (source / 'src').glob('*/*.c'))
    tap.check('every folder of src is a layer in the build',
              [f'src/{name} is not' for name in dict.fromkeys(folders)
               if name not in order or name not in commands])
    tap.check('no header is reached by climbing out of a folder',
              [f'{path}: {header}' for path, _, header in includes if header.startswith('..')])
    for wanted, only in ONLY_BY_TEXT.items():
        tap.check(f'only {only} includes {wanted}',
                  [path for path, _, header in includes
                   if header == wanted and path.parts[0] == 'src' and path.parts[1] != only])

    trials = list(plan([layer for layer in order if layer in commands], commands, headers))
    trials += plan_command_line(order, commands, headers)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for trial, faults in zip(trials, pool.map(lambda t: t[1](*t[2:]), trials)):
            tap.check(trial[0], faults)
    tap.end()


main()
