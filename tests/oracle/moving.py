"""Two windows beside each other, recomputed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table, is_silent, named, total_ms
from tests.oracle.asking import ARTISTS, TRACKS, Asked, History, Subject, name_order
from tests.oracle.fame import genre_times
from tests.oracle.figures import key_figures
from tests.oracle.known import days_of, known_dates
from tests.oracle.spans import Span


def compare(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"compare": []}
    answer: dict[str, Table] = {
        "compare": [
            {**key_figures(history, asked, span), **_per_day(history, asked, span)}
            for span in asked.both
        ]
    }
    before = asked.spans.before
    if before is None or not all(total_ms(history.heard(asked, span)) for span in asked.both):
        return answer
    for subject in (ARTISTS, TRACKS):
        answer[f"moved-{subject.plural}"] = _moved(history, asked, before, subject)
    if genres := _moved_genres(history, asked):
        answer["moved-genres"] = genres
    return answer


def _per_day(history: History, asked: Asked, span: Span) -> Mapping[str, object]:
    days = len(known_dates(history, asked) & {*days_of(span, history, asked)})
    heard_ms = total_ms(history.heard(asked, span))
    return {"known_days": days, "day_heard_ms": heard_ms // days if days else None}


def _moved(history: History, asked: Asked, before: Span, subject: Subject) -> Table:
    wholes = [total_ms(history.heard(asked, span)) for span in asked.both]
    now, earlier = (
        {group.key: group for group in history.groups(asked, span, subject)}
        for span in (asked.spans.now, before)
    )
    latest = {**earlier, **now}
    table: Table = []
    for group in sorted(latest.values(), key=name_order):
        times = [one[group.key].heard_ms if group.key in one else 0 for one in (now, earlier)]
        table.append({**named(subject, group), **_change(times, wholes)})
    return _most(table, asked)


def _moved_genres(history: History, asked: Asked) -> Table:
    found = [genre_times(history, asked, span) for span in asked.both]
    if not all(times for times, _ in found):
        return []
    wholes = [whole_ms for _, whole_ms in found]
    table: Table = []
    for genre in sorted({genre for times, _ in found for genre in times}):
        times = [one.get(genre, Fraction(0)) for one, _ in found]
        table.append({"genre": genre, **_change(times, wholes)})
    return _most(table, asked)


def _change(times: Sequence[Fraction | int], wholes: Sequence[int]) -> Line:
    now, before = (Fraction(part) / whole for part, whole in zip(times, wholes, strict=True))
    return {
        "heard_ms": round(times[0]),
        "previous_ms": round(times[1]),
        "previous_share": before,
        "share": now,
        "change": now - before,
    }


def _most(table: Table, asked: Asked) -> Table:
    return sorted(table, key=_moved_by, reverse=True)[: asked.limit]


def _moved_by(line: Line) -> Fraction:
    change = line["change"]
    assert isinstance(change, Fraction)
    return abs(change)
