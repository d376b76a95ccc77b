# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the texts in the sources that a person reads, and whether a translator sees them."""

import re
import xml.etree.ElementTree

# A text in C, which may go on in the next one.
LITERAL = r'"(?:[^"\\]|\\.)*"(?:\s*(?:G_GUINT64_FORMAT|G_GINT64_FORMAT)?\s*"(?:[^"\\]|\\.)*")*'
# The same, or what looks like one and is none: a comment, a letter.
NO_TEXT = re.compile(LITERAL + r"|/\*.*?\*/|//[^\n]*|'(?:[^'\\\n]|\\.[^']*)'", re.S)
MARK = r'\b(?:N?C?_|ngettext|g_dngettext|g_dpgettext2|g_dcgettext)\s*\(\s*'
MARKED = re.compile(MARK + r'(?:' + LITERAL + r'\s*,\s*)?' + LITERAL)
# Two words one after the other are a sentence's; a name, a type or a path has none.
WORDS = re.compile(r"(?<![\w%$])[A-Za-z][a-z']+,? [A-Za-z]?[a-z']+")
LETTERS = re.compile(r'[A-Za-z]{2}')
# What these are told no person reads: logs, types, actions, names of classes and of icons; the
# message of an error says to those who read logs what happened, and ui has sentences of its own.
FOR_NOBODY = re.compile(r'\b(?:g_debug|g_info|g_message|g_warning|g_critical|g_error|g_log\w*|'
                        r'g_set_error\w*|g_error_new\w*|g_task_return_new_error|g_prefix_error|'
                        r'g_param_spec_\w+|g_assert\w*|g_return\w*|sqlite3_\w+)\s*\(')
# Whoever is given a text by these shows it.
SHOWS = re.compile(r'\b(?:gtk_\w+_(?:set|new_with)_(?:label|text|title|tooltip_text|markup|'
                   r'placeholder_text|tooltip_markup|accept_label|initial_name)|'
                   r'gtk_(?:label|button|check_button)_new|g_notification_new|'
                   r'g_notification_(?:set_title|set_body|add_button\w*))\s*\(([^;]*?);', re.S)

# Properties of the interface that hold words.
UI_WORDS = {'label', 'title', 'text', 'tooltip-text', 'placeholder-text', 'description', 'subtitle',
            'value-text', 'help-text', 'alternative-text', 'primary-text', 'secondary-text',
            'comments', 'program-name', 'role-description'}


def says_something(text):
    """Whether there are words in a text besides its places for others."""
    return LETTERS.search(re.sub(r'%[-\d$.]*[a-z]', '', text)) is not None


def blank(match):
    """As many blanks and lines as there were."""
    return re.sub(r'[^\n]', ' ', match[0])


def strip_c(text):
    """C without its comments and single letters, line by line as it was."""
    return NO_TEXT.sub(lambda match: match[0] if match[0].startswith('"') else blank(match), text)


def is_marked(path, text):
    """Whether a translator sees something of a file."""
    if path.endswith('.ui'):
        return 'translatable="yes"' in text
    if path.endswith('.c'):
        return MARKED.search(strip_c(text)) is not None
    return path.startswith('data/') and path.endswith(('.desktop.in', '.xml.in'))


def span_calls(text, pattern):
    """From where to where calls reach that a pattern finds the beginning of."""
    for match in pattern.finditer(text):
        depth, place = 1, match.end()
        while depth and place < len(text):
            depth += {'(': 1, ')': -1}.get(text[place], 0)
            place += 1
        yield match.start(), place


def find_in_c(text):
    """Lines and texts of C that a person reads and that nobody marked."""
    text = strip_c(text)
    told = list(span_calls(text, FOR_NOBODY))
    shown = [(match.start(1), match.end(1)) for match in SHOWS.finditer(text)]
    text = MARKED.sub(blank, text)
    for match in re.finditer(LITERAL, text):
        start = match.start()
        if any(begin < start < end for begin, end in told):
            continue
        is_shown = any(begin <= start < end for begin, end in shown)
        if WORDS.search(match[0]) or (is_shown and re.search(r'[A-Z][a-z]', match[0])):
            yield text.count('\n', 0, start) + 1, match[0].strip('"')


def find_in_ui(text):
    """Texts of an interface that a person reads and that nobody marked."""
    for element in xml.etree.ElementTree.fromstring(text).iter():
        if element.tag == 'property' or element.tag == 'attribute':
            is_words = element.get('name', '').replace('_', '-') in UI_WORDS
            if is_words and says_something(element.text or '') and not element.get('translatable'):
                yield element.text
