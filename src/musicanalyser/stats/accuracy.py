"""How accurate the recording is, judged by an export of the same time."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from musicanalyser.listening.judging.record_scores import (
    JudgedPlay,
    RecordScores,
    clock_offset_ms,
    score_record,
)
from musicanalyser.listening.judging.told_ends import is_end_right
from musicanalyser.model.origin import Origin
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import EXPORTS_ONLY_TEXT
from musicanalyser.stats.base.known_days import known_spans
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.recorded.judged_plays import judged_plays
from musicanalyser.units import SECOND_MS

ABOUT = "How true the record of watch is, judged by an export of the same time."

_JUDGED = "play that both watch and an extended history know"
_ENOUGH = 500
"""With fewer plays, a share of those under 30 s is off by several points by chance."""
_LENGTHS = (
    ("under 2 s", 0, 2 * SECOND_MS),
    ("2 to 5 s", 2 * SECOND_MS, 5 * SECOND_MS),
    ("5 to 30 s", 5 * SECOND_MS, 30 * SECOND_MS),
    ("30 s or more", 30 * SECOND_MS, None),
    ("all", 0, None),
)
"""The least time heard, and the first that is too long."""
_COLUMNS = (
    Column(name="length", title="Heard"),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="recall", title="By watch", kind=ColumnKind.SHARE),
    Column(name="live_share", title="Or listed", kind=ColumnKind.SHARE),
    Column(name="recorded", title="In the record", kind=ColumnKind.COUNT, detail=True),
    Column(name="precision", title="True", kind=ColumnKind.SHARE),
    Column(name="mean_error_s", title="Error (s)", kind=ColumnKind.NUMBER),
    Column(name="median_error_s", title="Median error (s)", kind=ColumnKind.NUMBER, detail=True),
    Column(name="p95_error_s", title="95% (s)", kind=ColumnKind.NUMBER),
    Column(name="within_share", title="In bounds", kind=ColumnKind.SHARE, detail=True),
    Column(name="ends_share", title="Right end", kind=ColumnKind.SHARE),
)
_CONFIDENCE_COLUMNS = (
    Column(name="confidence", title="Confidence", kind=ColumnKind.SHARE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="right_share", title="Right", kind=ColumnKind.SHARE, bar=True),
    Column(name="mean_error_s", title="Error (s)", kind=ColumnKind.NUMBER),
)
_CLOCK_COLUMNS = (
    Column(name="offset_s", title="Ends are late by (s)", kind=ColumnKind.NUMBER),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return by length what `watch` recorded of the plays of an export, and how exactly.

    Errors are those of the time heard, in s. The parts are how often the end was right by the
    confidence that was told, and by how much the ends of the record are late.
    """
    judged = judged_plays(conn, question)
    plays = sum(one.true is not None for one in judged)
    return Report(
        name="accuracy",
        title="Accuracy of the record",
        columns=_COLUMNS,
        rows=tuple(_rows(judged)) if judged else (),
        span=report_span(question.window),
        counting=("music, private too", "while watch ran and an export reaches"),
        definition=_definition(question),
        summary="" if judged else _lacks(conn, question),
        notes=_notes(plays) if judged else (),
        empty=empty_text(conn, question.window, of=_JUDGED),
        parts=(_by_confidence(question, judged), _clock(question, judged)) if judged else (),
    )


_DEFINITION = (
    "The extended streaming history is taken for the truth. By watch is the share of its plays that"
    " watch has; some of the others are in Spotify's list of recent plays. True is the share of the"
    " plays of watch that the export has. Error is the mean error of the time heard; 95% of the"
    " errors are below the figure beside it. Only the time counts in which watch ran and which an"
    " extended history covers."
)


def _definition(question: Question) -> str:
    return f"{_DEFINITION} {EXPORTS_ONLY_TEXT}" if question.exports_only else _DEFINITION


def _notes(plays: int) -> tuple[str, ...]:
    if plays >= _ENOUGH:
        return ()
    return (f"With fewer than {_ENOUGH} plays, shares are off by several points by chance.",)


def _lacks(conn: sqlite3.Connection, question: Question) -> str:
    """Say what is missing in the whole history for plays to be judged, and what to do."""
    known = known_spans(conn, question)
    return " ".join(
        text
        for origin, text in (
            (Origin.PLAYER, "watch has recorded nothing yet: let it run."),
            (Origin.EXTENDED, "There is no extended streaming history yet: import one."),
        )
        if origin not in known
    )


def _rows(judged: Sequence[JudgedPlay]) -> Iterable[Row]:
    for name, least_ms, below_ms in _LENGTHS:
        yield (
            name,
            *_figures(
                score_record(
                    one
                    for one in judged
                    if one.heard_ms >= least_ms and (below_ms is None or one.heard_ms < below_ms)
                )
            ),
        )


def _figures(scores: RecordScores) -> Row:
    return (
        scores.plays,
        scores.recall,
        scores.live_share,
        scores.told,
        scores.precision,
        _seconds(scores.mean_error_ms),
        _seconds(scores.median_error_ms),
        _seconds(scores.p95_error_ms),
        scores.within_share,
        scores.ends_share,
    )


def _by_confidence(question: Question, judged: Iterable[JudgedPlay]) -> Report:
    """Return how often the end was right, by confidence, the greatest first."""
    told: defaultdict[float, list[JudgedPlay]] = defaultdict(list)
    for one in judged:
        if one.told is not None and _end(one) is not None:
            told[one.told.confidence].append(one)
    return Report(
        name="by-confidence",
        title="By confidence",
        columns=_CONFIDENCE_COLUMNS,
        rows=tuple(
            (
                confidence,
                len(found),
                share(sum(bool(_end(one)) for one in found), len(found)),
                _seconds(score_record(found).mean_error_ms),
            )
            for confidence, found in sorted(told.items(), reverse=True)
        ),
        span=report_span(question.window),
        definition="The confidence that watch told at the time, and how often the end was right."
        " A play that the export lacks is wrong. Plays without a reason are left out.",
        empty="No play with a reason for its end.",
    )


def _end(one: JudgedPlay) -> bool | None:
    if one.told is None:
        return None
    return is_end_right(one.told.reason_end, None if one.true is None else one.true.reason_end)


def _clock(question: Question, judged: Sequence[JudgedPlay]) -> Report:
    offset_ms = clock_offset_ms(judged)
    seen = sum(bool(one.true and one.told and not one.told.is_inferred) for one in judged)
    return Report(
        name="clock-offset",
        title="Clock",
        columns=_CLOCK_COLUMNS,
        rows=() if offset_ms is None else ((_seconds(offset_ms), seen),),
        span=report_span(question.window),
        definition="The median of how long after the end in the export a watched play ended.",
        empty="No watched play that the export has.",
    )


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else ms / SECOND_MS
