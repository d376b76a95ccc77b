# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the installed Flatpak on a desktop of its own, as a person with a screen reader would.
`flatpak/test` starts it there.

    test-flatpak.py APP-ID STAND-IN MEDIA-FOLDER PICTURES CASES

MEDIA-FOLDER holds what the stand-in of the service sends. CASES is "all"; "bare", where the desktop
names no folder for videos; or "start", whether it opens its window at all.
"""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import accessible
import desktop
import sandbox
import tap

CLEAN = '*: video without watermark'
PROMPT = 'A red fox runs through fresh snow at dawn*'
FOX = 'user:1234-minimax:fox-video:402000000000000001'
FOX_NAME = 'A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light'
# Eight seconds, which is long enough to be killed in the midst of.
SLOW = 'user:1234-minimax:mountains+big-4+slow-media-500-video:402000000000000002'
WHALE = 'user:1234-minimax:whale+big-1+slow-media-300-video:402000000000000003'


class Rig:
    """What the cases share."""

    def __init__(self, app_id, stand_in, media, pictures):
        self.media, self.pictures = pathlib.Path(media), pathlib.Path(pictures)
        self.desktop = desktop.Desktop()
        self.stand_in = sandbox.StandIn(stand_in)
        self.home = sandbox.Home(os.environ['HOME'], app_id)
        self.home.prepare()
        self.played = desktop.add_player(self.home.path)
        self.program = sandbox.Program(app_id, self.pictures / 'words.log')

    def fetch(self, video_id):
        """Shows a completed video."""
        self.program.enter('Video ID', video_id)
        self.program.press('Fetch')
        self.program.see(f'*{video_id}*')
        self.program.see('Completed')

    def shoot(self, name):
        """A picture to be looked at."""
        sandbox.shoot(str(self.pictures / f'{name}.png'))

    def compare(self, path):
        """Whether a file is the clip that the service sends."""
        if not path.exists():
            return [f'{path} is not there']
        want = sandbox.sha256(self.media / 'video.mp4')
        return [] if sandbox.sha256(path) == want else [f'{path} is not what was sent']


def opens(rig):
    """With a home that has seen nothing yet."""
    rig.home.set_text('api-url', rig.stand_in.api)
    rig.program.start()
    rig.program.see('Set Token…')
    rig.shoot('01-first-start')
    return []


def takes_token(rig):
    """Into the settings of the sandbox."""
    rig.program.press('Set Token…')
    rig.program.enter('API token', rig.stand_in.token)
    rig.program.press('Save')
    rig.program.see('Paste a Video ID')
    accessible.wait('the token is stored', lambda: rig.home.get_text('token'))
    faults = [] if rig.home.get_text('token') == rig.stand_in.token else ['another one is stored']
    if rig.home.keyfile.stat().st_mode & 0o077:
        faults.append('others can read it')
    return faults


def shows_video(rig):
    """Over the loopback interface, with its cover."""
    rig.fetch(FOX)
    rig.program.see('Cover', PROMPT)
    rig.shoot('02-completed')
    return []


def plays(rig):
    """What was not saved, from the media host, in the page."""
    rig.program.press('Play')
    position = rig.program.see('Position', interface='Value')
    accessible.wait('the video plays', lambda: position.property('Value', 'CurrentValue') >= 1)
    rig.shoot('07-played')
    subprocess.run(['xdotool', 'key', 'Escape'], check=True)
    accessible.wait('the player is closed', lambda: not rig.program.find('Position'))
    return []


def saves(rig):
    """With one click, where the person looks for videos."""
    rig.program.press('Download', CLEAN)
    rig.program.see('Saved · *')
    rig.shoot('03-saved')
    return rig.compare(rig.home.videos / f'{FOX_NAME} 402000000000000001.mp4')


def opens_file(rig):
    """By the portal, with the player of the desktop."""
    rig.program.press('Open', 'Open' + CLEAN[1:])
    accessible.wait('the player has the file', lambda: not rig.compare(rig.played))
    return []


def shows_in_folder(rig):
    """By the portal, with the file manager of the desktop."""
    rig.program.press('Show in Folder', 'Show in Folder' + CLEAN[1:])
    shown = accessible.wait('the file manager is asked', lambda: rig.desktop.shown)
    want = str(rig.home.videos / f'{FOX_NAME} 402000000000000001.mp4')
    return [] if shown == [want] else [f'it was asked to show {shown}']


def chooses_folder(rig):
    """By the portal: one that the sandbox has no permission for."""
    folder = rig.home.path / 'Elsewhere'
    folder.mkdir()
    rig.program.act('preferences')
    rig.program.press('Choose…')
    chooser = accessible.wait('the file chooser opens',
                              lambda: rig.program.find_program('xdg-desktop-portal-gtk'))

    def typed():
        # The first stroke opens its entry for paths, once it has the focus.
        subprocess.run(['xdotool', 'key', 'ctrl+l', 'ctrl+a', 'type', f'{folder}/'], check=True)
        return any(node.text() == f'{folder}/' for node in chooser.below())
    accessible.wait('it takes a path', typed)
    rig.shoot('04-file-chooser')
    subprocess.run(['xdotool', 'key', 'Return'], check=True)
    accessible.wait('the folder is stored', lambda: rig.home.get_text('download-folder'))
    stored = rig.home.get_text('download-folder')
    return [] if stored.endswith('/doc/' + stored.split('/')[-2] + '/Elsewhere') else [stored]


def outlives_kill(rig):
    """What is on its way to that folder, with its part beside it."""
    folder = rig.home.path / 'Elsewhere'
    rig.fetch(SLOW)
    rig.program.press('Download', CLEAN)
    part = accessible.wait('a part grows', lambda: [
        path for path in folder.glob('*.mp4.part') if path.stat().st_size > 500_000])[0]
    rig.program.kill()
    left = part.stat().st_size
    rig.program.start()
    accessible.wait('the rest is saved', lambda: part.with_suffix('').exists())
    rig.shoot('05-after-a-kill')
    faults = [f'also there: {path.name}' for path in folder.iterdir()
              if path != part.with_suffix('')]
    if part.with_suffix('').stat().st_size != 4_000_000 or left >= 4_000_000:
        faults.append(f'{left} bytes became {part.with_suffix("").stat().st_size}')
    return faults


def keeps_token(rig):
    """Over restarts, and says so."""
    rig.program.quit()
    rig.program.start()
    rig.program.act('preferences')
    rig.program.see('A token is stored')
    rig.shoot('06-preferences')
    return [f'it shows {name}' for name in ['Set Token…'] if rig.program.find(name)]


def notifies(rig):
    """By the portal, when its window is closed and when the file is there; then it ends."""
    rig.program.quit()
    rig.program.start()
    rig.fetch(WHALE)
    rig.program.press('Download', CLEAN)
    rig.program.see('Cancel', CLEAN)
    rig.desktop.notifications.clear()
    rig.program.press('Close', 'Close the window')
    status = rig.program.wait_end()
    titles = [title for title, _body in rig.desktop.notifications]
    faults = [] if status == 0 else [f'exit status {status}']
    if [title.split()[0] for title in titles] != ['Rushes', 'Saved']:
        faults.append(f'it notified of {titles}')
    return faults


def keeps_without_folder(rig):
    """What it saves, where it is not given a folder of the home for it."""
    (rig.home.path / '.config' / 'user-dirs.dirs').write_text('', encoding='utf-8')
    rig.home.set_text('api-url', rig.stand_in.api)
    rig.program.start()
    takes_token(rig)
    rig.fetch(FOX)
    rig.program.press('Download', CLEAN)
    rig.program.see('Saved · *')
    rig.program.quit()
    return rig.compare(rig.home.data / 'Videos' / 'Rushes' / f'{FOX_NAME} 402000000000000001.mp4')


def is_activated(rig):
    """By the bus, as from a notification or a launcher."""
    rig.program.activate()
    rig.program.see('Paste a Video ID')
    return []


def opens_preferences(rig):
    """From the menu of its launcher, over its window, whether that is there or not."""
    rig.program.quit()
    rig.program.activate('preferences')
    rig.program.see('A token is stored')
    rig.program.see('Paste a Video ID')
    return []


def ends(rig):
    """When it is told to."""
    status = rig.program.quit()
    return [] if status == 0 else [f'exit status {status}']


def says_nothing(rig):
    """Of a fault, neither its own nor GTK's."""
    return rig.program.faults()


CASES = {
    'bare': [keeps_without_folder, says_nothing],
    'start': [opens, ends, says_nothing],
    'all': [opens, takes_token, shows_video, plays, saves, opens_file, shows_in_folder,
            chooses_folder, outlives_kill, keeps_token, notifies, is_activated, opens_preferences,
            ends, says_nothing],
}


def check(rig, case):
    """One case, and what was seen if it did not come as it should."""
    name = case.__name__.replace('_', ' ')
    try:
        faults = case(rig)
    except (accessible.Gone, accessible.TooLate, OSError, subprocess.SubprocessError) as error:
        faults = [repr(error)]
        sandbox.shoot(str(rig.pictures / f'failed-{case.__name__}.png'))
        if rig.program.root:
            faults += rig.program.root.dump()
    tap.check(name, faults)


def main():
    """All cases, one after the other: each goes on where the last one ended."""
    app_id, stand_in, media, pictures, cases = sys.argv[1:]
    manager = subprocess.Popen(['metacity', '--sm-disable', '--compositor=xrender'],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rig = Rig(app_id, stand_in, media, pictures)
    try:
        for case in CASES[cases]:
            check(rig, case)
    finally:
        subprocess.run(['flatpak', 'kill', app_id], stderr=subprocess.DEVNULL, check=False)
        rig.stand_in.stop()
        manager.terminate()
    tap.end()


main()
