"""The invented music there is: tracks, and the lists they stand in."""

from dataclasses import dataclass

from musicanalyser.model.item import Item, ItemKind
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.habits import TRACK_MEDIAN_MS, TRACK_SPREAD

_TRACKS = 1_500
_TRACKS_PER_ALBUM = 12
_LISTS = 60
_LEAST_MS, _MOST_MS = 60_000, 900_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One track; ``id`` is the last part of its address."""

    id: str
    item: Item
    length_ms: int

    @property
    def uri(self) -> str:
        return f"spotify:track:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """A list that can be played, and its address."""

    uri: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All there is."""

    tracks: tuple[Track, ...]
    lists: tuple[Playlist, ...]


def invent(draws: Draws) -> Catalogue:
    """Make up a catalogue."""
    tracks = tuple(_track(number, draws) for number in range(_TRACKS))
    lists = tuple(
        Playlist(
            uri=f"spotify:playlist:list{number:018d}",
            tracks=tuple(draws.sample(tracks, draws.randint(20, 80))),
        )
        for number in range(_LISTS)
    )
    return Catalogue(tracks=tracks, lists=lists)


def _track(number: int, draws: Draws) -> Track:
    album = number // _TRACKS_PER_ALBUM
    name = f"track{number:017d}"
    length_ms = int(draws.around(TRACK_MEDIAN_MS, TRACK_SPREAD))
    item = Item(
        kind=ItemKind.MUSIC,
        uri=f"spotify:track:{name}",
        title=f"Title {number}",
        artist=f"Artist {album // 2}",
        album=f"Album {album}",
    )
    return Track(id=name, item=item, length_ms=min(_MOST_MS, max(_LEAST_MS, length_ms)))
