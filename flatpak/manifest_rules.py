# SPDX-License-Identifier: GPL-3.0-or-later
"""What stores ask of a Flatpak's manifest. Each rule is a function that yields what is wrong."""

import re

# What this program may ask for at most; another permission is talked about first.
PERMISSIONS = {
    '--share=network',
    '--share=ipc',
    '--socket=wayland',
    '--socket=fallback-x11',
    '--socket=pulseaudio',
    '--device=dri',
    '--filesystem=xdg-videos/Rushes:create',
    '--persist=Videos',
}
KEYS = {'id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup', 'modules'}
HOSTS = {'github': 'io', 'gitlab': 'io', 'codeberg': 'page'}
COMMIT = re.compile(r'[0-9a-f]{40}')


def app_id(manifest, file_name, _submission):
    """The ID: its form, and the name of the file."""
    name = manifest.get('id', '')
    parts = name.split('.')
    if not 3 <= len(parts) <= 5 or len(name) > 255:
        yield f'the ID {name} has {len(parts)} parts'
    for part in parts[:-1]:
        if not re.fullmatch(r'[a-z_][a-z0-9_]*', part):
            yield f'{part} in the ID {name} cannot be part of a domain'
    if not re.fullmatch(r'[A-Za-z_][A-Za-z0-9_-]*', parts[-1]):
        yield f'the ID {name} ends with {parts[-1]}'
    if parts[-1].lower() in ('desktop', 'app', 'linux'):
        yield f'the ID {name} ends with a word that says nothing'
    if len(parts) > 1 and parts[1] in HOSTS:
        if parts[0] != HOSTS[parts[1]] or len(parts) < 4:
            yield f'the ID {name} is not that of a project at {parts[1]}'
    if file_name != f'{name}.json':
        yield f'the file is called {file_name}'


def runtime(manifest, _file_name, _submission):
    """What it runs on."""
    if (manifest.get('runtime'), manifest.get('sdk')) != ('org.gnome.Platform', 'org.gnome.Sdk'):
        yield f'it runs on {manifest.get("runtime")} and is built with {manifest.get("sdk")}'
    if not re.fullmatch(r'[0-9]{2}', str(manifest.get('runtime-version'))):
        yield f'the runtime is of no released version: {manifest.get("runtime-version")}'


def command(manifest, _file_name, _submission):
    """What is started."""
    if not re.fullmatch(r'[a-z][a-z0-9-]*', manifest.get('command', '')):
        yield f'the command is {manifest.get("command")!r}'


def keys(manifest, _file_name, _submission):
    """No word that flatpak-builder does not know; those with x- are for people."""
    for key in manifest:
        if key not in KEYS and not key.startswith('x-'):
            yield f'{key} is not known, or not needed'


def permissions(manifest, _file_name, _submission):
    """The smallest that will do, each with its reason."""
    asked = manifest.get('finish-args', [])
    reasons = manifest.get('x-reasons', {})
    for permission in asked:
        if permission not in PERMISSIONS:
            yield f'{permission} is not among those that are allowed'
        if len(reasons.get(permission, '')) < 10:
            yield f'no reason is given for {permission}'
    for permission in reasons:
        if permission not in asked:
            yield f'{permission} has a reason, but is not asked for'
    if len(set(asked)) != len(asked):
        yield 'a permission is asked for twice'
    if '--socket=fallback-x11' in asked and not {'--socket=wayland', '--share=ipc'} <= set(asked):
        yield 'fallback-x11 goes with wayland and ipc'


def all_modules(manifest):
    """The modules, and those within them."""
    rest = list(manifest.get('modules', []))
    while rest:
        module = rest.pop(0)
        rest += module.get('modules', [])
        yield module


def build(manifest, _file_name, _submission):
    """From source, without the network, without tests."""
    modules = list(all_modules(manifest))
    if not modules:
        yield 'nothing is built'
    for module in modules:
        if '--share=network' in module.get('build-options', {}).get('build-args', []):
            yield f'{module.get("name")} wants the network while it is built'
        if module.get('buildsystem') != 'meson':
            yield f'{module.get("name")} is not built with meson'
        if '-Dtests=false' not in module.get('config-opts', []):
            yield f'{module.get("name")} is built with its tests'


def source_faults(source, submission):
    """One of a module's sources: the checkout here, a tag and its commit in a store."""
    kind = source.get('type')
    if kind == 'dir' and not submission:
        if not {'.git', 'build'} <= set(source.get('skip', [])):
            yield 'what git and builds keep is copied, too'
    elif kind == 'git':
        if not source.get('url', '').startswith('https://'):
            yield f'the address of the source is {source.get("url")}'
        if not source.get('tag') or not COMMIT.fullmatch(source.get('commit', '')):
            yield 'the source is not pinned by tag and commit'
        if source.get('branch'):
            yield 'the source is a branch'
    else:
        yield f'the source is of the type {kind}'


def sources(manifest, _file_name, submission):
    """Where the source comes from."""
    for module in all_modules(manifest):
        if not module.get('sources'):
            yield f'{module.get("name")} has no source'
        for source in module.get('sources', []):
            yield from source_faults(source, submission)


RULES = [app_id, runtime, command, keys, permissions, build, sources]


def check(manifest, file_name, submission=False):
    """All that is wrong, as pairs of the rule and words."""
    return [(rule.__name__, fault) for rule in RULES
            for fault in rule(manifest, file_name, submission)]
