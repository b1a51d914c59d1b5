"""What is skipped, and what never is."""

import sqlite3
from collections.abc import Callable, Sequence

from musicanalyser.listening.definitions import SHRINKAGE_PLAYS
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import (
    ARTISTS,
    TRACKS,
    Heard,
    RankedEntity,
    WindowTotals,
    tallies,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, nothing, span

ABOUT = "How much you skip, and which tracks and artists you skip most or never."

_COLUMNS = (
    PERIOD,
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Plays with a known end", kind=ColumnKind.COUNT),
    Column(name="all_plays", title="All plays", kind=ColumnKind.COUNT),
)
_RATE_COLUMNS = (
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Known plays", kind=ColumnKind.COUNT),
    Column(name="rate", title="Rate", kind=ColumnKind.SHARE),
    Column(name="shrunk_rate", title="Shrunk rate", kind=ColumnKind.SHARE),
)
_EMPTY = {
    "most-skipped": "Nothing was skipped in this window.",
    "never-skipped": "Nothing went without a skip in this window.",
}


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Tell the skip rate of the window and of the one before, and what it is made of."""
    heard = tallies(conn, question)
    return Report(
        name="skips",
        title="Skips",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard)) if any(tally.ids for tally in heard) else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=heard[0].known_share,
        empty=nothing(conn, question.window),
        parts=tuple(
            part(question, heard[0], subject)
            for subject in (TRACKS, ARTISTS)
            for part in (_most, _never)
        )
        if any(tally.ids for tally in heard)
        else (),
    )


def _figures(heard: WindowTotals) -> Row:
    return (
        heard.window.label,
        heard.skip_rate,
        heard.total("skips"),
        heard.total("known"),
        heard.total("played"),
    )


def _most(question: Question, heard: WindowTotals, subject: RankedEntity) -> Report:
    shrunk = _shrunk_rate(heard)
    skipped = sorted(
        (group for group in heard.gathered(subject) if group.skips),
        key=lambda one: (-shrunk(one), -one.skips, subject.name_order(one)),
    )
    return _list(question, heard, subject, "most-skipped", skipped)


def _never(question: Question, heard: WindowTotals, subject: RankedEntity) -> Report:
    """List first what was played most often without a skip: its shrunk rate is the lowest."""
    kept = sorted(
        (group for group in heard.gathered(subject) if group.known and not group.skips),
        key=lambda one: (-one.known, subject.name_order(one)),
    )
    return _list(question, heard, subject, "never-skipped", kept)


def _list(
    question: Question,
    heard: WindowTotals,
    subject: RankedEntity,
    name: str,
    groups: Sequence[Heard],
) -> Report:
    shrunk = _shrunk_rate(heard)
    return Report(
        name=f"{name}-{subject.plural}",
        title=f"{name.replace('-', ' ').capitalize()} {subject.plural}",
        columns=(*subject.columns, *_RATE_COLUMNS),
        rows=tuple(
            (
                *subject.names_of(group),
                group.skips,
                group.known,
                group.skips / group.known,
                shrunk(group),
            )
            for group in groups[: question.limit]
        ),
        span=span(question.window),
        definition=_definition(question),
        empty=_EMPTY[name],
    )


def _shrunk_rate(heard: WindowTotals) -> Callable[[Heard], float]:
    """Return what gives a rate as if some more plays had been heard, at the rate of the window."""
    skips, known = heard.total("skips"), heard.total("known")

    def shrunk(one: Heard) -> float:
        # One division of whole numbers, so that rates that are equal come out equal.
        return (one.skips * known + SHRINKAGE_PLAYS * skips) / (
            known * (one.known + SHRINKAGE_PLAYS)
        )

    return shrunk


def _definition(question: Question) -> str:
    return (
        "The skip rate is the share of skipped plays among those whose end is known, however short"
        " they were. The rate of one track or artist is shrunk towards that of the window, as if"
        f" {SHRINKAGE_PLAYS} more plays at that rate had been heard. {privacy(question)}"
    )
