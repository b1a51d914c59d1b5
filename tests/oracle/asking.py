"""A history that answers questions: the plays of a span, grouped, counted and named."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from tests.oracle.plays import Play, names_of, plays_of
from tests.oracle.rows import Key, Row
from tests.oracle.spans import Span, Spans

Name = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the rows of a list are, and how a play names them."""

    plural: str
    columns: tuple[str, ...]
    key: Callable[[Play], Key | None]
    name: Callable[[Play], Name]


TRACKS = Subject(
    plural="tracks",
    columns=("title", "artist", "album", "uri"),
    key=lambda play: play.song,
    name=lambda play: (*play.names, play.row.uri),
)
ARTISTS = Subject(
    plural="artists",
    columns=("artist",),
    key=lambda play: play.artist,
    name=lambda play: play.names[1:2],
)
ALBUMS = Subject(
    plural="albums",
    columns=("album", "artist"),
    key=lambda play: play.album,
    name=lambda play: (play.names[2], play.names[1]),
)
SUBJECTS = (TRACKS, ARTISTS, ALBUMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, and the local moment of asking."""

    spans: Spans
    now: datetime
    count_as: str = "stream"
    rank_by: str = "time"
    limit: int = 10
    private: bool = False
    hourly: bool = False
    show: str = "time"
    per: str | None = None
    gap_minutes: int = 30

    def counts(self, play: Play) -> bool:
        return self.count_as in play.counts

    @property
    def both(self) -> tuple[Span, ...]:
        """The window and, if there is one, the previous window."""
        return tuple(span for span in (self.spans.now, self.spans.before) if span is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The plays of one track, artist or album in a window."""

    key: Key
    name: Name
    plays: Sequence[Play]
    counted: Sequence[Play]
    heard_ms: int

    @property
    def days(self) -> list[date]:
        """The days of its counted plays, sorted."""
        return [play.day for play in self.counted]

    @property
    def is_kept(self) -> bool:
        return self.days[-1] > self.days[0]


class History:
    """All plays of some rows, in one time zone; results are cached."""

    def __init__(self, rows: Iterable[Row], zone: ZoneInfo) -> None:
        self._rows = [*rows]
        self.zone = zone
        self.plays = plays_of(self._rows, zone)
        self.names = names_of(self._rows)
        """The names of all that has an id or names, also of rows that are part of another play."""
        self.music = {
            private: [p for p in self.plays if p.kind == "music" and (private or not p.private)]
            for private in (False, True)
        }
        """All music, without private plays and with them."""
        self._plays = cache(self._plays_by_key)
        self._groups = cache(self._gathered)
        self._active = cache(self._active_days)
        self._firsts = cache(self._first_counted_ms)

    def seen_from(self, zone: ZoneInfo) -> "History":
        """Return the same history in another time zone."""
        return History(self._rows, zone)

    def within(self, span: Span) -> list[Play]:
        """Return the plays of every kind that started in a span, sorted."""
        return _started_in(self.plays, span)

    def heard(self, asked: Asked, span: Span) -> list[Play]:
        """Return the music of a span, sorted, with private plays if they are asked for."""
        return _started_in(self.music[asked.private], span)

    def days(self, asked: Asked) -> list[date]:
        """Return all active days, sorted."""
        return self._active(asked.private, asked.count_as)

    def groups(self, asked: Asked, span: Span, subject: Subject) -> list[Group]:
        """Return the music of a span by track, artist or album."""
        return self._groups(asked.private, asked.count_as, span, subject)

    def ranked(self, asked: Asked, span: Span, subject: Subject) -> list[Group]:
        """Return what has a counted play, by rank; ties by the other figure, then by name."""

        def order(group: Group) -> tuple[int, int, object]:
            figures = [group.heard_ms, len(group.counted)]
            if asked.rank_by == "plays":
                figures.reverse()
            return -figures[0], -figures[1], name_order(group)

        groups = self.groups(asked, span, subject)
        return sorted((group for group in groups if group.counted), key=order)

    def discovered(self, asked: Asked, span: Span, subject: Subject) -> list[Group]:
        """Return what has its first counted play ever in the span, by rank."""
        firsts_ms = self._firsts(asked.private, asked.count_as, subject)
        groups = self.ranked(asked, span, subject)
        return [group for group in groups if span.holds(firsts_ms[group.key])]

    def _gathered(self, private: bool, count_as: str, span: Span, subject: Subject) -> list[Group]:
        return [
            Group(
                key=key,
                name=subject.name(latest(plays)),
                plays=plays,
                counted=[play for play in plays if count_as in play.counts],
                heard_ms=sum([play.heard_ms for play in plays]),
            )
            for key, plays in self._plays(private, span, subject).items()
        ]

    def _plays_by_key(
        self, private: bool, span: Span, subject: Subject
    ) -> Mapping[Key, Sequence[Play]]:
        gathered: dict[Key, list[Play]] = defaultdict(list)
        for play in _started_in(self.music[private], span):
            key = subject.key(play)
            if key is not None:
                gathered[key].append(play)
        return gathered

    def _active_days(self, private: bool, count_as: str) -> list[date]:
        return sorted({play.day for play in self.music[private] if count_as in play.counts})

    def _first_counted_ms(
        self,
        private: bool,
        count_as: str,
        subject: Subject,
    ) -> Mapping[Key, int]:
        firsts_ms: dict[Key, int] = {}
        for play in self.music[private]:
            key = subject.key(play)
            if key is not None and count_as in play.counts:
                firsts_ms.setdefault(key, play.start_ms)
        return firsts_ms


def _started_in(plays: Sequence[Play], span: Span) -> list[Play]:
    """Return the plays of a span from plays that are sorted by start."""
    first = 0 if span.since_ms is None else bisect_left(plays, span.since_ms, key=_start_ms)
    return [*plays[first : bisect_left(plays, span.until_ms, key=_start_ms)]]


def latest(plays: Sequence[Play]) -> Play:
    """Return the last of plays sorted by start; of equals the one with the greatest id."""
    equals = takewhile(lambda play: play.start_ms == plays[-1].start_ms, reversed(plays))
    return max(equals, key=lambda play: play.row.uri or "")


def _start_ms(play: Play) -> int:
    return play.start_ms


def name_order(group: Group) -> tuple[tuple[bool, str], ...]:
    """Return a sort key by name, unknown names last."""
    return tuple((part is None, part or "") for part in (*group.name, *group.key))
