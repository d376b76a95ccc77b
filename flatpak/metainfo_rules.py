# SPDX-License-Identifier: GPL-3.0-or-later
"""What stores ask of a program's metainfo, desktop file and icon, and how they advise to write it.
Each rule is a function that yields what is wrong.
"""

import pathlib
import re
import struct
import xml.etree.ElementTree

LICENCES = {'CC0-1.0', 'FSFAP', 'MIT', '0BSD', 'CC-BY-4.0', 'CC-BY-SA-4.0'}
MAIN_CATEGORIES = {'AudioVideo', 'Audio', 'Video', 'Development', 'Education', 'Game', 'Graphics',
                   'Network', 'Office', 'Science', 'Settings', 'System', 'Utility'}
TECHNICAL = re.compile(r'\b(gtk|qt|rust|python|c\+\+|electron|app|tool|client|gui|wrapper'
                       r'|free|open source)\b', re.I)
BOILERPLATE = re.compile(r'(various |minor )?(bug ?fixes|improvements)( and [\w ]{,30})?\.?', re.I)
SVG = '{http://www.w3.org/2000/svg}'
# A window of 1000 x 700 with its shadow.
LARGEST = (1150, 850)


class Facts:
    """What the rules look at: the metainfo, the desktop file's keys, the icon, where the project's
    own pictures lie, and the day on which it is given to a store, if it is."""

    def __init__(self, app_id, root, desktop, icon, top, today=None):
        self.app_id, self.root, self.desktop = app_id, root, desktop
        self.icon, self.top = icon, pathlib.Path(top)
        self.today = today

    def text(self, path):
        """What an element says, without what only the file's lines need."""
        return ' '.join((self.root.findtext(path) or '').split())

    def elements(self, path):
        """All such elements."""
        return self.root.findall(path)


def words_of(element):
    """The text in and below an element."""
    return ' '.join(' '.join(element.itertext()).split())


def identity(facts):
    """The ID, what it starts, what it is made of."""
    if facts.root.get('type') != 'desktop-application':
        yield f'it is a {facts.root.get("type")}'
    if facts.text('id') != facts.app_id:
        yield f'the ID is {facts.text("id")}'
    launchables = [(element.get('type'), element.text) for element in facts.elements('launchable')]
    if launchables != [('desktop-id', f'{facts.app_id}.desktop')]:
        yield f'it starts {launchables}'
    if not facts.text('provides/binary'):
        yield 'it names no command'
    if [element.get('type') for element in facts.elements('translation')] != ['gettext']:
        yield 'it does not say how it is translated'


def licence(facts):
    """Of the text and of the program."""
    if facts.text('metadata_license') not in LICENCES:
        yield f'the licence of the text is {facts.text("metadata_license")!r}'
    if not re.fullmatch(r'[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*',
                        facts.text('project_license')):
        yield f'the licence of the program is {facts.text("project_license")!r}'


def name(facts):
    """Short, and just the name."""
    text = facts.text('name')
    if not 1 <= len(text) <= 15:
        yield f'the name has {len(text)} letters'
    if text.lower() == text or (text.upper() == text and len(text) > 3):
        yield f'the name is written {text}'
    if re.search(r'[^\w ]|\w[a-z][A-Z]', text):
        yield f'the name {text} has a form that is not that of a name'
    if facts.desktop.get('Name') != text:
        yield f'the desktop file calls it {facts.desktop.get("Name")}'


def summary(facts):
    """Short, in plain words, beside the name."""
    text = facts.text('summary')
    if not 10 <= len(text) <= 35:
        yield f'the summary has {len(text)} letters'
    if text.endswith('.'):
        yield 'the summary ends with a dot'
    if re.match(r'(an?|the)\b', text, re.I):
        yield 'the summary begins with an article'
    if facts.text('name').lower() in text.lower():
        yield 'the summary repeats the name'
    if TECHNICAL.search(text):
        yield f'the summary says {TECHNICAL.search(text)[0]}'
    if sum(word[0].isupper() for word in text.split()) > len(text.split()) / 2:
        yield 'the summary is written like a headline'


def description(facts):
    """Some lines, without addresses."""
    element = facts.root.find('description')
    text = words_of(element) if element is not None else ''
    if len(text) < 4 * len(facts.text('summary')) or not facts.elements('description/p'):
        yield f'the description has {len(text)} letters'
    if facts.text('summary').lower() in text.lower():
        yield 'the description repeats the summary'
    if re.search(r'https?://|www\.', text):
        yield 'the description has an address in it'
    for child in element if element is not None else []:
        if child.tag not in ('p', 'ul', 'ol'):
            yield f'the description has a {child.tag}'
        if len(child.findall('li')) > 10:
            yield 'the description has a list of more than ten points'


def developer(facts):
    """Who makes it."""
    found = facts.elements('developer')
    if len(found) != 1 or not (found[0].findtext('name') or '').strip():
        yield 'it does not say who makes it'
    elif not re.fullmatch(r'[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_-]*)+', found[0].get('id', '')):
        yield f'the developer\'s ID is {found[0].get("id")}'
    if facts.elements('developer_name'):
        yield 'developer_name is no longer used'


def rating(facts):
    """For which age."""
    if [element.get('type') for element in facts.elements('content_rating')] != ['oars-1.1']:
        yield 'it has no rating of OARS 1.1'


def devices(facts):
    """On which screens and by which hands it can be used."""
    if facts.text('requires/display_length') != '360':
        yield 'it does not say that it can be used on a narrow screen'
    controls = {element.text for element in facts.elements('*/control')}
    if not {'keyboard', 'pointing', 'touch'} <= controls:
        yield f'it says to be used by {sorted(controls)}'


def addresses(facts):
    """Where to find its home, where to report, where the source is."""
    found = [element.get('type') for element in facts.elements('url')]
    for kind in ('homepage', 'bugtracker', 'vcs-browser'):
        if found.count(kind) != 1:
            yield f'it has {found.count(kind)} addresses of the type {kind}'
    for element in facts.elements('url'):
        if not re.fullmatch(r'https://[^\s?]+', element.text or ''):
            yield f'{element.text} is no https address'


def channels(colour):
    """Red, green and blue of #rrggbb, from 0 to 1."""
    return [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour):
    """As WCAG 2 has it."""
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
                        for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """From 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def body_colours(icon):
    """Those of the two shapes that all others lie upon; of a gradient, the one it begins with."""
    try:
        root = xml.etree.ElementTree.fromstring(icon)
    except xml.etree.ElementTree.ParseError:
        return []
    stops = {f'url(#{element.get("id")})': element[0].get('stop-color')
             for element in root.iter(SVG + 'linearGradient') if len(element)}
    fills = [element.get('fill') for element in root if element.tag != SVG + 'defs']
    return [stops.get(fill, fill) for fill in fills[:2] if fill]


def branding(facts):
    """Two colours that text and the icon stand out from."""
    colours = {element.get('scheme_preference'): (element.text or '').strip().lower()
               for element in facts.elements('branding/color') if element.get('type') == 'primary'}
    if set(colours) != {'light', 'dark'}:
        yield f'it has colours for {sorted(map(str, colours))}'
        return
    for scheme, text in ('light', '#000000'), ('dark', '#ffffff'):
        colour = colours[scheme]
        if not re.fullmatch(r'#[0-9a-f]{6}', colour):
            yield f'{colour} is no colour'
            continue
        if contrast(colour, text) < 4.5:
            yield f'{text} on {colour} has a contrast of {contrast(colour, text):.1f}'
        if max(channels(colour)) - min(channels(colour)) < 0.2:
            yield f'{colour} is grey'
        for body in body_colours(facts.icon):
            if contrast(colour, body) < 1.5:
                yield f'the icon\'s {body} cannot be told from {colour}'


def png_size(path):
    """Width and height of a picture."""
    head = path.read_bytes()[:24]
    if head[:8] != b'\x89PNG\r\n\x1a\n':
        return None
    return struct.unpack('>II', head[16:24])


def picture_faults(facts, address, tag):
    """One picture of the window: pinned by this version's tag, and there, and not too large."""
    match = re.fullmatch(r'https://[^\s?]+/([^/\s]+)/(data/screenshots/[a-z-]+\.png)', address)
    if not match:
        yield f'{address} is no https address of a picture of this project'
        return
    if tag and match[1] != tag:
        yield f'{address} is not pinned to {tag}'
    path = facts.top / match[2]
    size = png_size(path) if path.exists() else None
    if size is None:
        yield f'{match[2]} is no picture that is there'
    elif size[0] > LARGEST[0] or size[1] > LARGEST[1]:
        yield f'{match[2]} has {size[0]} x {size[1]} pixels'


def screenshots(facts):
    """A few, with captions, the best one first."""
    found = facts.elements('screenshots/screenshot')
    newest = facts.root.find('releases/release')
    tag = f'v{newest.get("version")}' if newest is not None else None
    if not 1 <= len(found) <= 10:
        yield f'it has {len(found)} pictures'
    if [element.get('type') == 'default' for element in found] != [True] + [False] * (
            len(found) - 1):
        yield 'the first picture, and no other, is the default one'
    for element in found:
        images = element.findall('image')
        if len(images) != 1:
            yield f'a picture has {len(images)} files'
        for image in images:
            yield from picture_faults(facts, image.text or '', tag)
        caption = element.findtext('caption') or ''
        if not caption or caption.endswith('.') or caption[0].isdigit():
            yield f'the caption {caption!r} is not a plain sentence without a dot'


def version_key(text):
    """For comparing versions."""
    return [int(part) for part in re.findall(r'[0-9]+', text)]


def releases(facts):
    """What changed, the newest first, none from the future."""
    found = facts.elements('releases/release')
    if not found:
        yield 'it has no release'
        return
    if found[0].get('type', 'stable') != 'stable':
        yield f'the newest release is of the type {found[0].get("type")}'
    order = [(element.get('date') or '', version_key(element.get('version') or ''))
             for element in found]
    for later, earlier in zip(order, order[1:]):
        if later[0] < earlier[0] or later[1] <= earlier[1]:
            yield f'{later} stands before {earlier}'
    for element, (date, version) in zip(found, order):
        if not version or not re.fullmatch(r'\d{4}-\d\d-\d\d', date):
            yield f'a release has the version {version} and the date {date!r}'
        elif facts.today and date > facts.today.isoformat():
            yield f'{date} has not come yet'
        changes = element.find('description')
        text = words_of(changes) if changes is not None else ''
        if len(text) < 20 or BOILERPLATE.fullmatch(text):
            yield f'the release of {date} does not say what changed'


def desktop_file(facts):
    """What a menu reads."""
    keys = facts.desktop
    if keys.get('Icon') != facts.app_id:
        yield f'the icon is {keys.get("Icon")}'
    if not keys.get('Exec') or 'flatpak' in keys['Exec']:
        yield f'it starts {keys.get("Exec")}'
    categories = [word for word in keys.get('Categories', '').split(';') if word]
    if not MAIN_CATEGORIES & set(categories):
        yield f'its categories are {categories}'
    if len([word for word in keys.get('Keywords', '').split(';') if word]) < 2:
        yield 'it has no keywords'
    if not keys.get('Comment'):
        yield 'it has no comment'
    for key in ('Hidden', 'NoDisplay'):
        if keys.get(key) == 'true':
            yield f'it is not shown: {key}'


def icon_drawing(facts):
    """A square drawing."""
    try:
        root = xml.etree.ElementTree.fromstring(facts.icon)
    except xml.etree.ElementTree.ParseError as error:
        yield f'the icon is no SVG: {error}'
        return
    if root.tag != SVG + 'svg':
        yield f'the icon is a {root.tag}'
    box = (root.get('viewBox') or '').split()
    if len(box) != 4 or box[2] != box[3] or root.get('width') != root.get('height'):
        yield f'the icon is not square: {box}'
    if re.search(r'<(?:filter|image|text)\b|base64', facts.icon):
        yield 'the icon has a shadow, a picture or letters in it'


RULES = [identity, licence, name, summary, description, developer, rating, devices, addresses,
         branding, screenshots, releases, desktop_file, icon_drawing]


def check(facts):
    """All that is wrong, as pairs of the rule and words."""
    return [(rule.__name__, fault) for rule in RULES for fault in rule(facts)]
