"""The sightings behind some plays: the rows of files, and which of them gives the figures."""

import json
import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.timespan.local_clock import LocalClock

_COLUMNS = (
    Column(name="play_id", title="Play"),
    Column(name="origin", title="Origin"),
    Column(name="file", title="File"),
    Column(name="row", title="Row", kind=ColumnKind.COUNT),
    Column(name="gives_figures", title="Used", kind=ColumnKind.FLAG),
    Column(name="stamped_at", title="Stamp", kind=ColumnKind.MOMENT, detail=True),
    Column(name="played_ms", title="Heard", kind=ColumnKind.DURATION),
    Column(name="reason_start", title="Began", detail=True),
    Column(name="reason_end", title="Ended"),
)
_SIGHTINGS = """
select play_id, source, file, row, best, ended_ms, played_ms, reason_start, reason_end
from v_evidence
where play_id in (select value from json_each(:play_ids))
order by play_id, not best, sighting_id
"""


def list_sightings(
    conn: sqlite3.Connection, question: Question, play_ids: Sequence[int], clock: LocalClock
) -> Report:
    """Return the sightings of plays; those that a play does not need for its figures say so.

    Each has its file and row, its stamp as it came, by the clock where it was heard, and the time
    heard in ms.
    """
    rows = conn.execute(_SIGHTINGS, {"play_ids": json.dumps(list(play_ids))}).fetchall()
    merged = sum(not row[4] for row in rows)
    return Report(
        name="why-sightings",
        title="Rows behind these plays",
        columns=_COLUMNS,
        rows=tuple(
            (play_id, source, file, row, bool(best), clock.local(ended_ms), *rest)
            for play_id, source, file, row, best, ended_ms, *rest in rows
        ),
        span=report_span(question.window),
        definition="Of several rows of one play, the most trusted one gives its figures.",
        notes=(f"{merged:,} rows repeat a play that another row gives.",) if merged else (),
    )
