"""How fast the music is, in beats per minute."""

import sqlite3
from bisect import bisect
from collections import Counter
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    LEAST_SHARE,
    KnownFacts,
    SongFact,
    fact_coverage,
    format_percent,
    is_enough,
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
from musicanalyser.stats.base.song_times import FactTimes, features_by_part_of_day
from musicanalyser.stats.base.weighted_values import mean, median, spread
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.facts.audio_features import CREDIT, SOURCE

ABOUT = "How fast your music is: listening time by beats per minute."

_TEMPO = SongFact(columns=("f.tempo",), known="f.tempo is not null", make=float)
_LIMITS = (80, 100, 120, 140, 160)
_BANDS = ("under 80", "80 to 99", "100 to 119", "120 to 139", "140 to 159", "160 and more")
_OCTAVES = (
    "Tempo is estimated from the sound: now and then a track is told twice or half as fast as one"
    " would tap it."
)
_FIGURE_COLUMNS = (
    PERIOD,
    Column(name="mean_tempo", title="Mean BPM", kind=ColumnKind.NUMBER),
    Column(name="median_tempo", title="Median BPM", kind=ColumnKind.NUMBER),
    Column(name="tempo_spread", title="Spread", kind=ColumnKind.NUMBER),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_DAY_COLUMNS = (
    Column(name="part_of_day", title="Part of the day"),
    Column(name="mean_tempo", title="Mean BPM", kind=ColumnKind.NUMBER),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the time (ms) in each band of tempo, with its share and its change.

    Shares are of the time with a known tempo. The parts are the mean, the median and the standard
    deviation in beats per minute, weighted by time, and the mean by part of the local day.
    """
    windows = sum_windows(conn, question)
    found = [match_facts(totals, _TEMPO) for totals in windows]
    now, previous = _split(found[0]), previous_split([_split(one) for one in found])
    return Report(
        name="tempo",
        title="Tempo",
        columns=split_columns(Column(name="band", title="BPM"), compared=previous is not None),
        rows=() if now is None else split_rows(_BANDS, now, previous),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=fact_coverage(found[0], "tempos"),
        notes=(_OCTAVES,) if now else (),
        credits=(CREDIT,) if now else (),
        empty=missing_text(conn, question, found[0], SOURCE),
        parts=(_figures(question, windows, found), _parts_of_day(conn, question)) if now else (),
    )


def band(tempo: float) -> str:
    """Return the band that contains a tempo in beats per minute; its lower limit is part of it."""
    return _BANDS[bisect(_LIMITS, tempo)]


def _split(found: KnownFacts[float]) -> TimeSplit | None:
    if not found.is_enough:
        return None
    times_ms: Counter[str] = Counter()
    for tempo, heard_ms in found.times:
        times_ms[band(tempo)] += heard_ms
    return TimeSplit(times_ms=times_ms, whole_ms=found.known_ms)


def _figures(
    question: Question, windows: Sequence[WindowTotals], found: Sequence[KnownFacts[float]]
) -> Report:
    return Report(
        name="tempo-figures",
        title="Mean and median",
        layout=Layout.FIGURES,
        columns=_FIGURE_COLUMNS,
        rows=tuple(map(_figure, windows, found)),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _figure(totals: WindowTotals, found: KnownFacts[float]) -> Row:
    tempos = found.weighted(float) if found.is_enough else []
    return (totals.window.label, mean(tempos), median(tempos), spread(tempos), found.share)


def _parts_of_day(conn: sqlite3.Connection, question: Question) -> Report:
    return Report(
        name="tempo-by-part-of-day",
        title="By part of the day",
        columns=_DAY_COLUMNS,
        rows=tuple(
            _part_of_day(name, times)
            for name, times in features_by_part_of_day(conn, question, "tempo").items()
        ),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _part_of_day(name: str, times: FactTimes) -> Row:
    known = [(tempo, ms) for tempo, ms in times.items() if tempo is not None]
    whole_ms = sum(times.values())
    known_share = share(sum(ms for _, ms in known), whole_ms)
    return (name, mean(known) if is_enough(known_share) else None, whole_ms, known_share)


def _definition(question: Question) -> str:
    return (
        "Time is that of tracks with a known tempo, and means are weighted by it, however short the"
        " play. Night, morning, afternoon and evening are six hours each from midnight on, by the"
        " local hours in which it sounded; what is known of less than"
        f" {format_percent(LEAST_SHARE)} of one is not told. {privacy_text(question)}"
    )
