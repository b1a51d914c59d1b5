"""What facts add to the overview: the hipster score and the mood, if there are any facts at all."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Row
from musicanalyser.stats.base.heard import WindowTotals
from musicanalyser.stats.base.known_facts import known, percent
from musicanalyser.stats.facts import audio_features, listener_counts
from musicanalyser.stats.facts.sound import mood_of
from musicanalyser.stats.hipster import score_of

_SCORE = Column(name="hipster_score", title="Hipster score", kind=ColumnKind.NUMBER)


class Glance(NamedTuple):
    """Columns that join the key figures, their values in each of the windows, and notes."""

    columns: tuple[Column, ...]
    figures: Sequence[Row]
    notes: tuple[str, ...]


def glance(conn: sqlite3.Connection, heard: Sequence[WindowTotals]) -> Glance:
    """Return what facts tell of the windows; nothing where there are none of the kind."""
    columns: tuple[Column, ...] = ()
    figures: list[Row] = [()] * len(heard)
    notes: list[str] = []
    if listener_counts.any_fame(conn):
        facts = listener_counts.fame_of(conn, *heard)
        found = [known(tally, facts) for tally in heard]
        columns = (_SCORE,)
        figures = [(score_of(one),) for one in found]
        notes.append(_score_note(found[0].share))
    if audio_features.any_features(conn):
        sound = known(heard[0], audio_features.features_of(conn, heard[0]))
        notes.append(_mood_note(mood_of(sound), sound.share))
    return Glance(columns, figures, tuple(note for note in notes if note))


def _score_note(share: float | None) -> str:
    if share is None:
        return ""
    return (
        f"The hipster score, from 0 (mainstream) to 100, rests on {percent(share)} of the music"
        f" time. {listener_counts.CREDIT}"
    )


def _mood_note(mood: str | None, share: float | None) -> str:
    if share is None:
        return ""
    return (
        f"Mood: {mood or 'unknown'}; the audio features of {percent(share)} of the music time are"
        f" known. {audio_features.CREDIT}"
    )
