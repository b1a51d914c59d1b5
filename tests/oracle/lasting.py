"""Which discoveries were still heard after some days, recomputed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from tests.oracle.answers import Line, Table, share
from tests.oracle.asking import ARTISTS, TRACKS, Asked, History, Subject
from tests.oracle.known import known_dates
from tests.oracle.rows import Key, epoch_ms
from tests.oracle.spans import Span, day_start_ms, local

_DAY_MS = 24 * 3_600_000
_HORIZONS, _FOLLOWED, _MOST = (7, 30, 90), 14, 1_000


def retention(history: History, asked: Asked) -> Table:
    return [
        _line(history, asked, subject, horizon)
        for subject in (TRACKS, ARTISTS)
        for horizon in _HORIZONS
    ]


def _line(history: History, asked: Asked, subject: Subject, horizon: int) -> Line:
    counts = [_counts(history, asked, span, subject, horizon) for span in asked.both]
    shares = [share(heard, old) for old, heard in counts]
    before = shares[1] if len(shares) > 1 else None
    return {
        "discoveries": subject.plural,
        "horizon_days": horizon,
        "old_enough": counts[0][0],
        "heard": counts[0][1],
        "share": shares[0],
        "previous_share": before,
        "change": None if shares[0] is None or before is None else shares[0] - before,
    }


def _counts(
    history: History, asked: Asked, span: Span, subject: Subject, horizon: int
) -> tuple[int, int]:
    """Return how many discoveries are old enough, and how many of them were still heard."""
    known = known_dates(history, asked)
    end_ms = min(day_start_ms(max(known) + timedelta(days=1), history.zone), epoch_ms(asked.now))
    starts = _starts(history, asked.private, asked.count_as, subject)
    past = [
        starts_ms
        for starts_ms in starts.values()
        if span.holds(starts_ms[0]) and starts_ms[0] + (horizon + _FOLLOWED) * _DAY_MS <= end_ms
    ]
    past.sort(key=lambda starts_ms: -starts_ms[0])
    old = heard = 0
    for starts_ms in past[:_MOST]:
        since_ms = starts_ms[0] + horizon * _DAY_MS
        until_ms = since_ms + _FOLLOWED * _DAY_MS
        day, last = (local(one, history.zone).date() for one in (since_ms, until_ms - 1))
        if all(day + timedelta(days=n) in known for n in range((last - day).days + 1)):
            old += 1
            heard += any(since_ms <= one < until_ms for one in starts_ms)
    return old, heard


@cache
def _starts(
    history: History, private: bool, count_as: str, subject: Subject
) -> Mapping[Key | None, Sequence[int]]:
    """Return the starts of the counted plays of each, in order."""
    found = defaultdict[Key | None, list[int]](list)
    for play in history.music[private]:
        key = subject.key(play)
        if key is not None and count_as in play.counts:
            found[key].append(play.start_ms)
    return found
