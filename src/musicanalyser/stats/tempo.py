"""How fast the music is."""

import sqlite3
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import WindowTotals, tallies
from musicanalyser.stats.base.known_facts import (
    LEAST_SHARE,
    Known,
    covered,
    known,
    percent,
    too_little,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import Split, before, split_columns, split_rows
from musicanalyser.stats.base.slices import Slice, by_part_of_day
from musicanalyser.stats.base.weighted import mean, median, spread
from musicanalyser.stats.base.window import PERIOD, share, span
from musicanalyser.stats.facts.audio_features import CREDIT, SOURCE, features_of

ABOUT = "How fast your music is: time by beats a minute, and by part of the day."

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
    Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Sum the time in each band of tempo in the window and in the one before."""
    heard = tallies(conn, question)
    features = features_of(conn, *heard)
    tempos = {key: one.tempo for key, one in features.items() if one.tempo is not None}
    found = [known(tally, tempos) for tally in heard]
    now, earlier = _split(found[0]), before([_split(one) for one in found])
    return Report(
        name="tempo",
        title="Tempo",
        columns=split_columns(Column(name="band", title="BPM"), compared=earlier is not None),
        rows=() if now is None else split_rows(_BANDS, now, earlier),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], "a known tempo"),
        notes=(CREDIT, _OCTAVES) if now else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=(_figures(question, heard, found), _parts_of_day(conn, question, tempos))
        if now
        else (),
    )


def band(tempo: float) -> str:
    """Return the band of a tempo; each begins with its first number."""
    return _BANDS[bisect(_LIMITS, tempo)]


def _split(found: Known[float]) -> Split | None:
    if not found.enough:
        return None
    times_ms: Counter[str] = Counter()
    for heard, tempo in found.songs:
        times_ms[band(tempo)] += heard.heard_ms
    return Split(times_ms=times_ms, whole_ms=found.known_ms)


def _figures(
    question: Question, heard: Sequence[WindowTotals], found: Sequence[Known[float]]
) -> Report:
    return Report(
        name="tempo-figures",
        title="Mean and median",
        layout=Layout.FIGURES,
        columns=_FIGURE_COLUMNS,
        rows=tuple(map(_figure, heard, found)),
        span=span(question.window),
        definition=_definition(question),
    )


def _figure(heard: WindowTotals, found: Known[float]) -> Row:
    tempos = found.weighed(float) if found.enough else []
    return (heard.window.label, mean(tempos), median(tempos), spread(tempos), found.share)


def _parts_of_day(
    conn: sqlite3.Connection, question: Question, tempos: Mapping[str, float]
) -> Report:
    return Report(
        name="tempo-by-part-of-day",
        title="By part of the day",
        columns=_DAY_COLUMNS,
        rows=tuple(
            _part_of_day(name, songs, tempos)
            for name, songs in by_part_of_day(conn, question).items()
        ),
        span=span(question.window),
        definition=_definition(question),
    )


def _part_of_day(name: str, songs: Slice, tempos: Mapping[str, float]) -> Row:
    weighed = [(tempos[key], ms) for key, ms in songs.items() if key in tempos]
    whole_ms = sum(songs.values())
    known_share = share(sum(ms for _, ms in weighed), whole_ms)
    enough = known_share is not None and known_share >= LEAST_SHARE
    return (name, mean(weighed) if enough else None, whole_ms, known_share)


def _definition(question: Question) -> str:
    return (
        "Time is that of tracks with a known tempo, and means are weighted by it, however short the"
        " play. Night, morning, afternoon and evening are six hours each from midnight on, by the"
        " local hour in which a play started; what is known of less than"
        f" {percent(LEAST_SHARE)} of one is not told. {privacy(question)}"
    )
