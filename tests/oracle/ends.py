"""The first and the last play of days that go on until four in the morning."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table, is_silent
from tests.oracle.asking import Asked, History
from tests.oracle.plays import Play
from tests.oracle.rows import epoch_ms
from tests.oracle.spans import Span, day_start_ms, local

_DAY = timedelta(days=1)
_Ends = tuple[date, Play, Play | None]


def first_last(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"first-last": []}
    found = [[*_days(history, asked, span)] for span in asked.both]
    answer: dict[str, Table] = {"first-last": [_figures(days) for days in found]}
    if days := found[0]:
        lasts = [last for _, _, last in days if last]
        answer["first-tracks"] = _tracks([first for _, first, _ in days], asked)
        answer["last-tracks"] = _tracks(lasts, asked)
        answer["days"] = [_line(*one) for one in days[::-1][: asked.limit]]
    return answer


def _days(history: History, asked: Asked, span: Span) -> Iterator[_Ends]:
    by_day: dict[date, list[Play]] = defaultdict(list)
    until_ms = epoch_ms(asked.now)
    for play in history.music[asked.private]:
        if asked.counts(play) and play.start_ms < until_ms:
            by_day[play.day - (_DAY if play.hour < 4 else timedelta())].append(play)
    for day in sorted(by_day):
        if span.holds(_four_ms(day, history)):
            is_over = _four_ms(day + _DAY, history) <= until_ms
            yield day, by_day[day][0], by_day[day][-1] if is_over else None


def _four_ms(day: date, history: History) -> int:
    """Return four o'clock; in the zones of these tests no clock changes between 3 and 4."""
    midnight_ms = day_start_ms(day, history.zone)
    for minute in range(0, 8 * 60, 15):
        moment_ms = midnight_ms + minute * 60_000
        if local(moment_ms, history.zone).hour >= 4:
            return moment_ms
    raise AssertionError(day)


def _minutes(day: date, play: Play) -> int:
    return (play.day - day).days * 1440 + play.moment.hour * 60 + play.moment.minute


def _figures(days: Sequence[_Ends]) -> Line:
    firsts = sorted(_minutes(day, first) for day, first, _ in days)
    lasts = sorted(_minutes(day, last) for day, _, last in days if last)
    earliest = [day for day, first, _ in days if _minutes(day, first) == firsts[0]]
    latest = [day for day, _, last in days if last and _minutes(day, last) == lasts[-1]]
    return {
        "median_first": _shown(firsts[(len(firsts) - 1) // 2]) if firsts else None,
        "median_last": _shown(lasts[(len(lasts) - 1) // 2]) if lasts else None,
        "earliest_first": _shown(firsts[0]) if firsts else None,
        "earliest_day": earliest[-1] if earliest else None,
        "latest_last": _shown(lasts[-1]) if lasts else None,
        "latest_day": latest[-1] if latest else None,
        "days": len(days),
    }


def _shown(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _tracks(plays: Sequence[Play], asked: Asked) -> Table:
    days = Counter(play.song for play in plays)
    latest = {play.song: play for play in plays}
    often = [play for song, play in latest.items() if days[song] > 1]
    often.sort(key=lambda play: (-days[play.song], *_order(play)))
    return [
        {
            "title": play.names[0],
            "artist": play.names[1],
            "days": days[play.song],
            "share": Fraction(days[play.song], len(plays)),
        }
        for play in often[: asked.limit]
    ]


def _order(play: Play) -> tuple[tuple[bool, str], ...]:
    return tuple((name is None, name or "") for name in (*play.names[:2], play.row.uri))


def _line(day: date, first: Play, last: Play | None) -> Line:
    line: dict[str, object] = {"day": day}
    for name, play in (("first", first), ("last", last)):
        line[name] = None if play is None else _shown(_minutes(day, play))
        line[f"{name}_title"] = None if play is None else play.names[0]
        line[f"{name}_artist"] = None if play is None else play.names[1]
    return line
