# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads catalogues of translations, and takes a template from the sources as the build would."""

import ast
import dataclasses
import os
import re
import subprocess

# A keyword and a text; a text goes on in lines that hold nothing but more of it.
PIECE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? (".*")|(".*")')
# What printf takes the place of: flags, width and precision count little, the type counts.
PLACE = re.compile(r'%(?:(\d+)\$)?[-+ #0\']*(?:\d+|\*)?(?:\.\d+)?((?:hh|ll|[hlLqjzt])?[a-zA-Z%])')
# The rules of extraction, as meson writes them into the file that builds everything.
RULES = re.compile(r"--extra-args=([^'\s]+)")


@dataclasses.dataclass
class Entry:
    """One text: in English, perhaps for several, and how a language says it."""
    context: str = ''
    text: str = ''
    plural: str = ''
    words: list = dataclasses.field(default_factory=list)
    flags: set = dataclasses.field(default_factory=set)
    is_obsolete: bool = False

    @property
    def key(self):
        """What a program looks for."""
        return self.context, self.text, self.plural

    def __str__(self):
        context = f'{self.context}: ' if self.context else ''
        return f'{context}"{self.text}"'


def read_entry(block):
    """The entry in some lines of a catalogue."""
    entry = Entry()
    texts = {'msgctxt': [], 'msgid': [], 'msgid_plural': []}
    into = None
    for line in block.splitlines():
        if line.startswith('#~'):
            entry.is_obsolete = True
            line = line[2:].strip()
        if line.startswith('#,'):
            entry.flags |= {flag.strip() for flag in line[2:].split(',')}
        piece = PIECE.fullmatch(line)
        if piece is None:
            continue
        if piece[1] == 'msgstr':
            entry.words.append([])
            into = entry.words[-1]
        elif piece[1]:
            into = texts[piece[1]]
        into.append(ast.literal_eval(piece[2] or piece[3]))
    entry.context, entry.text, entry.plural = (''.join(parts) for parts in texts.values())
    entry.words = [''.join(parts) for parts in entry.words]
    return entry


def read(path):
    """The head of a catalogue, line by line, and its entries."""
    blocks = re.split(r'\n{2,}', path.read_text(encoding='utf-8').strip())
    entries = [read_entry(block) for block in blocks]
    entries = [entry for entry in entries if entry.words]
    head = entries.pop(0).words[0] if entries and not entries[0].text else ''
    return dict(line.split(': ', 1) for line in head.splitlines() if ': ' in line), entries


def read_linguas(source):
    """The languages that are built, in their order."""
    lines = (source / 'po' / 'LINGUAS').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def read_potfiles(source):
    """The files that texts are taken from, in their order."""
    lines = (source / 'po' / 'POTFILES').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def extract(source, build, folder):
    """A template of what is in the sources now, made in a folder by the rules of the build."""
    ninja = (build / 'build.ninja').read_text(encoding='utf-8')
    rules = re.sub(r'\$(.)', r'\1', RULES.search(ninja)[1]).split('@@')
    template = folder / 'template.pot'
    subprocess.run(['xgettext', *rules, '--files-from', source / 'po' / 'POTFILES', '--directory',
                    source, '--output', template], check=True, stderr=subprocess.DEVNULL,
                   env=os.environ | {'LC_ALL': 'C.UTF-8'})
    return template


def list_places(text):
    """What is put into a text: the type of each argument, by its number."""
    places = {}
    for match in PLACE.finditer(text):
        if match[2] != '%':
            places[int(match[1] or len(places) + 1)] = match[2]
    return places
