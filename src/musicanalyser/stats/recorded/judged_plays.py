"""The plays of an export, and what `watch` told of them, while it ran."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from musicanalyser.listening.judging.record_scores import JudgedPlay, ToldPlay, TruePlay
from musicanalyser.listening.span_merging import KnownSpan, cut_spans
from musicanalyser.model.origin import Origin
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.known_days import known_spans
from musicanalyser.stats.base.question import Question
from musicanalyser.units import DAY_MS

_SOURCES = {"judge": Origin.EXTENDED, "judged": Origin.PLAYER, "listed": Origin.RECENT}
_TRUE = """
select h.id, h.started_ms, h.ended_ms, h.heard_ms, coalesce(e.reason_end, '')
from v_heard h
join v_evidence e on e.sighting_id = h.sighting_id
where h.source = :judge and h.kind = 'music' and {window}
order by h.started_ms, h.id
"""
_LISTED = """
select e.play_id from v_evidence e
where e.source = :listed and e.ended_ms >= :since_ms and e.ended_ms < :until_ms + :day_ms
"""
_TOLD = """
select
  e.play_id, e.ended_ms, e.played_ms, e.low_ms, e.high_ms, coalesce(e.reason_end, ''),
  e.confidence, e.inferred
from v_evidence e
where e.source = :judged and e.kind = 'music' and e.confidence is not null
and e.ended_ms >= :since_ms and e.ended_ms < :until_ms + :day_ms
order by e.ended_ms, e.sighting_id
"""


class _Told(NamedTuple):
    play_id: int
    ended_ms: int
    heard_ms: int
    low_ms: int
    high_ms: int
    reason_end: str
    confidence: float
    is_inferred: int


def judged_plays(conn: sqlite3.Connection, question: Question) -> list[JudgedPlay]:
    """Return the music of a window in the time that both `watch` and an extended history know.

    Private plays are among them. If only exports are asked for, there is nothing to judge. What was
    told in parts is one play; its last part says how it ended.
    """
    spans = _judged_spans(conn, question)
    if not spans:
        return []
    told = _told_plays(conn, question)
    listed = {play_id for (play_id,) in _rows(conn, _LISTED, question)}
    found: list[JudgedPlay] = []
    of_export: set[int] = set()
    for play_id, started_ms, ended_ms, heard_ms, reason_end in _rows(conn, _TRUE, question):
        of_export.add(play_id)
        if _is_within(spans, started_ms, ended_ms):
            true = TruePlay(ended_ms=ended_ms, heard_ms=heard_ms, reason_end=reason_end)
            found.append(JudgedPlay(true=true, told=told.get(play_id), is_listed=play_id in listed))
    return found + [
        JudgedPlay(true=None, told=one)
        for play_id, one in told.items()
        if play_id not in of_export and _is_within(spans, one.ended_ms - one.high_ms, one.ended_ms)
    ]


def _judged_spans(conn: sqlite3.Connection, question: Question) -> list[KnownSpan]:
    """Return when `watch` ran, as far as an extended history reaches, in order of time."""
    spans = known_spans(conn, question)
    window = KnownSpan(question.window.since_ms, min(question.window.until_ms, question.now_ms))
    watched = cut_spans(spans.get(_SOURCES["judged"], ()), window)
    return sorted(chain(*(cut_spans(watched, span) for span in spans.get(_SOURCES["judge"], ()))))


def _rows(conn: sqlite3.Connection, sql: str, question: Question) -> sqlite3.Cursor:
    return run_query(conn, sql, question, question.window, day_ms=DAY_MS, **_SOURCES)


def _is_within(spans: Sequence[KnownSpan], started_ms: int, ended_ms: int) -> bool:
    place = bisect_right(spans, started_ms, key=lambda span: span.since_ms) - 1
    return place >= 0 and ended_ms <= spans[place].until_ms


def _told_plays(conn: sqlite3.Connection, question: Question) -> Mapping[int, ToldPlay]:
    parts: defaultdict[int, list[_Told]] = defaultdict(list)
    for row in _rows(conn, _TOLD, question):
        one = _Told(*row)
        parts[one.play_id].append(one)
    return dict(_joined(parts))


def _joined(parts: Mapping[int, Sequence[_Told]]) -> Iterator[tuple[int, ToldPlay]]:
    for play_id, of_play in parts.items():
        last = of_play[-1]
        yield (
            play_id,
            ToldPlay(
                ended_ms=last.ended_ms,
                heard_ms=sum(one.heard_ms for one in of_play),
                low_ms=sum(one.low_ms for one in of_play),
                high_ms=sum(one.high_ms for one in of_play),
                reason_end=last.reason_end,
                confidence=last.confidence,
                is_inferred=all(one.is_inferred for one in of_play),
            ),
        )
