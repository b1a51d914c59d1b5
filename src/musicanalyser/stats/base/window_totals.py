"""Listening totals of a window: by Spotify id, and grouped into tracks, artists or albums.

SQLite sums the plays of each id; only these sums are named and grouped here.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from musicanalyser.report import Column, Coverage
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.counted_plays import TrackKeys
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import with_previous
from musicanalyser.timespan import Window

_TOTALS = """
select
  t.song_key, t.artist_key, t.album_key, t.title, t.artist, t.album, t.uri,
  p.heard_ms, p.plays, p.all_plays, p.plays_known, p.skips, p.first_day, p.last_day, p.last_ms
from (
  select
    h.track_id, sum(h.heard_ms) as heard_ms, sum({counted}) as plays, count(*) as all_plays,
    sum(h.verdict <> 'unknown') as plays_known, sum(h.verdict = 'skipped') as skips,
    min(iif({counted}, h.local_day, null)) as first_day,
    max(iif({counted}, h.local_day, null)) as last_day,
    max(h.started_ms) as last_ms
  from v_heard h
  where {music} and {window}
  group by h.track_id
) p
join v_tracks t on t.id = p.track_id
"""


class EntityTotals(NamedTuple):
    """The totals of one Spotify id, or of all ids of one track, artist or album."""

    song_key: str
    artist_key: str | None
    """The key of the artist; ``None`` if there is none, or if it is a compilation."""
    album_key: str | None
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None
    heard_ms: int
    """The listening time of all plays, counted or not."""
    plays: int
    """The counted plays."""
    all_plays: int
    plays_known: int
    """The plays whose verdict is known."""
    skips: int
    first_day: str | None
    """The local day of the first counted play, in ISO 8601."""
    last_day: str | None
    """The local day of the last counted play."""
    last_ms: int
    """The start of the last play, counted or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedEntity:
    """What the rows of a list are: tracks, artists or albums."""

    plural: str
    key: str
    """The field of `EntityTotals`, and column of ``v_tracks``, that identifies one of them."""
    columns: tuple[Column, ...]
    """The names to show: each is a field of `EntityTotals`. Ties are sorted by them in order."""

    def key_of(self, totals: EntityTotals) -> str | None:
        """Return the key that identifies the entity; ``None`` if it is not known."""
        key: str | None = getattr(totals, self.key)
        return key

    def names_of(self, totals: EntityTotals) -> tuple[str | None, ...]:
        """Return the values of the columns."""
        return tuple(getattr(totals, column.name) for column in self.columns)

    def name_order(self, totals: EntityTotals) -> tuple[tuple[bool, str], ...]:
        """Return a sort key by name, unknown names last; the entity's key makes it unique."""
        names = (*self.names_of(totals), self.key_of(totals))
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
    """The totals of all music in one window."""

    window: Window
    by_id: tuple[EntityTotals, ...]
    _groups: dict[str, list[EntityTotals]] = field(default_factory=dict)

    def sum_of(self, figure: str) -> int:
        """Return the sum of a field of `EntityTotals` over all ids."""
        return sum(getattr(one, figure) for one in self.by_id)

    def group_by(self, entity: RankedEntity) -> list[EntityTotals]:
        """Return the totals of each track, artist or album; ids without its key are left out."""
        if entity.plural not in self._groups:
            self._groups[entity.plural] = _group(self.by_id, entity)
        return self._groups[entity.plural]

    def count_of(self, entity: RankedEntity) -> int | None:
        """Return how many different ones have a counted play; ``None`` if none of them is known."""
        different = sum(1 for one in self.group_by(entity) if one.plays)
        is_unknown = not different and any(one.plays for one in self.by_id)
        return None if is_unknown else different

    @property
    def compilation_notes(self) -> tuple[str, ...]:
        """The sentence on artists such as "Various Artists", if the window has music of one."""
        return compilation_notes(self.by_id)

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.sum_of("skips"), self.sum_of("plays_known"))

    @property
    def verdict_coverage(self) -> Coverage | None:
        """For how many plays the verdict is known; ``None`` without plays."""
        if not self.by_id:
            return None
        known = share(self.sum_of("plays_known"), self.sum_of("all_plays"))
        return Coverage(of="the plays, those with a known end", share=known)


def sum_windows(conn: sqlite3.Connection, question: Question) -> tuple[WindowTotals, ...]:
    """Return the totals of the window and, if there is one, of the previous window."""
    return tuple(sum_window(conn, question, window) for window in with_previous(question.window))


def sum_window(conn: sqlite3.Connection, question: Question, window: Window) -> WindowTotals:
    """Return the totals of all music in one window."""
    rows = run_query(conn, _TOTALS, question, window)
    return WindowTotals(window=window, by_id=tuple(map(EntityTotals._make, rows)))


def compilation_notes(tracks: Iterable[EntityTotals | TrackKeys]) -> tuple[str, ...]:
    """Return the sentence on artists that name a compilation, if a track has one."""
    names = sorted({one.artist for one in tracks if one.artist and one.artist_key is None})
    return tuple(f"{name} is no artist, and is in no list of artists." for name in names)


def song_keys(windows: Iterable[WindowTotals]) -> str:
    """Return the keys of all songs of some windows as a JSON array, for ``json_each``."""
    return json.dumps(sorted({one.song_key for totals in windows for one in totals.by_id}))


def _group(by_id: Iterable[EntityTotals], entity: RankedEntity) -> list[EntityTotals]:
    groups: dict[str, EntityTotals] = {}
    for one in by_id:
        key = entity.key_of(one)
        if key is not None:
            groups[key] = _add(groups[key], one) if key in groups else one
    return list(groups.values())


def _add(one: EntityTotals, other: EntityTotals) -> EntityTotals:
    """Return the sum of two totals, with the keys and names of the one played last.

    Of two whose last plays started together, the greater Spotify id decides.
    """
    latest = max(one, other, key=lambda totals: (totals.last_ms, totals.uri or ""))
    days = (one.first_day, one.last_day, other.first_day, other.last_day)
    counted_days = [day for day in days if day is not None]
    return latest._replace(
        heard_ms=one.heard_ms + other.heard_ms,
        plays=one.plays + other.plays,
        all_plays=one.all_plays + other.all_plays,
        plays_known=one.plays_known + other.plays_known,
        skips=one.skips + other.skips,
        first_day=min(counted_days, default=None),
        last_day=max(counted_days, default=None),
    )
