# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at the text of the tree: what no compiler says and every reader relies on.

    test-source.py SOURCE-ROOT
"""

import ast
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

root = pathlib.Path(sys.argv[1]).resolve()

# The licence itself; what servers sent, and what programs are fed, byte for byte; JSON, which has no
# comments.
WITHOUT_SPDX = re.compile(r'COPYING|tests/fixtures/.*|tests/fuzz/(corpus|crashes)/.*|.*\.json')
# The same, and catalogues as their tools write them.
WITHOUT_STYLE = re.compile(r'COPYING|tests/fixtures/.*|tests/fuzz/(corpus|crashes)/.*|po/.*\.po')
# What people and builders outside of meson read must say the application ID itself.
WITH_APP_ID = re.compile(r'meson\.build|README\.md|flatpak/.*')
C_FILE = re.compile(r'.*\.[ch]')

COLUMNS = 100
# What is longer is split, at a seam that has a name.
FILE_LINES = 600
FUNCTION_LINES = 60
# Those that are longer all the same.
STILL_LONG = {'src/ui/rushes-compat.c'}
FORBIDDEN = re.compile(r'''^\s*\#\s*include\s*<(?:adwaita|curl/|webkit)
                         |dependency\s*\(\s*'(?:libadwaita|libcurl|webkit)[^']*'
                         |<requires\ lib="(?:libadwaita|webkit)''', re.X | re.M | re.I)
EMPTY_NAMES = {'utils', 'util', 'common', 'helpers', 'misc'}
# The name and the opening brace of a function as they stand in this tree, after its return type.
FUNCTION = re.compile(r'^(?P<type>[A-Za-z_][^\n;{}()#]*)\n(?P<name>[a-z_][a-z0-9_]*) \([^;{}]*?\)\n\{',
                      re.M)
BODY = re.compile(r'\n\{\n.*?\n\}$', re.M | re.S)

REFERENCE = re.compile(r'\[(func|method|property|struct|enum|signal)@([\w.:-]+)\]')


def list_files():
    """Paths of the files that belong to the project, from its root; without git, of all files."""
    git = ['git', '-c', 'safe.directory=*', '-C', str(root), 'ls-files', '-z', '--cached', '--others',
           '--exclude-standard']
    try:
        names = subprocess.run(git, capture_output=True, check=True).stdout.decode().split('\0')
        paths = [name for name in names if name]
    except (OSError, subprocess.CalledProcessError):
        paths = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders
                          if name != '.git' and not name.startswith(('build', '_build'))]
            paths += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(path for path in paths if (root / path).is_file())


def read_texts():
    """The text of each file that is one, by path."""
    texts = {}
    for path in list_files():
        data = (root / path).read_bytes()
        if b'\0' not in data:
            texts[path] = data.decode('utf-8', errors='replace')
    return texts


def lacking_spdx(texts):
    """Files without the line among their first five."""
    for path, text in texts.items():
        if text and not WITHOUT_SPDX.fullmatch(path):
            if 'SPDX-License-Identifier: ' not in '\n'.join(text.split('\n')[:5]):
                yield path


def untidy(texts):
    """Blanks at the end of a line, line ends of another system, a last line without its end."""
    for path, text in texts.items():
        if WITHOUT_STYLE.fullmatch(path) or not text:
            continue
        for number, line in enumerate(text.split('\n'), 1):
            if line != line.rstrip():
                yield f'{path}:{number}: blanks at the end of the line'
        if not text.endswith('\n'):
            yield f'{path}: the last line has no end'
        elif text.endswith('\n\n'):
            yield f'{path}: empty lines at the end'


def too_wide(texts):
    """Lines of C with more than COLUMNS columns, or with a tab."""
    for path, text in texts.items():
        if C_FILE.fullmatch(path) and not WITHOUT_STYLE.fullmatch(path):
            for number, line in enumerate(text.split('\n'), 1):
                if len(line) > COLUMNS:
                    yield f'{path}:{number}: {len(line)} columns'
                if '\t' in line:
                    yield f'{path}:{number}: a tab'


def list_functions(path, text):
    """Name and number of lines of each function in C and Python."""
    if path.endswith('.py'):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.name, node.end_lineno - node.lineno + 1
    else:
        for match in FUNCTION.finditer(text):
            body = BODY.search(text, match.end() - 3)
            yield match['name'], body[0].count('\n') if body else 0


def too_long(texts):
    """Files of more than FILE_LINES lines, and functions of more than FUNCTION_LINES."""
    long = set()
    for path, text in texts.items():
        if not path.endswith(('.c', '.h', '.ui', '.py')) or WITHOUT_STYLE.fullmatch(path):
            continue
        if text.count('\n') > FILE_LINES:
            long.add(path)
        for name, lines in list_functions(path, text) if not path.endswith('.ui') else []:
            if lines > FUNCTION_LINES:
                yield f'{path}: {name} has {lines} lines'
    yield from (f'{path}: more than {FILE_LINES} lines' for path in sorted(long - STILL_LONG))
    yield from (f'{path} is not long: the exception can go' for path in sorted(STILL_LONG - long))


def undocumented(texts):
    """Functions of src that other files can call and that no comment explains."""
    for path, text in texts.items():
        if not (path.startswith('src/') and path.endswith('.c')):
            continue
        for match in FUNCTION.finditer(text):
            if re.search(r'\bstatic\b', match['type']) or match['name'] == 'main':
                continue
            before = text[:match.start()].rstrip('\n')
            comment = before[before.rfind('/*'):]
            if not (before.endswith('*/') and comment.startswith('/**')
                    and f' * {match["name"]}:' in comment):
                line = text.count('\n', 0, match.start('name')) + 1
                yield f'{path}:{line}: {match["name"]} has no doc comment'


def defines(code, kind, name):
    """Whether C code has what a reference of a doc comment names, without its prefix."""
    if kind in ('func', 'method'):
        owner, _, last = name.rpartition('.')
        words = re.sub(r'(?<!^)(?=[A-Z])', '_', owner).lower()
        return f'\nrushes_{words + "_" if owner else ""}{last} (' in code
    if kind in ('property', 'signal'):
        return f'"{name.split(":")[-1]}"' in code
    return any(form in code for form in (f'typedef struct _Rushes{name} Rushes{name};',
                                         f'}} Rushes{name};', f' (Rushes{name},'))


def leading_nowhere(texts):
    """References of doc comments to what there is not, or not any more."""
    ours = {path: text for path, text in texts.items()
            if path.startswith('src/') and C_FILE.fullmatch(path)}
    code = '\n'.join(ours.values())
    for path, text in ours.items():
        for match in REFERENCE.finditer(text):
            if not defines(code, match[1], match[2]):
                line = text.count('\n', 0, match.start()) + 1
                yield f'{path}:{line}: {match[0]}'


def naming_the_app(texts):
    """Files that write down the application ID, which meson.build gives to those that need it."""
    app_id = re.search(r"^app_id = '([^']+)'", texts['meson.build'], re.M)[1]
    for path, text in texts.items():
        for form in (app_id, app_id.replace('.', '/')):
            if form in text and not WITH_APP_ID.fullmatch(path):
                line = text.count('\n', 0, text.index(form)) + 1
                yield f'{path}:{line}: {form}'


def forbidden(texts):
    """Files that ask for a library which this program does without."""
    for path, text in texts.items():
        for match in FORBIDDEN.finditer(text):
            yield f'{path}: {match[0].strip()}'


def without_a_noun(texts):
    """Files and folders whose name says nothing about what is in them."""
    for path in texts:
        for part in pathlib.PurePath(path).parts:
            words = set(re.split(r'[-_.]', part.lower()))
            if words & EMPTY_NAMES:
                yield path


def main():
    """One test a rule."""
    texts = read_texts()
    tap.check('every file says its licence', lacking_spdx(texts))
    tap.check('lines and files end as they should', untidy(texts))
    tap.check(f'C has at most {COLUMNS} columns and no tabs', too_wide(texts))
    tap.check('no file and no function is too long', too_long(texts))
    tap.check('every public function has a doc comment', undocumented(texts))
    tap.check('every reference of a doc comment leads somewhere', leading_nowhere(texts))
    tap.check('the application ID is written once', naming_the_app(texts))
    tap.check('no library is asked for that is not to be used', forbidden(texts))
    tap.check('every file and folder has a noun of its own', without_a_noun(texts))
    tap.end()


main()
