"""Calendar and trend, recomputed day by day."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table, known, share, skips, total_ms
from tests.oracle.asking import ARTISTS, Asked, History
from tests.oracle.known import days_of, known_dates
from tests.oracle.mixtures import mean
from tests.oracle.plays import Play
from tests.oracle.spans import Span, day_start_ms, local
from tests.oracle.tastes import features_of_songs
from tests.oracle.timing import WEEKDAYS, streaks

_SHOWN = {"time": "heard_ms", "plays": "plays", "skips": "skip_rate", "mood": "valence"}
_NOTHING: Line = dict.fromkeys(("heard_ms", "plays", "skip_rate", "skips"))
_MOOD_DAYS = 371
_FORMS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def calendar(history: History, asked: Asked) -> Answer:
    span = asked.spans.now
    if not history.heard(asked, span):
        return {"calendar": []}
    plays = _by_day(history, asked, span)
    dates = known_dates(history, asked)
    days = days_of(span, history, asked)
    table: Table = []
    for day in days:
        is_known = day in dates or bool(plays[day])
        line = {"day": day, **(_figures(plays[day], asked) if is_known else _NOTHING)}
        if asked.show == "mood" or len(days) <= _MOOD_DAYS:
            line["valence"] = _valence(history, plays[day])
        table.append(line)
    best = [line for line in table if line[_SHOWN[asked.show]]]
    best.sort(key=lambda line: (line[_SHOWN[asked.show]], line["day"]), reverse=True)
    return {
        "calendar": table,
        "weekdays": [_weekday(table, weekday) for weekday in range(7)],
        "best-days": best[: asked.limit],
        "streaks": streaks(history, asked)["streaks"],
    }


def _by_day(history: History, asked: Asked, span: Span) -> Mapping[date, list[Play]]:
    plays: dict[date, list[Play]] = defaultdict(list)
    for play in history.heard(asked, span):
        plays[play.day].append(play)
    return plays


def _figures(plays: Sequence[Play], asked: Asked) -> Line:
    return {
        "heard_ms": total_ms(plays),
        "plays": sum(map(asked.counts, plays)),
        "skip_rate": share(skips(plays), known(plays)),
        "skips": skips(plays) if known(plays) else None,
    }


def _valence(history: History, plays: Sequence[Play]) -> Fraction | None:
    features = features_of_songs(history)
    pairs = [
        (Fraction(str(features[play.song]["valence"])), play.heard_ms)
        for play in plays
        if play.song is not None and play.song in features
    ]
    whole_ms = total_ms(plays)
    if not whole_ms or Fraction(sum(ms for _, ms in pairs), whole_ms) < Fraction(2, 5):
        return None
    return mean(pairs)


def _weekday(table: Table, weekday: int) -> Line:
    of_it = [line for line in table if f"{line['day']:%u}" == str(weekday + 1)]
    lines = [line for line in of_it if line["heard_ms"] is not None]
    times = [ms for line in lines if isinstance(ms := line["heard_ms"], int)]
    plays = [count for line in lines if isinstance(count := line["plays"], int)]
    return {
        "weekday": WEEKDAYS[weekday],
        "mean_ms": sum(times) // len(times) if times else None,
        "mean_plays": share(sum(plays), len(plays)),
        "days": len(lines),
    }


def trend(history: History, asked: Asked) -> Answer:
    now, before = asked.spans.now, asked.spans.before
    if not history.heard(asked, now):
        return {"trend": []}
    unit = asked.per or _unit(len(days_of(now, history, asked)))
    rows = _rows(history, asked, now, unit, timedelta())
    earlier: Mapping[str, Line] = {}
    if before is not None and (moved := _moved_by(history, now, before)) is not None:
        earlier = _rows(history, asked, before, unit, moved)
    return {
        "trend": [
            {
                "span": name,
                **line,
                **{
                    f"previous_{figure}": earlier.get(name, {}).get(figure)
                    for figure in ("heard_ms", "plays", "skip_rate", "new_artists")
                },
            }
            for name, line in rows.items()
        ]
    }


def _is_whole(history: History, span: Span, days: Sequence[date], unit: str) -> bool:
    """Return whether a span holds every day of a day, week, month or year from start to end."""
    day = days[0]
    while format(day - timedelta(days=1), _FORMS[unit]) == format(day, _FORMS[unit]):
        day -= timedelta(days=1)
    begin_ms, first = day_start_ms(day, history.zone), day
    while format(day, _FORMS[unit]) == format(days[0], _FORMS[unit]):
        day += timedelta(days=1)
    is_begun = span.since_ms is None or span.since_ms <= begin_ms
    is_listed = first == days[0] and day == days[-1] + timedelta(days=1)
    return is_begun and is_listed and day_start_ms(day, history.zone) <= span.until_ms


def _unit(days: int) -> str:
    if days <= 60:
        return "day"
    if days <= 420:
        return "week"
    return "month" if days <= 1860 else "year"


def _moved_by(history: History, now: Span, before: Span) -> timedelta | None:
    """Return by how many days a window lies after the previous one; ``None`` for hours."""
    if now.since_ms is None or before.since_ms is None:
        return None
    first, earlier = (local(ms, history.zone).date() for ms in (now.since_ms, before.since_ms))
    is_by_days = now.since_ms == day_start_ms(first, history.zone)
    return first - earlier if is_by_days else None


def _rows(
    history: History, asked: Asked, span: Span, unit: str, moved: timedelta
) -> Mapping[str, Line]:
    plays = _by_day(history, asked, span)
    dates = known_dates(history, asked)
    new = Counter(group.days[0] for group in history.discovered(asked, span, ARTISTS))
    days: dict[str, list[date]] = defaultdict(list)
    for day in days_of(span, history, asked):
        days[format(day + moved, _FORMS[unit])].append(day)
    rows: dict[str, Line] = {}
    for name, of_it in days.items():
        known_days = [day for day in of_it if day in dates or plays[day]]
        heard = [play for day in of_it for play in plays[day]]
        found = sum(new[day] for day in of_it)
        figures = {**_figures(heard, asked), "new_artists": found}
        rows[name] = {
            **(figures if known_days else dict.fromkeys(figures)),
            "first_day": of_it[0],
            "last_day": of_it[-1],
            "days": len(of_it),
            "known_days": len(known_days),
            "is_whole": _is_whole(history, span, of_it, unit) and known_days == of_it,
        }
    return rows
