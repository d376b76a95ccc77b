# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for every symbolic icon: no desktop may show a gap where one is missing from its theme.

    test-icons.py SOURCE-ROOT GRESOURCE LIBGTK
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import tap

root = pathlib.Path(sys.argv[1]).resolve()
drawings = root / 'data' / 'icons' / 'symbolic'
SVG = '{http://www.w3.org/2000/svg}'
NAME = re.compile(r'\b[a-z0-9]+(?:-[a-z0-9]+)*-symbolic\b')
# GTK puts the colour of the text into these alone.
RECOLOURED = {'path', 'circle', 'rect'}


def used():
    """Names of icons, with the first file that names each."""
    names = {}
    for path in sorted((root / 'src').glob('*/*')):
        if path.suffix in {'.c', '.ui'}:
            for name in NAME.findall(path.read_text()):
                names.setdefault(name, path.name)
    return names


def of_gtk():
    """Names of the icons that are a part of GTK itself."""
    listed = subprocess.run([sys.argv[2], 'list', sys.argv[3]], capture_output=True, check=True)
    return {pathlib.PurePath(line).name.split('.')[0]
            for line in listed.stdout.decode().split() if '/icons/' in line}


def drawn():
    """Names of our own drawings."""
    return {path.stem for path in drawings.glob('*.svg')}


def missing():
    """Icons that are neither GTK's nor drawn here."""
    there = of_gtk() | drawn()
    for name, path in used().items():
        if name not in there:
            yield f'{path}: {name}'


def unused():
    """Drawings that nothing shows."""
    for name in drawn():
        if name.removesuffix('-rtl') not in used():
            yield name


def left_out():
    """Drawings that are not in the program where GTK looks for them."""
    text = (root / 'src' / 'ui' / 'rushes.gresource.xml.in').read_text()
    for name in drawn():
        if f'<file alias="icons/scalable/actions/{name}.svg">symbolic/{name}.svg</file>' not in text:
            yield name


def not_recoloured():
    """Drawings that GTK cannot give the colour of the text, or of another size than 16 pixels."""
    for path in drawings.glob('*.svg'):
        svg = xml.etree.ElementTree.parse(path).getroot()
        if svg.get('viewBox') != '0 0 16 16':
            yield f'{path.name}: {svg.get("viewBox")}'
        for element in svg:
            kind = element.tag.removeprefix(SVG)
            if kind not in RECOLOURED or 'stroke' in element.attrib or 'style' in element.attrib:
                yield f'{path.name}: {kind}'


def main():
    """One test a rule."""
    if not used() or not of_gtk() or not drawn():
        sys.exit('nothing to look at')
    tap.check('every icon is a part of GTK or drawn here', missing())
    tap.check('every drawing is used', unused())
    tap.check('every drawing is in the program', left_out())
    tap.check('every drawing takes the colour of the text', not_recoloured())
    tap.end()


main()
