"""How many discoveries were still heard a week, a month and a quarter of a year later."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.attachment.known_runs import KnownRuns
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, RankedEntity
from musicanalyser.stats.base.shares import change_column, share, share_change
from musicanalyser.stats.base.window import local_clock, report_span, with_previous
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.timespan import Window, start_of_day, to_ms
from musicanalyser.timespan.local_clock import numbered_day
from musicanalyser.units import DAY_MS

HORIZONS = (7, 30, 90)
"""In days of 24 hours."""
FOLLOWED_DAYS = 14
"""A discovery is still heard if it is within so many days from a horizon on."""
MOST = 1_000
"""Of more discoveries, the latest are followed."""
RETENTION_TEXT = (
    f"Still heard: a counted play within {FOLLOWED_DAYS} days from the horizon on, also beyond the"
    f" window. Old enough: these days are past and known; of more than {MOST:,} the latest."
)

_DISCOVERIES = """
select r.ENTITY_id, r.first_ms, r.last_ms
from EVER r
where r.plays > 0 and r.first_ms >= ? and r.first_ms < ?
order by r.first_ms desc, r.ENTITY_id
"""
_HEARD = """
select w.key
from json_each(:wanted) w
where exists (
  select 1
  from v_tracks t
  cross join v_heard h on h.track_id = t.id
    and h.started_ms >= json_extract(w.value, '$[1]')
    and h.started_ms < json_extract(w.value, '$[2]')
  where t.ENTITY_id = json_extract(w.value, '$[0]') and {music} and {counted}
)
"""


class _Discovery(NamedTuple):
    entity_id: int
    first_ms: int
    """The start of its first counted play."""
    last_ms: int


class Retained(NamedTuple):
    """How many discoveries are old enough, and how many of them were still heard."""

    old_enough: int = 0
    heard: int = 0

    @property
    def share(self) -> float | None:
        """The share that was still heard."""
        return share(self.heard, self.old_enough)


def retention(conn: sqlite3.Connection, question: Question, ever: WindowTotals) -> Report:
    """Return the share of discoveries still heard after each horizon, of tracks and artists.

    It is compared with the discoveries of the previous window. ``ever`` are the totals of the
    history.
    """
    windows = with_previous(question.window)
    lists = [_Discoveries(conn, question, ever, entity) for entity in (TRACKS, ARTISTS)]
    return Report(
        name="retention",
        title="Still heard after",
        columns=_columns(compared=len(windows) > 1),
        rows=tuple(
            _row(one, horizon, [one.retained(window, horizon) for window in windows])
            for one in lists
            for horizon in HORIZONS
        ),
        span=report_span(question.window),
        definition=RETENTION_TEXT,
    )


def _columns(*, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="discoveries", title="New"),
        Column(name="horizon_days", title="Days later", kind=ColumnKind.COUNT),
        Column(name="old_enough", title="Old enough", kind=ColumnKind.COUNT),
        Column(name="heard", title="Still heard", kind=ColumnKind.COUNT),
        Column(name="share", title="Share", kind=ColumnKind.SHARE, bar=True),
        Column(name="previous_share", title="Before", kind=ColumnKind.SHARE, detail=not compared),
        change_column(compared=compared),
    )


def _row(found: "_Discoveries", horizon: int, windows: Sequence[Retained]) -> Row:
    now, *before = windows
    previous = before[0].share if before else None
    change = share_change(now.share, previous)
    return (found.entity.plural, horizon, now.old_enough, now.heard, now.share, previous, change)


class _Discoveries:
    """The discoveries of a window and of the previous one, the latest first."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        question: Question,
        ever: WindowTotals,
        entity: RankedEntity,
    ) -> None:
        self.entity = entity
        self._conn = conn
        self._question = question
        self._known = KnownRuns(conn, question)
        self._clock = local_clock(conn, question.window)
        statement = _DISCOVERIES.replace("EVER", ever.relation(entity))
        span = (with_previous(question.window)[-1].since_ms, question.window.until_ms)
        rows = conn.execute(statement.replace("ENTITY", entity.name), span)
        self._found = [*map(_Discovery._make, rows)]

    def retained(self, window: Window, horizon: int) -> Retained:
        """Return how many discoveries of a window were still heard after some days."""
        after_ms, until_ms = horizon * DAY_MS, (horizon + FOLLOWED_DAYS) * DAY_MS
        before_ms = min(window.until_ms, self._past_ms() - until_ms + 1)
        latest = (one for one in self._found if window.since_ms <= one.first_ms < before_ms)
        followed = [
            (one, one.first_ms + after_ms, one.first_ms + until_ms)
            for one in islice(latest, MOST)
            if self._is_known(one.first_ms + after_ms, one.first_ms + until_ms)
        ]
        # The sums tell most: only what was heard later, too, is looked up.
        surely = sum(since_ms <= one.last_ms < end_ms for one, since_ms, end_ms in followed)
        wanted = [(one.entity_id, *span) for one, *span in followed if one.last_ms >= span[1]]
        return Retained(len(followed), surely + self._count_heard(wanted))

    def _count_heard(self, wanted: Sequence[tuple[int, ...]]) -> int:
        """Return how many have a counted play between two moments."""
        return len(
            run_query(
                self._conn,
                _HEARD.replace("ENTITY", self.entity.name),
                self._question,
                self._question.window,
                wanted=json.dumps(wanted),
            ).fetchall()
        )

    def _past_ms(self) -> int:
        """Return the end of what is past and known; without any of it, the beginning of time."""
        last = self._known.last
        if last is None:
            return 0
        after = to_ms(start_of_day(numbered_day(last + 1), self._question.window.zone))
        return min(after, self._question.now_ms)

    def _is_known(self, since_ms: int, until_ms: int) -> bool:
        first, last = (self._clock.day_and_hour(one)[0] for one in (since_ms, until_ms - 1))
        return self._known.hold(first, last)
