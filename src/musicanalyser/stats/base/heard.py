"""How much of what was heard: sums by the id Spotify gave, gathered into tracks, artists, albums.

The plays are summed by SQLite, which leaves one row for each id; only these are named and gathered.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from musicanalyser.report import Column, Coverage
from musicanalyser.stats.base.conditions import ask
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import periods, share
from musicanalyser.timespan import Window

_TALLY = """
select
  t.song_key, t.artist_key, t.album_key, t.title, t.artist, t.album, t.uri,
  p.heard_ms, p.plays, p.played, p.known, p.skips, p.first_day, p.last_day, p.last_ms
from (
  select
    h.track_id, sum(h.heard_ms) as heard_ms, sum({counted}) as plays, count(*) as played,
    sum(h.verdict <> 'unknown') as known, sum(h.verdict = 'skipped') as skips,
    min(iif({counted}, h.local_day, null)) as first_day,
    max(iif({counted}, h.local_day, null)) as last_day,
    max(h.started_ms) as last_ms
  from v_heard h
  where {music} and {window}
  group by h.track_id
) p
join v_tracks t on t.id = p.track_id
"""


class Heard(NamedTuple):
    """What was heard in a window of one id, or of several that make one track, artist or album."""

    song_key: str
    artist_key: str | None
    album_key: str | None
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None
    heard_ms: int
    plays: int
    """The counted ones."""
    played: int
    """All plays, however short."""
    known: int
    """The plays whose verdict is known."""
    skips: int
    first_day: str | None
    """The local day of the first counted play, in ISO 8601."""
    last_day: str | None
    last_ms: int
    """The start of the last play, however short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedEntity:
    """Of what a list is made."""

    plural: str
    key: str
    """The field of `Heard`, and the column of ``v_tracks``, that tells one from another."""
    columns: tuple[Column, ...]
    """The names to show: each is a field of `Heard`, and breaks ties in this order."""

    def key_of(self, heard: Heard) -> str | None:
        """Return what tells one track, artist or album from another."""
        key: str | None = getattr(heard, self.key)
        return key

    def names_of(self, heard: Heard) -> tuple[str | None, ...]:
        """Return what the columns show."""
        return tuple(getattr(heard, column.name) for column in self.columns)

    def name_order(self, heard: Heard) -> tuple[tuple[bool, str], ...]:
        """Return what sorts by name, unknown names last; the key makes the order total."""
        names = (*self.names_of(heard), self.key_of(heard))
        return tuple((name is None, name or "") for name in names)


TRACKS = RankedEntity(
    plural="tracks",
    key="song_key",
    columns=(
        Column(name="title", title="Track"),
        Column(name="artist", title="Artist"),
        Column(name="album", title="Album", detail=True),
        Column(name="uri", title="Address", detail=True),
    ),
)
ARTISTS = RankedEntity(
    plural="artists",
    key="artist_key",
    columns=(Column(name="artist", title="Artist"),),
)
ALBUMS = RankedEntity(
    plural="albums",
    key="album_key",
    columns=(Column(name="album", title="Album"), Column(name="artist", title="Artist")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTotals:
    """What music was heard in one window."""

    window: Window
    ids: tuple[Heard, ...]
    _gathered: dict[str, list[Heard]] = field(default_factory=dict)

    def total(self, figure: str) -> int:
        """Return the sum of a field of `Heard`."""
        return sum(getattr(one, figure) for one in self.ids)

    def gathered(self, subject: RankedEntity) -> list[Heard]:
        """Return the tracks, artists or albums; an id that names none is left out."""
        if subject.plural not in self._gathered:
            self._gathered[subject.plural] = _gather(self.ids, subject)
        return self._gathered[subject.plural]

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.total("skips"), self.total("known"))

    @property
    def known_share(self) -> Coverage | None:
        """Of how many plays the verdict is known; ``None`` where there are no plays."""
        if not self.ids:
            return None
        known = share(self.total("known"), self.total("played"))
        return Coverage(of="the plays, those with a known end", share=known)


def tallies(conn: sqlite3.Connection, question: Question) -> tuple[WindowTotals, ...]:
    """Sum the window by id and, if it has one, the window before it."""
    return tuple(
        WindowTotals(
            window=window, ids=tuple(map(Heard._make, ask(conn, _TALLY, question, window)))
        )
        for window in periods(question.window)
    )


def _gather(ids: Iterable[Heard], subject: RankedEntity) -> list[Heard]:
    groups: dict[str, Heard] = {}
    for one in ids:
        key = subject.key_of(one)
        if key is not None:
            groups[key] = _together(groups[key], one) if key in groups else one
    return list(groups.values())


def _together(one: Heard, other: Heard) -> Heard:
    """Add up two ids, under the keys and names of the one that was heard last."""
    latest = max(one, other, key=lambda heard: (heard.last_ms, heard.uri or ""))
    days = (one.first_day, one.last_day, other.first_day, other.last_day)
    counted = [day for day in days if day is not None]
    return Heard(
        *latest[:7],
        one.heard_ms + other.heard_ms,
        one.plays + other.plays,
        one.played + other.played,
        one.known + other.known,
        one.skips + other.skips,
        min(counted, default=None),
        max(counted, default=None),
        latest.last_ms,
    )
