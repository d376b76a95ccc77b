# SPDX-License-Identifier: GPL-3.0-or-later
"""What a build folder tells of itself."""

import re
import shlex


def find_meson(build):
    """The meson that configured the build; another one may refuse it."""
    found = re.search(r'^ *COMMAND = (\S.*?) --internal',
                      (build / 'build.ninja').read_text(encoding='utf-8'), re.M)
    return shlex.split(found[1]) if found else ['meson']
