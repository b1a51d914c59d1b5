"""The order of what is to come: a list, shuffled or not, that clicks and queueing change."""

from collections.abc import Sequence
from dataclasses import replace

from tests.simulators.listener.catalogue import Catalogue, Track
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.timeline import Setting

SHOWN = 20
"""So many upcoming tracks the service tells."""
_AUTOPLAY_SHARE = 0.7


class Order:
    """What is played of one list, from where to where."""

    def __init__(self, catalogue: Catalogue, draws: Draws, setting: Setting) -> None:
        self._catalogue, self._draws = catalogue, draws
        chosen = catalogue.lists[int(len(catalogue.lists) * draws.random() ** 2)]
        self.setting = replace(setting, context=chosen.uri, repeat_one=False)
        self._tracks = list(chosen.tracks)
        self._at = 0
        if setting.shuffle:
            draws.shuffle(self._tracks)
        elif draws.share(0.5):
            self._at = draws.randrange(len(self._tracks) // 2)

    @property
    def current(self) -> Track:
        return self._tracks[self._at]

    @property
    def upcoming(self) -> tuple[Track, ...]:
        return tuple(self._tracks[self._at + 1 : self._at + 1 + SHOWN])

    def advance(self) -> bool:
        """Go to the next track; return false if the music stops, for want of one."""
        if self._at + 1 == len(self._tracks):
            if not self._draws.share(_AUTOPLAY_SHARE):
                return False
            self._tracks += self._draws.sample(self._catalogue.tracks, 30)
        self._at += 1
        return True

    def back(self) -> None:
        """Go to the track before, or restart the first."""
        self._at = max(0, self._at - 1)

    def click(self) -> None:
        """Go to a track further down; where the list is shuffled, the rest is shuffled anew."""
        ahead = self._draws.randint(2, 15)
        self._at = min(len(self._tracks) - 1, self._at + ahead)
        if self.setting.shuffle:
            rest = self._tracks[self._at + 1 :]
            self._draws.shuffle(rest)
            self._tracks[self._at + 1 :] = rest

    def edit(self) -> None:
        """Queue a track to come next, or take one of the next out."""
        if self._draws.share(0.5):
            self._tracks.insert(self._at + 1, self._draws.choice(self._catalogue.tracks))
        elif self._at + 4 < len(self._tracks):
            del self._tracks[self._at + self._draws.randint(1, 3)]


def some_device(draws: Draws, devices: Sequence[str]) -> str:
    """Return one of the kinds of device."""
    return draws.choice(devices)
