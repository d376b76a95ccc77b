# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that stores show: just the window, with its shadow and its round corners, at
the size that stores advise. `flatpak/test --screenshots` starts it.

    take-screenshots.py APP-ID STAND-IN FOLDER
"""

import ctypes
import os
import pathlib
import subprocess
import sys
import time

import accessible
import sandbox

SIZE = (1000, 700)
FONT = 'Cantarell 11'
CLEAN = '*: video without watermark'
FOX = 'user:1234-minimax:fox-video:402000000000000001'
UNDER_WAY = 'user:1234-minimax:fox+job-4-video:402000000000000002'
WHALE = 'user:1234-minimax:whale+big-10+slow-media-1500-video:402000000000000003'


class Backdrop:
    """A plane of one colour behind all windows, as a desktop has one."""

    def __init__(self, width, height):
        self.x11 = ctypes.CDLL('libX11.so.6')
        for name in 'XDefaultRootWindow', 'XCreateSimpleWindow', 'XInternAtom':
            getattr(self.x11, name).restype = ctypes.c_ulong
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.window = ctypes.c_ulong(self.x11.XCreateSimpleWindow(
            self.display, root, 0, 0, width, height, 0, ctypes.c_ulong(0), ctypes.c_ulong(0)))
        kind, desktop, atom = (ctypes.c_ulong(self.x11.XInternAtom(self.display, name, 0))
                               for name in (b'_NET_WM_WINDOW_TYPE',
                                            b'_NET_WM_WINDOW_TYPE_DESKTOP', b'ATOM'))
        self.x11.XChangeProperty(self.display, self.window, kind, atom, 32, 0,
                                 ctypes.byref(desktop), 1)
        self.x11.XMapWindow(self.display, self.window)

    def show(self, pixel):
        """In the colour 0xRRGGBB."""
        self.x11.XSetWindowBackground(self.display, self.window, ctypes.c_ulong(pixel))
        self.x11.XClearWindow(self.display, self.window)
        self.x11.XSync(self.display, 0)
        time.sleep(1)


def take(backdrop, folder, name):
    """What differs between a black and a white backdrop shows through, and by how much."""
    black, white, path = (str(folder / f'{part}.png') for part in ('black', 'white', name))
    backdrop.show(0x000000)
    sandbox.shoot(black)
    backdrop.show(0xffffff)
    sandbox.shoot(white)
    subprocess.run(['convert', black,
                    '(', '-clone', '0', white, '-compose', 'difference', '-composite', '-negate',
                    '-colorspace', 'gray', ')',
                    # What was darkened by the black that shows through gets its colour again.
                    '(', '-clone', '0', '-clone', '1', '-compose', 'divide-src', '-composite', ')',
                    '-delete', '0', '+swap', '-alpha', 'off', '-compose', 'copy-opacity',
                    '-composite', '-trim', '+repage', '-strip', path], check=True)
    for part in (black, white):
        os.remove(part)


def prepare(home, stand_in):
    """A token, the window's size and the desktop's font."""
    home.prepare()
    home.set_text('api-url', stand_in.api)
    with open(home.keyfile, 'a', encoding='utf-8') as settings:
        settings.write(f"token='{stand_in.token}'\nwatch=false\n"
                       f'window-width={SIZE[0]}\nwindow-height={SIZE[1]}\n')
    gtk = home.keyfile.parents[2] / 'gtk-4.0'
    gtk.mkdir(parents=True)
    (gtk / 'settings.ini').write_text(f'[Settings]\ngtk-font-name={FONT}\n'
                                      'gtk-cursor-blink=false\n', encoding='utf-8')


def fetch(program, video_id, status):
    """Shows a video in that status."""
    program.enter('Video ID', video_id)
    program.press('Fetch')
    program.see(f'*{video_id}*')
    program.see(status)


def take_all(program, backdrop, folder):
    """One after the other."""
    fetch(program, FOX, 'Completed')
    program.see('Cover', 'A red fox*')
    take(backdrop, folder, 'completed')

    fetch(program, UNDER_WAY, 'Queued')
    program.press('Refresh')
    program.see('?5?%?')
    program.press('Refresh')
    program.see('?35?%?')
    take(backdrop, folder, 'processing')

    # Paused, since nothing may move between the two backdrops.
    fetch(program, WHALE, 'Completed')
    program.press('Download', '*: cover')
    program.see('Saved · *')
    program.press('Download', CLEAN)
    program.see('* of *MB*')
    time.sleep(2)
    program.press('Pause', '*' + CLEAN[1:])
    program.see('Resume')
    take(backdrop, folder, 'saving')


def main():
    """On a desktop of its own."""
    app_id, stand_in, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    manager = subprocess.Popen(['metacity', '--sm-disable', '--compositor=xrender'],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stand_in = sandbox.StandIn(stand_in)
    home = sandbox.Home(os.environ['HOME'], app_id)
    prepare(home, stand_in)
    program = sandbox.Program(app_id, home.path / 'words.log')
    try:
        program.start()
        take_all(program, Backdrop(1280, 900), folder)
        program.quit()
    except (accessible.Gone, accessible.TooLate) as error:
        sys.exit(f'{error}\n{program.words()}')
    finally:
        stand_in.stop()
        manager.terminate()


main()
