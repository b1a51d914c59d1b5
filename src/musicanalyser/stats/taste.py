"""How the music sounds, and the mood it makes."""

import sqlite3
from collections.abc import Sequence
from operator import attrgetter

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import WindowTotals, tallies
from musicanalyser.stats.base.known_facts import Known, covered, favourites, known, too_little
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share_change
from musicanalyser.stats.base.weighted import mean
from musicanalyser.stats.base.window import PERIOD, span
from musicanalyser.stats.facts.audio_features import CREDIT, SOURCE, WHAT, Features, features_of
from musicanalyser.stats.facts.sound import TRAITS, Sound, mood_of, sound_of
from musicanalyser.stats.parts.standout_tracks import telling

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
    """Tell how the window sounds beside the one before, and which favourites stand out."""
    heard = tallies(conn, question)
    features = features_of(conn, *heard)
    found = [known(tally, features) for tally in heard]
    enough = found[0].enough
    loved = favourites(question, heard[0], features)
    return Report(
        name="taste",
        title="Taste",
        columns=_columns(compared=any(one.enough for one in found[1:])),
        rows=_traits([sound_of(one) for one in found if one.enough]) if enough else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], WHAT),
        notes=(CREDIT, _QUALITY) if enough else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=(
            _moods(question, heard, found),
            _tempos(question, heard, found),
            telling(question, loved, sound_of(found[0])),
        )
        if enough
        else (),
    )


def _columns(*, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="trait", title="Trait"),
        Column(name="mean", title="Mean", kind=ColumnKind.SHARE, bar=True),
        Column(name="spread", title="Spread", kind=ColumnKind.SHARE),
        Column(name="previous_mean", title="Before", kind=ColumnKind.SHARE, detail=not compared),
        Column(
            name="change",
            title="Change",
            kind=ColumnKind.SHARE_CHANGE,
            detail=not compared,
        ),
    )


def _traits(sounds: Sequence[Sound]) -> tuple[Row, ...]:
    now, *earlier = sounds
    return tuple(_trait(trait, now, earlier[0] if earlier else None) for trait in TRAITS)


def _trait(trait: str, now: Sound, before: Sound | None) -> Row:
    previous = None if before is None else before.mean[trait]
    return (
        trait,
        now.mean[trait],
        now.spread[trait],
        previous,
        share_change(now.mean[trait], previous),
    )


def _moods(
    question: Question, heard: Sequence[WindowTotals], found: Sequence[Known[Features]]
) -> Report:
    return Report(
        name="mood",
        title="Mood",
        columns=_MOOD_COLUMNS,
        rows=tuple(
            (tally.window.label, mood_of(one), one.share)
            for tally, one in zip(heard, found, strict=True)
        ),
        span=span(question.window),
        definition=_definition(question),
    )


def _tempos(
    question: Question, heard: Sequence[WindowTotals], found: Sequence[Known[Features]]
) -> Report:
    return Report(
        name="mean-tempo",
        title="Tempo",
        layout=Layout.FIGURES,
        columns=_TEMPO_COLUMNS,
        rows=tuple(
            (tally.window.label, mean(one.weighed(attrgetter("tempo"))) if one.enough else None)
            for tally, one in zip(heard, found, strict=True)
        ),
        span=span(question.window),
        definition=_definition(question),
    )


def _definition(question: Question) -> str:
    return (
        "Means are weighted by time heard, however short the play; the spread is their standard"
        f" deviation. {privacy(question)}"
    )
