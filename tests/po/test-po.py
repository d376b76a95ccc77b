# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at what translators are given and at what they gave.

    test-po.py SOURCE-ROOT BUILD-ROOT

Each language must say all that the sources say now, and say it without a slip that a script can
see.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import catalogues
import marked_text
import tap

source, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])

# The layers that speak to people. Those below know reasons, and leave the words to these; what
# they do say is marked, and so is found below like the rest.
SPEAKING = ('src/model/', 'src/ui/', 'src/app/')
# Texts that no person reads as words of this program, and why.
NOT_TO_TRANSLATE = {
    ('src/model/rushes-export.c', 'in review'),  # a value in a file for other programs
    ('src/model/rushes-record.c', 'without watermark'),  # the same
    ('src/model/rushes-record.c', 'with watermark'),  # the same
    ('src/model/rushes-json-syntax.c', 'JSON nested too deep'),  # the message of an error
    ('src/model/rushes-json-syntax.c', 'something follows the JSON'),  # the same
    ('src/model/rushes-playback.c', 'no suitable plugins found'),  # words of GStreamer
}
# A text that GTK looks for as it stands, where nobody wants to be named.
MAY_BE_EQUAL = {'translator-credits'}

EXCLAMATIONS = re.compile('[!¡！]')
# As strftime has them, for g_date_time_format().
DATE_PLACE = re.compile(r'%[-_0^#E]*[a-zA-Z]')
WORD = re.compile(r'[A-Za-z]{2,}')
# More words than a name or a label has in common with another language.
SENTENCE = 4


def list_sources():
    """Paths of all files that may hold texts, from the root of the sources."""
    for folder in ('data', 'src'):
        for path in sorted((source / folder).rglob('*')):
            if path.is_file() and path.suffix in ('.c', '.ui', '.in'):
                yield path.relative_to(source).as_posix()


def misplaced(potfiles):
    """Files whose texts are not taken, and files that none can be taken from."""
    marked = {path for path in list_sources()
              if marked_text.is_marked(path, (source / path).read_text(encoding='utf-8'))}
    yield from (f'{path} is not in po/POTFILES' for path in sorted(marked - set(potfiles)))
    yield from (f'po/POTFILES names {path}, which has no text'
                for path in sorted(set(potfiles) - marked))
    if potfiles != sorted(set(potfiles)):
        yield 'po/POTFILES is not sorted'


def unmarked():
    """Texts that a person reads in English whatever the language is."""
    unused = set(NOT_TO_TRANSLATE)
    for path in list_sources():
        text = (source / path).read_text(encoding='utf-8')
        found = []
        if path.endswith('.ui'):
            found = [(path, words) for words in marked_text.find_in_ui(text)]
        elif path.endswith('.c') and path.startswith(SPEAKING):
            found = [(f'{path}:{line}', words) for line, words in marked_text.find_in_c(text)]
        for place, words in found:
            if (path, words) not in NOT_TO_TRANSLATE:
                yield f'{place}: "{words}"'
            unused.discard((path, words))
    yield from (f'{path} has no "{words}": the exception can go' for path, words in sorted(unused))


def badly_listed(languages):
    """Languages without a file, files without a language, and a list in disorder."""
    files = {path.stem for path in (source / 'po').glob('*.po')}
    yield from (f'po/{language}.po is not there' for language in sorted(set(languages) - files))
    yield from (f'po/LINGUAS has no {language}' for language in sorted(files - set(languages)))
    if languages != sorted(set(languages)):
        yield 'po/LINGUAS is not sorted'


def incomplete(entries, template):
    """Texts that a language lacks, is not sure of, or has no more use for."""
    known = {entry.key: entry for entry in entries if not entry.is_obsolete}
    for entry in template:
        mine = known.pop(entry.key, None)
        if mine is None:
            yield f'missing: {entry}'
        elif 'fuzzy' in mine.flags:
            yield f'fuzzy: {entry}'
        elif not all(mine.words):
            yield f'not translated: {entry}'
    yield from (f'no longer in the sources: {entry}' for entry in known.values())
    yield from (f'obsolete: {entry}' for entry in entries if entry.is_obsolete)


def count_forms(head):
    """How many forms a language has for numbers."""
    match = re.match(r'\s*nplurals\s*=\s*(\d+)\s*;', head.get('Plural-Forms', ''))
    return int(match[1]) if match else 0


def wrongly_filled(entry):
    """What a translation puts in that its text does not, or the other way."""
    is_format = 'c-format' in entry.flags
    if not is_format:
        if sorted(DATE_PLACE.findall(entry.text)) and not all(
                DATE_PLACE.search(words) for words in entry.words):
            yield f'no time in it: {entry}'
        return
    want = catalogues.list_places(entry.plural or entry.text)
    for number, words in enumerate(entry.words, 1):
        if not words:  # which is said elsewhere
            continue
        places = catalogues.list_places(words)
        # Where a form fits one number alone, a word can stand for it.
        may_lack = entry.plural and number < len(entry.words)
        if places != want and not (may_lack and places.items() <= want.items()):
            yield f'other places to fill than {entry}: "{words}"'


def slips(head, entries):
    """What a script can see of mistakes."""
    n_forms = count_forms(head)
    if n_forms == 0:
        yield 'Plural-Forms is missing'
    for entry in entries:
        if len(entry.words) != (n_forms if entry.plural else 1):
            yield f'{len(entry.words)} forms: {entry}'
        yield from wrongly_filled(entry)
        for words in entry.words:
            if EXCLAMATIONS.search(words):
                yield f'exclamation mark: "{words}"'
            if (words == entry.text and len(WORD.findall(words)) >= SENTENCE
                    and entry.text not in MAY_BE_EQUAL):
                yield f'still English: {entry}'


def refused(path):
    """What msgfmt has against a catalogue."""
    result = subprocess.run(['msgfmt', '--check', '--output-file=/dev/null', path],
                            capture_output=True, text=True, check=False)
    if result.returncode != 0 or result.stderr:
        yield result.stderr


def uneven(entries):
    """Texts that differ in capital letters alone, and here in more."""
    by_text = collections.defaultdict(set)
    for entry in entries:
        if not entry.context:
            by_text[entry.text.casefold()].add(entry.words[0].casefold())
    for text, words in by_text.items():
        if len(words) > 1:
            yield f'"{text}" is said in more than one way: {", ".join(sorted(words))}'


def check_language(language, template):
    """The tests of one language."""
    path = source / 'po' / f'{language}.po'
    if not path.exists():
        return
    head, entries = catalogues.read(path)
    current = [entry for entry in entries if not entry.is_obsolete]
    tap.check(f'{language}: everything is translated', incomplete(entries, template))
    tap.check(f'{language}: msgfmt takes it', refused(path))
    tap.check(f'{language}: its head names it',
              [] if head.get('Language') == language else [head.get('Language')])
    tap.check(f'{language}: nothing slipped in', slips(head, current))
    tap.check(f'{language}: the same is said the same way', uneven(current))


def main():
    """One test a rule, and for each language."""
    languages = catalogues.read_linguas(source)
    potfiles = catalogues.read_potfiles(source)

    tap.check('texts are taken from the files that have some', misplaced(potfiles))
    tap.check('every text that a person reads is marked', unmarked())
    tap.check('the languages are those that there are files of', badly_listed(languages))
    with tempfile.TemporaryDirectory() as folder:
        _, template = catalogues.read(catalogues.extract(source, build, pathlib.Path(folder)))
    tap.check('no text has an exclamation mark',
              (str(entry) for entry in template if EXCLAMATIONS.search(entry.text + entry.plural)))
    for language in languages:
        check_language(language, template)
    tap.end()


main()
