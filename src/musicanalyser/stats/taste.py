"""How the music sounds: the means of its audio features, its mood and its tempo."""

import sqlite3
from collections.abc import Sequence
from operator import attrgetter

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    KnownFacts,
    fact_coverage,
    favourites,
    match_facts,
    missing_text,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import change_column, share_change
from musicanalyser.stats.base.weighted_values import mean
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.facts.audio_features import CREDIT, FEATURES, SOURCE, WHAT, Features
from musicanalyser.stats.facts.moods_of_day import moods_of_day
from musicanalyser.stats.facts.sound import TRAITS, Sound, mood_of, sound_of
from musicanalyser.stats.parts.standout_tracks import standout_tracks

ABOUT = "How your music sounds: energy, valence, danceability and more, and its mood in words."

_QUALITY = (
    "Features are estimated from the sound, and now and then wrong about a single track: trust the"
    " means more than the favourites."
)
_MOOD_COLUMNS = (
    PERIOD,
    Column(name="mood", title="Mood"),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_TEMPO_COLUMNS = (PERIOD, Column(name="mean_tempo", title="Mean BPM", kind=ColumnKind.NUMBER))


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the mean and the spread of each audio feature, from 0 to 1, and how the mean changed.

    Both are weighted by listening time; the spread is the standard deviation. The parts are the
    mood in words, the mean tempo in beats per minute, and the favourites that stand out.
    """
    windows = sum_windows(conn, question)
    found = [match_facts(totals, FEATURES) for totals in windows]
    is_enough = found[0].is_enough
    sounds = [sound_of(one) for one in found if one.is_enough]
    songs = favourites(question, windows[0], FEATURES)
    return Report(
        name="taste",
        title="Taste",
        layout=Layout.PROFILE,
        columns=_columns(compared=any(one.is_enough for one in found[1:])),
        rows=_traits(sounds) if is_enough else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=fact_coverage(found[0], WHAT),
        notes=(_QUALITY,) if is_enough else (),
        credits=(CREDIT,) if is_enough else (),
        empty=missing_text(conn, question, found[0], SOURCE),
        parts=(
            _moods(question, windows, found),
            _tempos(question, windows, found),
            moods_of_day(conn, question),
            standout_tracks(question, songs, sounds[0]),
        )
        if is_enough
        else (),
    )


def _columns(*, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="trait", title="Trait"),
        Column(name="mean", title="Mean", kind=ColumnKind.SHARE, bar=True),
        Column(name="spread", title="Spread", kind=ColumnKind.SHARE),
        Column(name="previous_mean", title="Before", kind=ColumnKind.SHARE, detail=not compared),
        change_column(compared=compared),
    )


def _traits(sounds: Sequence[Sound]) -> tuple[Row, ...]:
    now, *others = sounds
    return tuple(_trait(trait, now, others[0] if others else None) for trait in TRAITS)


def _trait(trait: str, now: Sound, previous: Sound | None) -> Row:
    mean_now, mean_before = now.mean[trait], None if previous is None else previous.mean[trait]
    change = share_change(mean_now, mean_before)
    return (trait, mean_now, now.spread[trait], mean_before, change)


def _moods(
    question: Question, windows: Sequence[WindowTotals], found: Sequence[KnownFacts[Features]]
) -> Report:
    return Report(
        name="mood",
        title="Mood",
        columns=_MOOD_COLUMNS,
        rows=tuple(
            (totals.window.label, mood_of(one), one.share)
            for totals, one in zip(windows, found, strict=True)
        ),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _tempos(
    question: Question, windows: Sequence[WindowTotals], found: Sequence[KnownFacts[Features]]
) -> Report:
    return Report(
        name="mean-tempo",
        title="Tempo",
        layout=Layout.FIGURES,
        columns=_TEMPO_COLUMNS,
        rows=tuple(
            (
                totals.window.label,
                mean(one.weighted(attrgetter("tempo"))) if one.is_enough else None,
            )
            for totals, one in zip(windows, found, strict=True)
        ),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _definition(question: Question) -> str:
    return (
        "Means are weighted by time heard, however short the play; the spread is their standard"
        f" deviation. {privacy_text(question)}"
    )
