# SPDX-License-Identifier: GPL-3.0-or-later
"""Interface files as gtk4-builder-tool can read them. It knows GTK's types and not the program's,
so that it would stop at the first type or function of ours and see nothing of the rest.
"""

import re
import xml.etree.ElementTree

OWN = re.compile(r'Rushes[A-Z]\w*')
# What speaks of the program's functions and properties; they are loaded in the display tests.
OF_THE_PROGRAM = ('signal', 'binding')
STAND_IN = 'GtkBox'


def is_own(element):
    """Whether it is of a type of the program. A template is, too, but what stands in it is of the
    type that it derives from."""
    return element.tag == 'object' and OWN.fullmatch(element.get('class', '')) is not None


def forget(parent):
    """Takes away what only the program knows, at any depth. What stands in a property of one of its
    types becomes a plain child, so that it is looked at."""
    for child in list(parent):
        if child.tag == 'property' and is_own(parent) and child.find('object') is not None:
            child.tag = 'child'
            child.attrib.clear()
        if child.tag in OF_THE_PROGRAM or (child.tag == 'property' and is_own(parent)):
            parent.remove(child)
            continue
        if child.tag == 'child' and is_own(parent):
            child.attrib.clear()
        forget(child)


def simplify(path):
    """The text of an interface file without what only the program can know."""
    root = xml.etree.ElementTree.parse(path).getroot()
    forget(root)
    for element in root.iter('object'):
        if is_own(element):
            element.set('class', STAND_IN)
    return xml.etree.ElementTree.tostring(root, encoding='unicode')
