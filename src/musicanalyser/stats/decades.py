"""The release years of the music."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    KnownFacts,
    SongFact,
    fact_coverage,
    match_facts,
    missing_text,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import (
    TimeSplit,
    previous_split,
    share,
    split_columns,
    split_rows,
)
from musicanalyser.stats.base.weighted_values import median
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.contrasts.fact_plays import is_short
from musicanalyser.stats.contrasts.year_gaps import year_gaps
from musicanalyser.timespan import Window, from_ms

ABOUT = "Listening time by decade of release, and how new your music is."

_RECENT_YEARS = 2
_CREDIT = (
    "Release years: MusicBrainz, where it knows the recording (CC0), else Spotify or Genius, whose"
    " years may be those of a reissue."
)
_FIGURE_COLUMNS = (
    PERIOD,
    Column(name="median_year", title="Median release year"),
    Column(name="recent_share", title="Of the last two years", kind=ColumnKind.SHARE),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the time (ms) of each decade of release, with its share and its change.

    Shares are of the time of songs with a known year. The figures below are the median year by time
    and the share of the last two calendar years.
    """
    windows = sum_windows(conn, question)
    found = [match_facts(totals, _years(question)) for totals in windows]
    now, previous = _split(found[0]), previous_split([_split(one) for one in found])
    return Report(
        name="decades",
        title="Decades",
        columns=split_columns(Column(name="decade", title="Decade"), compared=previous is not None),
        rows=() if now is None else _rows(now, previous),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=fact_coverage(found[0], "release years"),
        credits=(_CREDIT,) if now else (),
        empty=missing_text(conn, question, found[0], "releases"),
        parts=tuple(_parts(conn, question, windows, found)) if now else (),
    )


def _years(question: Question) -> SongFact[int]:
    """Return the release year of songs; one in the future is unknown."""
    return SongFact(
        columns=("f.release_year",),
        known=f"f.release_year <= {question.today.year}",
        make=int,
        is_shared=True,
    )


def _split(found: KnownFacts[int]) -> TimeSplit | None:
    if not found.is_enough:
        return None
    times_ms: Counter[str] = Counter()
    for year, heard_ms in found.times:
        times_ms[f"{year // 10}0s"] += heard_ms
    return TimeSplit(times_ms=times_ms, whole_ms=found.known_ms)


def _rows(now: TimeSplit, previous: TimeSplit | None) -> tuple[Row, ...]:
    labels = {*now.times_ms, *(previous.times_ms if previous else ())}
    return split_rows(sorted(labels), now, previous)


def _parts(
    conn: sqlite3.Connection,
    question: Question,
    windows: Sequence[WindowTotals],
    found: Sequence[KnownFacts[int]],
) -> Iterator[Report]:
    yield _figures(question, windows, found)
    if is_short(question.window):
        yield year_gaps(conn, question, windows[0])


def _figures(
    question: Question, windows: Sequence[WindowTotals], found: Sequence[KnownFacts[int]]
) -> Report:
    return Report(
        name="release-years",
        title="How new it is",
        layout=Layout.FIGURES,
        columns=_FIGURE_COLUMNS,
        rows=tuple(map(_figure, windows, found)),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _figure(totals: WindowTotals, found: KnownFacts[int]) -> Row:
    years = found.weighted(int) if found.is_enough else []
    recent_ms = sum(ms for year, ms in years if year >= first_recent_year(totals.window))
    middle = median(years)
    return (
        totals.window.label,
        None if middle is None else int(middle),
        share(recent_ms, sum(ms for _, ms in years)),
        found.share,
    )


def first_recent_year(window: Window) -> int:
    """Return the calendar year before that in which a window ends."""
    return from_ms(window.until_ms - 1, window.zone).year - _RECENT_YEARS + 1


def _definition(question: Question) -> str:
    return (
        "Time is that of tracks whose year of first release is known, however short the play. The"
        " median is the year that half of the time does not exceed. Of the last two years is what"
        " came out in the calendar year in which the window ends, or in the one before."
        f" {privacy_text(question)}"
    )
