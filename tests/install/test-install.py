# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs what was built into a temporary folder, and looks at it as a desktop would: is all
there, is it well formed, and does one thing lead to the other.

    test-install.py SOURCE-ROOT BUILD-ROOT APP-ID VERSION BINDIR DATADIR LOCALEDIR MANDIR LIBEXECDIR

The last five folders are absolute, as they are on the machine that the program is installed on.
"""

import configparser
import contextlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import built
import interface_files
import tap

source, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
app_id, version = sys.argv[3:5]
bindir, datadir, localedir, mandir, libexecdir = sys.argv[5:10]

# What AppStream before 1.0 does not know yet, and that an ID has capital letters, as IDs have.
KNOWN_WORDS = re.compile(r'unknown-tag developer$|cid-contains-uppercase-letter')
# A property that GTK does not have, which the tool must notice.
MISTAKE = '<interface><object class="GtkLabel"><property name="no"/></object></interface>'


def run(*words, env=None, quiet=False):
    """What a tool said, if it was not content; or if it said anything, where it should be quiet."""
    result = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False,
                            env=os.environ | (env or {}))
    if result.returncode == 0 and not (quiet and result.stdout):
        return []
    return [f'$ {shlex.join(str(word) for word in words)}', result.stdout,
            f'exit status {result.returncode}']


def check_with(tool, name, *words, quiet=False):
    """A test that a tool makes, or a skipped one where the tool is not."""
    if shutil.which(tool):
        tap.check(name, run(tool, *words, quiet=quiet))
    else:
        tap.skip(name, f'{tool} is not here')


def check_metainfo(metainfo):
    """A test that looks at all that AppStream says, also of what it lets pass."""
    name = 'the metainfo is valid'
    if not shutil.which('appstreamcli'):
        tap.skip(name, 'appstreamcli is not here')
        return
    said = subprocess.run(['appstreamcli', 'validate', '--no-net', '--pedantic', '--no-color',
                           metainfo], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False).stdout
    found = re.findall(r'^[EWIP]: .*$', said, re.M)
    faults = [line for line in found if not KNOWN_WORDS.search(line)]
    tap.check(name, faults if 'Validation ' in said else [said])


def check_manual(page):
    """A test that formats the manual page."""
    name = 'the manual page is valid'
    if not shutil.which('groff'):
        tap.skip(name, 'groff is not here')
        return
    said = subprocess.run(['groff', '-man', '-Tutf8', '-ww', '-z', page], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False).stdout
    tap.check(name, said.splitlines())


def check_completions(share, program):
    """Tests that have each shell read its own, and compare what they offer with the help."""
    files = {'bash': share / 'bash-completion' / 'completions' / 'rushes',
             'zsh': share / 'zsh' / 'site-functions' / '_rushes',
             'fish': share / 'fish' / 'vendor_completions.d' / 'rushes.fish'}
    said = subprocess.run([program, '--help'], stdout=subprocess.PIPE, text=True, check=False,
                          env=os.environ | {'LC_ALL': 'C.UTF-8'}).stdout
    options = set(re.findall(r'--([a-z]+)', said.split('\n\n')[2] if said.count('\n\n') > 1 else ''))
    tap.check('the help lists options', [] if len(options) > 5 else [said])
    for shell, path in files.items():
        text = path.read_text(encoding='utf-8') if path.exists() else ''
        tap.check(f'{shell} completes every option and no other',
                  [f'{option} is not in {path.name}' for option in sorted(options)
                   if not re.search(rf'(?:--|-l ){option}\b', text)]
                  + [f'{option} is in {path.name} alone'
                     for option in sorted(set(re.findall(r'(?:--|-l )([a-z]+)', text)) - options)])
        check_with(shell, f'{shell} can read its completions', '-n', path, quiet=True)


def read_keys(path, group):
    """A group of a key file."""
    parser = configparser.RawConfigParser(strict=False, delimiters='=')
    parser.optionxform = str
    parser.read(path, encoding='utf-8')
    return parser[group] if parser.has_section(group) else {}


def languages():
    """Those that po/LINGUAS names."""
    path = source / 'po' / 'LINGUAS'
    lines = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
    return [word for line in lines for word in line.split('#')[0].split()]


def program_of(keys):
    """The program that a launcher starts, as a path on the machine it is installed on."""
    words = shlex.split(keys.get('Exec', ''))
    return os.path.join(bindir, words[0]) if words else 'nothing'


def launcher_faults(tree, desktop, service):
    """What the desktop file and the D-Bus service name that is not there."""
    entry = read_keys(desktop, 'Desktop Entry')
    if not os.access(tree / program_of(entry).lstrip('/'), os.X_OK):
        yield f'the desktop file starts {program_of(entry)}, which was not installed'
    if entry.get('Icon') != app_id:
        yield f'Icon={entry.get("Icon")} is not {app_id}'
    if entry.get('DBusActivatable') == 'true' and not service.exists():
        yield 'DBusActivatable=true, but there is no D-Bus service'

    if service.exists():
        keys = read_keys(service, 'D-BUS Service')
        if keys.get('Name') != app_id:
            yield f'the D-Bus service is called {keys.get("Name")}, not {app_id}'
        # The bus wants a window, so what chooses between that and none is left out.
        if program_of(keys) != f'{libexecdir}/rushes-window':
            yield f'the D-Bus service starts {program_of(keys)}, not the program with the window'
        # The bus looks into no PATH.
        if not keys.get('Exec', '').startswith('/'):
            yield f'the D-Bus service starts {keys.get("Exec")}, which is no path'


def metainfo_faults(metainfo):
    """Whether the metainfo is about this version of this program."""
    root = xml.etree.ElementTree.parse(metainfo).getroot()
    if root.findtext('id') != app_id:
        yield f'<id> is {root.findtext("id")}'
    if root.findtext('launchable') != f'{app_id}.desktop':
        yield f'<launchable> is {root.findtext("launchable")}'
    releases = [release.get('version') for release in root.iter('release')]
    if not releases or releases[0] != version:
        yield f'the newest release is {releases[:1]}, the version is {version}'


def xml_faults(paths):
    """Files that are no XML."""
    for path in paths:
        try:
            xml.etree.ElementTree.parse(path)
        except xml.etree.ElementTree.ParseError as error:
            yield f'{path.relative_to(source)}: {error}'


@contextlib.contextmanager
def screen():
    """A display of our own, which gtk4-builder-tool cannot do without."""
    read_end, write_end = os.pipe()
    with subprocess.Popen(['Xvfb', '-displayfd', str(write_end), '-nolisten', 'tcp'],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          pass_fds=[write_end]) as server:
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        try:
            yield {'DISPLAY': f':{number}', 'GDK_BACKEND': 'x11', 'GTK_A11Y': 'none',
                   'GSK_RENDERER': 'cairo'}
        finally:
            server.terminate()


def check_templates():
    """The .ui files: XML all of them, and what GTK thinks of all in them that is GTK's."""
    paths = sorted((source / 'src').rglob('*.ui'))
    tap.check('the interface files are XML', xml_faults(paths))

    name = 'GTK knows what the interface files ask of it'
    if not shutil.which('gtk4-builder-tool') or not shutil.which('Xvfb'):
        tap.skip(name, 'gtk4-builder-tool or Xvfb is not here')
        return
    faults = []
    with screen() as env, tempfile.TemporaryDirectory() as folder:
        for path in paths:
            copy = pathlib.Path(folder) / path.name
            copy.write_text(interface_files.simplify(path), encoding='utf-8')
            faults += run('gtk4-builder-tool', 'validate', copy, env=env)
        mistake = pathlib.Path(folder) / 'mistake.ui'
        mistake.write_text(MISTAKE, encoding='utf-8')
        if not run('gtk4-builder-tool', 'validate', mistake, env=env):
            faults.append('the tool does not notice a mistake')
    tap.check(name, faults)


def main():
    """Installs, then looks."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        share = tree / datadir.lstrip('/')
        desktop = share / 'applications' / f'{app_id}.desktop'
        metainfo = share / 'metainfo' / f'{app_id}.metainfo.xml'
        schemas = share / 'glib-2.0' / 'schemas'
        service = share / 'dbus-1' / 'services' / f'{app_id}.service'
        icons = share / 'icons' / 'hicolor'
        manual = tree / mandir.lstrip('/') / 'man1' / 'rushes.1'
        wanted = [tree / bindir.lstrip('/') / 'rushes',
                  tree / libexecdir.lstrip('/') / 'rushes-window',
                  desktop, metainfo, service, manual,
                  share / 'bash-completion' / 'completions' / 'rushes',
                  share / 'zsh' / 'site-functions' / '_rushes',
                  share / 'fish' / 'vendor_completions.d' / 'rushes.fish',
                  schemas / f'{app_id}.gschema.xml',
                  icons / 'scalable' / 'apps' / f'{app_id}.svg',
                  icons / 'symbolic' / 'apps' / f'{app_id}-symbolic.svg',
                  *(tree / localedir.lstrip('/') / language / 'LC_MESSAGES' / 'rushes.mo'
                    for language in languages())]

        tap.check('it installs', run(*built.find_meson(build), 'install', '-C', build,
                                     '--no-rebuild', '--quiet', '--destdir', tree))
        tap.check('what belongs to it is there',
                  [f'{path.relative_to(tree)} is not' for path in wanted if not path.is_file()])
        tap.check('nothing of the tests is installed',
                  [path.relative_to(tree) for path in tree.rglob('*')
                   if re.search(r'test|stand-in|demo', path.name)])

        if desktop.exists():
            tap.check('the launchers lead to the program',
                      launcher_faults(tree, desktop, service))
            check_with('desktop-file-validate', 'the desktop file is valid', desktop, quiet=True)
        if metainfo.exists():
            tap.check('the metainfo is about this version', metainfo_faults(metainfo))
            check_metainfo(metainfo)
        if manual.exists():
            check_manual(manual)
        check_completions(share, tree / bindir.lstrip('/') / 'rushes')
        tap.check('the settings schema is compiled for running from the build folder',
                  [f'{path} is not there' for path in [build / 'data' / 'gschemas.compiled']
                   if not path.is_file()])
        if schemas.exists():
            check_with('glib-compile-schemas', 'the settings schema is valid', '--strict',
                       '--dry-run', schemas)

    for language in languages():
        check_with('msgfmt', f'the translation {language} is valid', '--check', '-o', os.devnull,
                   source / 'po' / f'{language}.po')
    check_templates()
    tap.end()


main()
