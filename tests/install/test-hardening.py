# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into programs for what the flags in the top meson.build are to leave there.

    test-hardening.py --fortified|--not-fortified PROGRAM…
"""

import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap


def read_elf(path):
    """All that readelf has to say, in English."""
    return subprocess.run(['readelf', '--wide', '--file-header', '--program-headers', '--dynamic',
                           '--dyn-syms', path], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False,
                          env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'}).stdout


def has_flag(said, tag, flag):
    """Whether an entry of the dynamic section has this word."""
    return re.search(rf'\({tag}\).*\b{flag}\b', said) is not None


def is_stack_executable(said):
    """A program without the entry gets an executable stack."""
    found = re.search(r'^ *GNU_STACK .* ([R ][W ][E ]) 0x', said, re.M)
    return found is None or 'E' in found[1]


def faults_of(said, fortified):
    """What is missing in a program. -fcf-protection is not looked for: the linker leaves no word of
    it where the start files of the C library are without, as in Debian 12."""
    calls = set(re.findall(r' UND (__\w+_chk|__stack_chk_fail)\b', said))

    if not has_flag(said, 'FLAGS_1', 'PIE'):
        yield 'it is loaded to the same place every time (-pie)'
    if not re.search(r'^ *GNU_RELRO ', said, re.M):
        yield 'the tables of the linker can be written to (-z relro)'
    if not has_flag(said, 'FLAGS_1', 'NOW'):
        yield 'functions of libraries are looked up late, in a table that stays writable (-z now)'
    if is_stack_executable(said):
        yield 'code on the stack can be run (-z noexecstack)'
    if '__stack_chk_fail' not in calls:
        yield 'nothing guards the stack (-fstack-protector-strong)'
    if fortified and not calls - {'__stack_chk_fail'}:
        yield 'no copy is checked for its length (-D_FORTIFY_SOURCE)'


def main():
    """One test a program."""
    fortified = sys.argv[1] == '--fortified'
    for argument in sys.argv[2:]:
        path = pathlib.Path(argument)
        name = f'{path.name} is hardened'
        if shutil.which('readelf'):
            tap.check(name, faults_of(read_elf(path), fortified))
        else:
            tap.skip(name, 'readelf is not here')
    tap.end()


main()
