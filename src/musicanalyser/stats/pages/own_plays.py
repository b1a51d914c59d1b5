"""The plays of one artist, track or album in a window, and groups of them."""

import json
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from musicanalyser.listening.skip_points import EXACT_MS
from musicanalyser.model.play_end import Verdict
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.timespan import Window

# The tracks first: an index has the plays of each in order of their start.
_PLAYS = """
select
  h.id, h.track_id, h.started_ms, h.ended_ms, h.heard_ms, h.day_number, h.local_hour, h.verdict,
  h.length_ms, {counted}, {one_part},
  h.high_ms is null or h.high_ms - h.low_ms <= :exact_ms,
  h.heard <> 'known' and h.heard_ms = 0
from json_each(:track_ids) wanted
cross join v_heard h on h.track_id = wanted.value
where {music} and {window}
order by h.started_ms, h.id
"""
_TRACKS = """
select t.id, t.song_id, t.artist_id, t.album_id, t.title, t.artist, t.album, t.uri
from json_each(?) wanted
cross join v_tracks t on t.id = wanted.value
"""


class OwnPlay(NamedTuple):
    """A play of the entity; ``counts`` says whether the rule of the question counts it."""

    id: int
    track_id: int
    started_ms: int
    ended_ms: int
    heard_ms: int
    day: int
    hour: int
    verdict: str
    length_ms: int | None
    counts: int
    is_within_quarter: int
    """Whether all of it sounded in one quarter of an hour."""
    is_exact: int
    """Whether the time heard is known exactly enough to say where a skip left."""
    is_time_unknown: int


class OwnTrack(NamedTuple):
    """An address of the entity with its names."""

    id: int
    song_id: int
    artist_id: int | None
    album_id: int | None
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None


GroupKey = TypeVar("GroupKey", bound=Hashable)


@dataclass(slots=True)
class PlayGroup:
    """The sums of some plays."""

    track_id: int = 0
    """The track of the latest of them, which names the group."""
    heard_ms: int = 0
    plays: int = 0
    """The counted plays."""
    all_plays: int = 0
    unknown_times: int = 0
    """The plays whose time heard is unknown."""
    known: int = 0
    """The plays whose verdict is known."""
    skips: int = 0
    finished: int = 0
    days: set[int] = field(default_factory=set)
    """The days with a counted play, by their numbers."""

    @property
    def has_time(self) -> bool:
        """Whether the time heard of any of them is known."""
        return self.unknown_times < self.all_plays

    def add(self, play: OwnPlay) -> None:
        """Add a play; they come in order of their start."""
        self.track_id = play.track_id
        self.heard_ms += play.heard_ms
        self.all_plays += 1
        self.unknown_times += play.is_time_unknown
        self.known += play.verdict != Verdict.UNKNOWN
        self.skips += play.verdict == Verdict.SKIPPED
        self.finished += play.verdict == Verdict.FINISHED
        if play.counts:
            self.plays += 1
            self.days.add(play.day)


def own_plays(conn: sqlite3.Connection, question: Question, window: Window) -> list[OwnPlay]:
    """Return the plays of the tracks of the question in a window, by start time."""
    return list(map(OwnPlay._make, run_query(conn, _PLAYS, question, window, exact_ms=EXACT_MS)))


def own_tracks(conn: sqlite3.Connection, question: Question) -> dict[int, OwnTrack]:
    """Return the tracks of the question by their ids."""
    rows = conn.execute(_TRACKS, (json.dumps(question.track_ids),))
    return {row[0]: OwnTrack._make(row) for row in rows}


def group_plays(
    plays: Iterable[OwnPlay], key: Callable[[OwnPlay], GroupKey | None]
) -> dict[GroupKey, PlayGroup]:
    """Return the sums of plays by a key; plays without one are left out."""
    groups: dict[GroupKey, PlayGroup] = {}
    for play in plays:
        if (name := key(play)) is not None:
            groups.setdefault(name, PlayGroup()).add(play)
    return groups


def sum_plays(plays: Sequence[OwnPlay]) -> PlayGroup:
    """Return the sums of all of them."""
    whole = PlayGroup()
    for play in plays:
        whole.add(play)
    return whole


def rank_order(by: RankBy, group: PlayGroup) -> tuple[int, int]:
    """Return a sort key: the most first, by time or by plays, then by the other of the two."""
    if by is RankBy.PLAYS:
        return (-group.plays, -group.heard_ms)
    return (-group.heard_ms, -group.plays)
