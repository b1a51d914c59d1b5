"""Plays from rows: without doubles, with names, lengths and verdicts."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.rows import Key, Names, Row, fold, song_key

COUNT_AS = ("any", "stream", "scrobble", "full")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CROSSFADE_MS = 13_000
_CLOCKS_APART_MS = 2_000
_COMPARED_MS = 600_000
_STREAM_MS = 30_000
_SHORT_PAUSE_MS = 6 * 3_600_000
_DAY_MS = 24 * 3_600_000
_FOUR_MINUTES_MS = 240_000
_NO_SCROBBLE_MS = 30_000
_BUTTONS = {"fwdbtn", "backbtn", "nextbtn"}
_CHOICES = {"endplay", "clickrow", "clickside", "playbtn", "popup", "uriopen"}


_RESPELLED_MS = 30_000
_EXITS = {"logout", "unexpected-exit", "unexpected-exit-while-paused"}
_ZONES = {"JP": ZoneInfo("Asia/Tokyo")}
"""Where a country has a zone of its own that is not that of home."""
_COMPILATIONS = {"various artists", "verschiedene interpreten", "群星"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One play, with its local day and hour; ``counts`` holds the definitions it satisfies."""

    row: Row
    start_ms: int
    end_ms: int
    heard_ms: int
    kind: str
    private: bool
    names: Names
    song: Key | None
    artist: Key | None
    album: Key | None
    length_ms: int | None
    verdict: str
    counts: frozenset[str]
    moment: datetime
    day: date
    hour: int


def plays_of(rows: Iterable[Row], zone: ZoneInfo) -> list[Play]:
    """Return the plays of some rows, sorted by start."""
    rows = list(rows)
    names = names_of(rows)
    kept = list(_with_confirmed_starts(rows, _without_doubles(rows, names)))
    lengths = _Lengths(kept, names)
    plays = (
        _play(row, names[row.identity], lengths.of(row), _ZONES.get(row.country or "", zone))
        for row in kept
    )
    return _in_order(sorted(plays, key=lambda play: (play.start_ms, play.row.place)))


def _in_order(plays: Iterable[Play]) -> list[Play]:
    """Return plays whose days never go back, although clocks do on a way to the west."""
    latest = date.min
    ordered = []
    for play in plays:
        latest = max(latest, play.day)
        ordered.append(play if play.day == latest else replace(play, day=latest))
    return ordered


def _with_confirmed_starts(rows: Iterable[Row], kept: Iterable[Row]) -> Iterator[Row]:
    """Yield rows; a start stamped over 6 hours before holds if other rows confirm it.

    A row confirms it that ended within 3 s of the start; up to 24 hours, so does a silence.
    """
    ends_ms = sorted(row.stamp_ms for row in rows if row.source == "spotify-extended")
    for row in kept:
        if row.device_ms is None or row.is_late or row.device_ms > row.stamp_ms:
            yield row
            continue
        pause_ms = row.stamp_ms - row.heard_ms - row.device_ms
        next_ms = ends_ms[bisect_left(ends_ms, row.device_ms - 3_000)]
        after = bisect_right(ends_ms, row.device_ms + 3_000)
        is_silent = after == len(ends_ms) or ends_ms[after] >= row.stamp_ms
        is_confirmed = next_ms <= row.device_ms + 3_000 or (pause_ms <= _DAY_MS and is_silent)
        is_long = pause_ms > _SHORT_PAUSE_MS
        yield replace(row, start_ms=row.device_ms) if is_long and is_confirmed else row


def names_of(rows: Iterable[Row]) -> Mapping[Key | None, Names]:
    """Return the names of everything in its latest row that has a name."""
    latest: dict[Key | None, Row] = {}
    for row in rows:
        known = latest.get(row.identity)
        if known is None or _naming_order(row) > _naming_order(known):
            latest[row.identity] = row
    return {identity: row.names for identity, row in latest.items()}


def _naming_order(row: Row) -> tuple[bool, int, tuple[str, ...]]:
    """Return a sort key by how well a row names; of equal ends the names decide."""
    return row.names[0] is not None, row.stamp_ms, tuple(name or "" for name in row.names)


def _song(row: Row, names: Mapping[Key | None, Names]) -> Key | None:
    return song_key(row.uri, names[row.identity])


def _without_doubles(rows: Iterable[Row], names: Mapping[Key | None, Names]) -> Iterator[Row]:
    """Yield rows without those that cannot have happened beside an earlier one of their track."""
    alike: dict[tuple[Key | None, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        alike[_song(row, names), row.heard_ms, row.source].append(row)
    extended: list[Row] = []
    for (_, heard_ms, source), group in alike.items():
        if source == "spotify-account":
            yield from group
        else:
            extended += _apart(sorted(group, key=_telling_order), heard_ms)
    yield from _not_respelled(extended, names)


def _not_respelled(rows: Iterable[Row], names: Mapping[Key | None, Names]) -> Iterator[Row]:
    """Yield rows without those that another spelling of their title or artist repeats."""
    alike: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        alike[row.stamp_ms, row.heard_ms].append(row)
    for (_, heard_ms), group in alike.items():
        kept: list[Row] = []
        for row in sorted(group, key=lambda one: _song(one, names) or ()):
            same = [at for at, one in enumerate(kept) if _is_respelled(one, row, names)]
            if heard_ms >= _RESPELLED_MS and same:
                kept[same[0]] = _merged(kept[same[0]], row)
            else:
                kept.append(row)
        yield from kept


def _is_respelled(one: Row, other: Row, names: Mapping[Key | None, Names]) -> bool:
    first, second = _song(one, names), _song(other, names)
    if first is None or second is None or first == second:
        return False
    if first[0] != "song" or second[0] != "song":
        return False
    starts_s = {_usable_start_s(row) for row in (one, other)} - {None}
    shares_a_name = any(a == b for a, b in zip(first[1:], second[1:], strict=True) if a)
    return shares_a_name and len(starts_s) <= 1


def _telling_order(row: Row) -> tuple[int, bool, bool, bool, int]:
    """Return a sort key by time; of equals, rows with a reason, a start and an id are first."""
    return (
        row.stamp_ms,
        row.reason_end == "",
        row.device_ms is None,
        row.uri is None,
        row.start_ms,
    )


def _apart(ordered: Iterable[Row], heard_ms: int) -> Iterator[Row]:
    """Yield the rows of one track and time heard without their doubles."""
    kept: list[Row] = []
    recent: list[int] = []
    for row in ordered:
        recent = [at for at in recent if row.stamp_ms - kept[at].stamp_ms <= _COMPARED_MS]
        double_of = next((at for at in recent if _is_double(kept[at], row, heard_ms)), None)
        if double_of is None:
            recent.append(len(kept))
            kept.append(row)
        else:
            kept[double_of] = _merged(kept[double_of], row)
    yield from kept


def _merged(best: Row, double: Row) -> Row:
    return replace(
        best, private=best.private or double.private, place=min(best.place, double.place)
    )


def _is_double(one: Row, other: Row, heard_ms: int) -> bool:
    starts_s = [_usable_start_s(row) for row in (one, other)]
    if None not in starts_s:
        return starts_s[0] == starts_s[1]
    if one.stamp_ms == other.stamp_ms:
        return True
    apart_ms = abs(one.end_ms - other.end_ms)
    return apart_ms == 0 or apart_ms < heard_ms - _CROSSFADE_MS


def _usable_start_s(row: Row) -> int | None:
    """Return the second of the start stamp, unless it is later than the row itself."""
    if row.device_ms is None or row.device_ms > row.stamp_ms + _CLOCKS_APART_MS:
        return None
    return row.device_ms // 1000


class _Lengths:
    """Track lengths: the lower median of the plays that ended with ``trackdone``.

    A resumed play says nothing; of fewer than three a longer time heard takes their place.
    """

    def __init__(self, rows: Iterable[Row], names: Mapping[Key | None, Names]) -> None:
        self._names = names
        self._done: dict[Key, list[int]] = defaultdict(list)
        self._longest: dict[Key, int] = defaultdict(int)
        rest_of = _rests(rows)
        for row in rows:
            for key in self._keys(row):
                self._longest[key] = max(self._longest[key], row.heard_ms)
                is_rest = _is_resumed(row) or row.place in rest_of
                if row.reason_end == "trackdone" and row.heard_ms and not is_rest:
                    self._done[key].append(row.heard_ms)
        for heard_ms in self._done.values():
            heard_ms.sort()

    def of(self, row: Row) -> int | None:
        for key in self._keys(row):
            if done := self._done.get(key):
                median = done[(len(done) - 1) // 2]
                return median if len(done) >= 3 else max(median, self._longest[key])
        return None

    def _keys(self, row: Row) -> list[Key]:
        """Return the Spotify id, then artist and title, as far as they are known."""
        song = _song(row, self._names)
        keys = [] if row.uri is None else [("id", row.uri)]
        return keys + [key for key in (song,) if key is not None and key not in keys]


def _rests(rows: Iterable[Row]) -> set[int]:
    """Return the places of rows that follow an exit from the same id within 10 minutes."""
    by_id: dict[Key | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row.identity].append(row)
    rests: set[int] = set()
    for group in by_id.values():
        exits = [row for row in group if row.reason_end in _EXITS]
        for row in group:
            if any(one.end_ms <= row.start_ms <= one.end_ms + 600_000 for one in exits):
                rests.add(row.place)
    return rests


def _is_resumed(row: Row) -> bool:
    return row.reason_start in {"appload", "remote"}


def _play(row: Row, names: Names, length_ms: int | None, zone: ZoneInfo) -> Play:
    _, artist, album = names
    verdict = _verdict(row, length_ms)
    moment = (_EPOCH + timedelta(milliseconds=row.start_ms)).astimezone(zone)
    return Play(
        row=row,
        start_ms=row.start_ms,
        end_ms=row.end_ms,
        heard_ms=row.heard_ms,
        kind=row.kind,
        private=row.private,
        names=names,
        song=song_key(row.uri, names),
        artist=artist_key(artist),
        album=None if album is None else (fold(album), fold(artist or "")),
        length_ms=length_ms,
        verdict=verdict,
        counts=frozenset(_counts(row.heard_ms, length_ms, verdict)),
        moment=moment,
        day=moment.date(),
        hour=moment.hour,
    )


def artist_key(name: str | None) -> Key | None:
    """Return what identifies an artist; ``None`` for a compilation, too."""
    return None if name is None or fold(name) in _COMPILATIONS else (fold(name),)


def _verdict(row: Row, length_ms: int | None) -> str:
    if row.reason_end == "trackdone":
        return "finished"
    if length_ms is not None and row.heard_ms * 10 >= length_ms * 9:
        return "finished"
    if row.reason_end in _BUTTONS:
        return "skipped"
    if row.reason_end in _CHOICES:
        is_half = length_ms is None or row.heard_ms * 2 >= length_ms
        return "stopped" if row.heard_ms >= _STREAM_MS and is_half else "skipped"
    if row.reason_end in {"", "unknown", "none"}:
        return "skipped" if row.skipped else "unknown"
    return "stopped"


def _counts(heard_ms: int, length_ms: int | None, verdict: str) -> Iterator[str]:
    yield "any"
    if heard_ms >= _STREAM_MS:
        yield "stream"
    if length_ms is None:
        if heard_ms >= _FOUR_MINUTES_MS:
            yield "scrobble"
    elif length_ms > _NO_SCROBBLE_MS and (
        heard_ms * 2 >= length_ms or heard_ms >= _FOUR_MINUTES_MS
    ):
        yield "scrobble"
    if verdict == "finished" and heard_ms > 0:
        yield "full"
