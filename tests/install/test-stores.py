# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether stores would take the Flatpak as this tree describes it; and whether the rules that say
so notice each thing that they are there for.

    test-stores.py SOURCE-ROOT
"""

import copy
import datetime
import importlib.machinery
import importlib.util
import pathlib
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.dont_write_bytecode = True
source = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
sys.path.insert(0, str(source / 'flatpak'))
import manifest_rules
import metainfo_rules
import tap

GIT = {'type': 'git', 'url': 'https://github.com/someone/something.git', 'tag': 'v1.0',
       'commit': '0123456789abcdef0123456789abcdef01234567'}
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" viewBox="0 0 1 1">{}</svg>'


def load_check():
    """The program flatpak/check as a module."""
    loader = importlib.machinery.SourceFileLoader('check', str(source / 'flatpak' / 'check'))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('check', loader))
    loader.exec_module(module)
    return module


# --- Changes that a rule must notice -------------------------------------------------------------

def put(**values):
    """Puts these into a manifest; a dash in a key is written as _."""
    return lambda manifest: manifest.update(
        {key.replace('_', '-'): value for key, value in values.items()})


def ask(permission, reason='because it is needed'):
    """Asks for one more permission."""
    def change(manifest):
        manifest['finish-args'].append(permission)
        if reason is not None:
            manifest['x-reasons'][permission] = reason
    return change


def drop(permission):
    """Asks for one permission less, and leaves its reason."""
    return lambda manifest: manifest['finish-args'].remove(permission)


def module(**values):
    """Puts these into the one module."""
    return lambda manifest: manifest['modules'][0].update(
        {key.replace('_', '-'): value for key, value in values.items()})


def source_of(**values):
    """Takes the source from git, with these in place of what is right."""
    return lambda manifest: manifest['modules'][0].update(sources=[GIT | values])


MANIFESTS = [
    # what is changed, the rule that notices it, and of what it says
    (put(id='github.Rushes'), 'app_id', 'has 2 parts'),
    (put(id='io.github.Rushes'), 'app_id', 'not that of a project'),
    (put(id='io.github.rushes_app.7'), 'app_id', 'ends with 7'),
    (put(id='com.github.rushes_app.Rushes'), 'app_id', 'not that of a project'),
    (put(id='io.github.rushes-app.Rushes'), 'app_id', 'rushes-app in the ID'),
    (put(id='io.github.Rushes_app.Rushes'), 'app_id', 'Rushes_app in the ID'),
    (put(id='io.github.rushes_app.desktop'), 'app_id', 'a word that says nothing'),
    (put(id='io.github.rushes_app.Other'), 'app_id', 'the file is called'),
    (put(runtime='org.kde.Platform'), 'runtime', 'runs on org.kde.Platform'),
    (put(sdk='org.freedesktop.Sdk'), 'runtime', 'built with org.freedesktop.Sdk'),
    (put(runtime_version='master'), 'runtime', 'no released version'),
    (put(command=''), 'command', "the command is ''"),
    (put(command='/app/bin/rushes'), 'command', 'the command is'),
    (put(finnish_args=[]), 'keys', 'finnish-args is not known'),
    (put(branch='devel'), 'keys', 'branch is not known'),
    (ask('--filesystem=home'), 'permissions', 'is not among those'),
    (ask('--filesystem=host:ro'), 'permissions', 'is not among those'),
    (ask('--filesystem=xdg-videos'), 'permissions', 'is not among those'),
    (ask('--socket=x11'), 'permissions', 'is not among those'),
    (ask('--socket=session-bus'), 'permissions', 'is not among those'),
    (ask('--device=all'), 'permissions', 'is not among those'),
    (ask('--talk-name=org.freedesktop.Notifications'), 'permissions', 'is not among those'),
    (ask('--unshare=ipc', None), 'permissions', 'no reason is given for --unshare=ipc'),
    (ask('--share=network'), 'permissions', 'asked for twice'),
    (drop('--socket=wayland'), 'permissions', 'has a reason, but'),
    (drop('--share=ipc'), 'permissions', 'goes with wayland and ipc'),
    (put(x_reasons={}), 'permissions', 'no reason is given for --share=network'),
    (put(modules=[]), 'build', 'nothing is built'),
    (module(build_options={'build-args': ['--share=network']}), 'build', 'wants the network'),
    (module(config_opts=['-Dtests=true']), 'build', 'with its tests'),
    (module(buildsystem='simple'), 'build', 'not built with meson'),
    (module(sources=[]), 'sources', 'has no source'),
    (module(sources=[{'type': 'dir', 'path': '..'}]), 'sources', 'of the type dir'),
    (module(sources=[{'type': 'archive', 'url': 'http://example.org/a.tar'}]),
     'sources', 'of the type archive'),
    (source_of(tag=''), 'sources', 'not pinned'),
    (source_of(commit='main'), 'sources', 'not pinned'),
    (source_of(branch='main'), 'sources', 'is a branch'),
    (source_of(url='git@github.com:someone/something.git'), 'sources', 'the address of the source'),
]


def text(path, value):
    """Gives an element another text."""
    def change(facts):
        facts.root.find(path).text = value
    return change


def attribute(path, name, value):
    """Gives an element another attribute."""
    return lambda facts: facts.root.find(path).set(name, value)


def without(path):
    """Takes an element away."""
    def change(facts):
        parent, _, name = path.rpartition('/')
        parent = facts.root.find(parent) if parent else facts.root
        parent.remove(parent.find(name))
    return change


def add(path, line):
    """Puts one more element at the end of another."""
    return lambda facts: (facts.root.find(path) if path else facts.root).append(
        xml.etree.ElementTree.fromstring(line))


def desktop(**values):
    """Gives the desktop file other keys."""
    return lambda facts: facts.desktop.update(values)


def icon(line):
    """Takes another icon."""
    def change(facts):
        facts.icon = line
    return change


def years_ago(facts):
    """Lets it be the time before the program was there."""
    facts.today = datetime.date(2020, 1, 1)


def huge(facts):
    """Has the pictures lie elsewhere, where they are larger."""
    facts.top = pathlib.Path(folder.name)
    pictures = facts.top / 'data' / 'screenshots'
    pictures.mkdir(parents=True, exist_ok=True)
    for element in facts.root.iter('image'):
        (pictures / element.text.rpartition('/')[2]).write_bytes(
            b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR' + struct.pack('>II', 2000, 1400))


def many(facts):
    """Has eight pictures more."""
    for _ in range(8):
        add('screenshots', ANOTHER)(facts)


IMAGE = 'screenshots/screenshot/image'
ANOTHER = """<screenshot>
  <image>https://example.org/v0.1.0/data/screenshots/completed.png</image>
  <caption>Another picture</caption>
</screenshot>"""
OLDER = '<release version="0.0.9" date="2020-01-01"><description>{}</description></release>'
DESCRIBED = OLDER.format('<p>Something that was there long ago</p>')
METAINFOS = [
    (attribute('.', 'type', 'console-application'), 'identity', 'it is a console-application'),
    (text('id', 'org.example.Other'), 'identity', 'the ID is'),
    (text('launchable', 'rushes.desktop'), 'identity', 'it starts'),
    (without('launchable'), 'identity', 'it starts'),
    (without('provides'), 'identity', 'no command'),
    (without('translation'), 'identity', 'how it is translated'),
    (text('metadata_license', 'GPL-3.0-or-later'), 'licence', 'licence of the text'),
    (text('project_license', 'GNU General Public License'), 'licence', 'licence of the program'),
    (without('project_license'), 'licence', 'licence of the program'),
    (text('name', 'Rushes for MiniMax and Hailuo'), 'name', 'letters'),
    (text('name', 'rushes'), 'name', 'is written rushes'),
    (text('name', 'Rushes-AI'), 'name', 'has a form'),
    (text('name', 'RushesFetcher'), 'name', 'has a form'),
    (text('name', 'Other'), 'name', 'the desktop file calls it'),
    (text('summary', 'Watch'), 'summary', 'has 5 letters'),
    (text('summary', 'Watch, save, find and never again lose your videos'),
     'summary', 'has 50 letters'),
    (text('summary', 'Watch and save your videos.'), 'summary', 'ends with a dot'),
    (text('summary', 'A fetcher of videos'), 'summary', 'begins with an article'),
    (text('summary', 'Rushes saves your videos'), 'summary', 'repeats the name'),
    (text('summary', 'Save your videos with GTK'), 'summary', 'says GTK'),
    (text('summary', 'Watch And Save Your Videos'), 'summary', 'like a headline'),
    (without('description'), 'description', 'has 0 letters'),
    (add('description', '<h1>Rushes</h1>'), 'description', 'has a h1'),
    (add('description', '<p>See https://example.org</p>'), 'description', 'has an address'),
    (add('description', '<p>Watch and save your MiniMax videos</p>'),
     'description', 'repeats the summary'),
    (add('description', '<ul>' + 11 * '<li>More</li>' + '</ul>'), 'description', 'more than ten'),
    (without('developer'), 'developer', 'who makes it'),
    (text('developer/name', ''), 'developer', 'who makes it'),
    (attribute('developer', 'id', 'The developers'), 'developer', "the developer's ID"),
    (add('', '<developer_name>Somebody</developer_name>'), 'developer', 'no longer used'),
    (without('content_rating'), 'rating', 'no rating'),
    (attribute('content_rating', 'type', 'oars-1.0'), 'rating', 'no rating'),
    (without('requires'), 'devices', 'narrow screen'),
    (text('requires/display_length', '768'), 'devices', 'narrow screen'),
    (without('supports'), 'devices', 'to be used by'),
    (without('url'), 'addresses', '0 addresses of the type homepage'),
    (text('url', 'http://example.org'), 'addresses', 'no https address'),
    (add('', '<url type="homepage">https://example.org/</url>'),
     'addresses', '2 addresses of the type homepage'),
    (without('branding'), 'branding', 'colours for []'),
    (without('branding/color'), 'branding', "colours for ['dark']"),
    (text('branding/color', '#333'), 'branding', 'is no colour'),
    (text('branding/color', '#662233'), 'branding', 'has a contrast of'),
    (text('branding/color', '#dddddd'), 'branding', 'is grey'),
    (icon(ICON.format('<rect fill="#a8485f"/>')), 'branding', 'cannot be told'),
    (without('screenshots'), 'screenshots', 'it has 0 pictures'),
    (many, 'screenshots', 'it has 11 pictures'),
    (add('screenshots', ANOTHER.replace('completed', '../icons/huge')), 'screenshots', 'no https'),
    (huge, 'screenshots', '2000 x 1400 pixels'),
    (without('screenshots/screenshot'), 'screenshots', 'is the default one'),
    (without(IMAGE), 'screenshots', 'has 0 files'),
    (without('screenshots/screenshot/caption'), 'screenshots', 'the caption'),
    (text('screenshots/screenshot/caption', 'It ends with a dot.'), 'screenshots', 'the caption'),
    (text('screenshots/screenshot/caption', '1st picture'), 'screenshots', 'the caption'),
    (text(IMAGE, 'http://example.org/v0.1.0/data/screenshots/completed.png'),
     'screenshots', 'no https address'),
    (text(IMAGE, 'https://example.org/main/data/screenshots/completed.png'),
     'screenshots', 'not pinned'),
    (text(IMAGE, 'https://example.org/v0.1.0/data/screenshots/nothing.png'),
     'screenshots', 'no picture that is there'),
    (text(IMAGE, 'https://example.org/v0.1.0/data/screenshots/completed.svg'),
     'screenshots', 'no https address'),
    (without('releases'), 'releases', 'has no release'),
    (without('releases/release/description'), 'releases', 'does not say what changed'),
    (text('releases/release/description/p', 'Bug fixes and performance improvements'), None, None),
    (attribute('releases/release', 'type', 'development'), 'releases', 'of the type development'),
    (attribute('releases/release', 'date', 'soon'), 'releases', "the date 'soon'"),
    (add('releases', OLDER.format('<p>Bug fixes and performance improvements</p>')),
     'releases', 'does not say what changed'),
    (add('releases', DESCRIBED), None, None),
    (add('releases', DESCRIBED.replace('2020', '2199')), 'releases', 'stands before'),
    (add('releases', DESCRIBED.replace('0.0.9', '9.0')), 'releases', 'stands before'),
    (attribute('releases/release', 'date', '2200-01-01'), 'releases', 'has not come yet'),
    (years_ago, 'releases', 'has not come yet'),
    (desktop(Icon='rushes'), 'desktop_file', 'the icon is'),
    (desktop(Exec='flatpak run rushes'), 'desktop_file', 'it starts'),
    (desktop(Categories='GTK;GNOME;'), 'desktop_file', 'its categories'),
    (desktop(Keywords=''), 'desktop_file', 'no keywords'),
    (desktop(Comment=''), 'desktop_file', 'no comment'),
    (desktop(NoDisplay='true'), 'desktop_file', 'not shown'),
    (icon(ICON.format('').replace('svg', 'svgz')), 'icon_drawing', 'the icon is a'),
    (icon('not a drawing'), 'icon_drawing', 'no SVG'),
    (icon(ICON.format('<text>R</text>')), 'icon_drawing', 'letters in it'),
    (icon(ICON.format('').replace('0 0 1 1', '0 0 1 2')), 'icon_drawing', 'not square'),
]


# --- The tests -----------------------------------------------------------------------------------

def missed(found, rule, words):
    """Whether that rule, and no other, has said such words; None for none at all."""
    names = {name for name, _fault in found}
    said = any(words in fault for _name, fault in found) if rule else True
    if names != ({rule} if rule else set()) or not said:
        yield f'{rule} should have said "{words}", but this was said: {found}'


def manifest_rows(good, file_name):
    """The rows of the table, each against a good manifest of a submission."""
    for change, rule, words in MANIFESTS:
        manifest = copy.deepcopy(good)
        manifest['modules'][0]['sources'] = [dict(GIT)]
        change(manifest)
        yield from missed(manifest_rules.check(manifest, file_name, True), rule, words)

    manifest = copy.deepcopy(good)
    del manifest['modules'][0]['sources'][0]['skip']
    yield from missed(manifest_rules.check(manifest, file_name), 'sources', 'is copied, too')


def metainfo_rows(facts):
    """The rows of the table, each against the metainfo of this tree."""
    for change, rule, words in METAINFOS:
        changed = copy.deepcopy(facts)
        change(changed)
        yield from missed(metainfo_rules.check(changed), rule, words)


def run_check(*words):
    """What the program says, and its exit status."""
    result = subprocess.run([sys.executable, source / 'flatpak' / 'check', *words],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            check=False)
    return result.stdout.splitlines(), result.returncode


folder = tempfile.TemporaryDirectory()


def main():
    """The tree first, then the rules."""
    check = load_check()
    facts = check.read_facts(datetime.date(2199, 1, 1))
    path = source / 'flatpak' / f'{facts.app_id}.json'
    manifest = check.json.loads(path.read_text(encoding='utf-8'))

    words, status = run_check()
    tap.check('stores would take this tree', words if status == 0 else words + ['see above'])
    words, status = run_check('--submission', str(path))
    tap.check('but not with a folder for a source',
              [] if status == 1 and len(words) == 1 and words[0].startswith('sources: ') else words)
    tap.check('each fault of a manifest is noticed', manifest_rows(manifest, path.name))
    tap.check('each fault of the metainfo is noticed', metainfo_rows(facts))
    noticed = {rule for _change, rule, _words in MANIFESTS + METAINFOS}
    tap.check('each rule has a row',
              [rule.__name__ for rule in manifest_rules.RULES + metainfo_rules.RULES
               if rule.__name__ not in noticed])
    tap.end()


main()
