"""Milestones: counted forward, play by play, from the first one on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from tests.oracle.answers import Answer, Line, Table, is_silent, total_ms
from tests.oracle.asking import ARTISTS, TRACKS, Asked, History
from tests.oracle.plays import Play
from tests.oracle.rows import Key, epoch_ms
from tests.oracle.spans import Span, day_start_ms, local

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_DAY = timedelta(days=1)
_KINDS = ("Plays", "Hours", "Artist hours", "Track plays", "Years", "Artist years")
_FIRSTS = {"Plays": 1_000, "Hours": 100, "Artist hours": 100, "Track plays": 100}
_UNITS = {"Plays": 1, "Hours": _HOUR_MS, "Artist hours": _HOUR_MS, "Track plays": 1}
_SERIES = [step * 10**power for power in range(9) for step in (1, 2, 5)]
_Sums = Mapping[tuple[str, Key | None], int]


def milestones(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"milestones": []}
    so_far = [_before(history, asked, min(s.until_ms, epoch_ms(asked.now))) for s in asked.both]
    end = local(min(asked.spans.now.until_ms, epoch_ms(asked.now)) - 1, history.zone).date()
    sums, reached = _count(so_far[0], asked)
    years = [*_anniversaries(history, so_far[0], asked, end)]
    return {
        "milestones": [_figures(plays, asked) for plays in so_far],
        "reached": [*_reached(history, asked, reached, years, end)][: asked.limit],
        "next": [*_next(history, asked, so_far[0], sums, years, end)][: asked.limit],
    }


def _before(history: History, asked: Asked, moment_ms: int) -> list[Play]:
    return history.heard(asked, Span(since_ms=None, until_ms=moment_ms))


def _figures(plays: Sequence[Play], asked: Asked) -> Line:
    sums, _ = _count(plays, asked)
    return {
        "plays": sum(map(asked.counts, plays)),
        "heard_ms": total_ms(plays),
        "artists": sum(k == "Artist hours" and v >= 100 * _HOUR_MS for (k, _), v in sums.items()),
        "tracks": sum(k == "Track plays" and v >= 100 for (k, _), v in sums.items()),
    }


def _count(plays: Sequence[Play], asked: Asked) -> tuple[_Sums, list[tuple[Play, str, int]]]:
    sums: Counter[tuple[str, Key | None]] = Counter()
    reached = []
    for play in plays:
        counted = int(asked.counts(play))
        for kind, key, amount in (
            ("Plays", None, counted),
            ("Hours", None, play.heard_ms),
            ("Artist hours", play.artist, play.heard_ms),
            ("Track plays", play.song, counted),
        ):
            if key is not None or kind in {"Plays", "Hours"}:
                before, after = sums[kind, key], sums[kind, key] + amount
                sums[kind, key] = after
                unit = _FIRSTS[kind] * _UNITS[kind]
                crossed = [n for n in _SERIES if before < n * unit <= after]
                reached += [(play, kind, number * _FIRSTS[kind]) for number in crossed[-1:]]
    return sums, reached


def _reached(
    history: History,
    asked: Asked,
    reached: Sequence[tuple[Play, str, int]],
    years: Sequence[Line],
    end: date,
) -> Iterator[Line]:
    span = asked.spans.now
    first = None if span.since_ms is None else local(span.since_ms, history.zone).date()
    found = [one for one in reached if span.holds(one[0].start_ms)]
    found.sort(key=lambda one: (-one[0].start_ms, -one[0].row.place, _KINDS.index(one[1])))
    lines: Table = [
        {
            "day": play.day,
            "milestone": kind,
            "count": number,
            "title": play.names[0],
            "artist": play.names[1],
            "reached_at": play.moment,
        }
        for play, kind, number in found
    ]
    lines += [
        {**line, "reached_at": None}
        for line in years
        if isinstance(day := line["day"], date) and day <= end and (not first or day >= first)
    ]
    yield from sorted(lines, key=lambda line: str(line["day"]), reverse=True)


def _anniversaries(
    history: History, plays: Sequence[Play], asked: Asked, end: date
) -> Iterator[Line]:
    music = history.music[asked.private]
    firsts: list[tuple[str, str | None, date]] = [("Years", None, music[0].day)]
    span = Span(since_ms=None, until_ms=epoch_ms(asked.now))
    names = {group.key: group.name[0] for group in history.groups(asked, span, ARTISTS)}
    times: Counter[Key] = Counter()
    for play in plays:
        if play.artist is not None:
            times[play.artist] += play.heard_ms
    heard = [key for key, ms in times.items() if ms > 0]
    for key in sorted(heard, key=lambda one: (-times[one], str(names[one])))[:5]:
        counted = [play.day for play in music if play.artist == key and asked.counts(play)]
        if counted:
            firsts.append(("Artist years", names[key], counted[0]))
    for kind, artist, first in firsts:
        years = 0
        day = first
        while first <= end and day <= end:
            years += 1
            leap = (first.month, first.day) == (2, 29) and (first.year + years) % 4
            day = date(first.year + years, 3, 1) if leap else first.replace(year=first.year + years)
            yield {"day": day, "milestone": kind, "count": years, "title": None, "artist": artist}


def _next(
    history: History,
    asked: Asked,
    plays: Sequence[Play],
    sums: _Sums,
    years: Sequence[Line],
    end: date,
) -> Iterator[Line]:
    zone, until_ms = history.zone, min(asked.spans.now.until_ms, epoch_ms(asked.now))
    begin = max(history.music[asked.private][0].day, end - 89 * _DAY)
    since_ms = day_start_ms(begin, zone)
    recent, _ = _count([play for play in plays if play.start_ms >= since_ms], asked)
    lines: Table = []
    names = _names(history, asked)
    for (kind, key), amount in {("Plays", None): 0, ("Hours", None): 0, **recent}.items():
        unit = _FIRSTS[kind] * _UNITS[kind]
        value = sums.get((kind, key), 0)
        target = next(number * unit for number in _SERIES if number * unit > value)
        missing = target - value
        days = -(-missing * (until_ms - since_ms) // (amount * _DAY_MS)) if amount else 10**6
        if days <= 3650 or key is None:
            title, artist = names.get((kind, key), (None, None))
            lines.append(
                {
                    "expected_day": end + days * _DAY if days <= 3650 else None,
                    "milestone": kind,
                    "count": target // _UNITS[kind],
                    "title": title,
                    "artist": artist,
                    "missing_plays": missing if _UNITS[kind] == 1 else None,
                    "missing_ms": None if _UNITS[kind] == 1 else missing,
                }
            )
    for line in years:
        if isinstance(day := line["day"], date) and day > end:
            shown = {name: value for name, value in line.items() if name != "day"}
            lines.append({**shown, "expected_day": day, "missing_plays": None, "missing_ms": None})
    yield from sorted(lines, key=_soonest)


def _names(
    history: History, asked: Asked
) -> dict[tuple[str, Key | None], tuple[str | None, str | None]]:
    span = Span(since_ms=None, until_ms=epoch_ms(asked.now))
    names: dict[tuple[str, Key | None], tuple[str | None, str | None]] = {}
    for group in history.groups(asked, span, ARTISTS):
        names["Artist hours", group.key] = (None, group.name[0])
    for group in history.groups(asked, span, TRACKS):
        names["Track plays", group.key] = (group.name[0], group.name[1])
    return names


def _soonest(line: Line) -> tuple[object, ...]:
    day = line["expected_day"]
    missing = line["missing_plays"] or line["missing_ms"]
    names = [(line[name] is None, line[name] or "") for name in ("artist", "title")]
    return (day is None, str(day), _KINDS.index(str(line["milestone"])), missing or 0, *names)
