"""The hipster score and the mood in the overview, if the facts for them have been fetched."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Row
from musicanalyser.stats.base.known_facts import format_percent, match_facts
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.facts import audio_features, listener_counts
from musicanalyser.stats.facts.sound import mood_of

_SCORE = Column(name="hipster_score", title="Hipster score", kind=ColumnKind.NUMBER)


class OverviewFacts(NamedTuple):
    """Further columns of the key figures, their values for each window, and notes."""

    columns: tuple[Column, ...]
    figures: Sequence[Row]
    notes: tuple[str, ...]


def overview_facts(conn: sqlite3.Connection, windows: Sequence[WindowTotals]) -> OverviewFacts:
    """Return the facts of the windows; a kind that was never fetched adds nothing."""
    columns: tuple[Column, ...] = ()
    figures: list[Row] = [()] * len(windows)
    notes: list[str] = []
    if listener_counts.has_fame(conn):
        found = [match_facts(totals, listener_counts.FAME) for totals in windows]
        columns = (_SCORE,)
        figures = [(listener_counts.hipster_score(one),) for one in found]
        notes.append(_score_note(found[0].share))
    if audio_features.has_features(conn):
        sound = match_facts(windows[0], audio_features.FEATURES)
        notes.append(_mood_note(mood_of(sound), sound.share))
    return OverviewFacts(columns, figures, tuple(note for note in notes if note))


def _score_note(share: float | None) -> str:
    if share is None:
        return ""
    return (
        f"The hipster score, from 0 (mainstream) to 100, rests on {format_percent(share)} of the"
        f" music time. {listener_counts.CREDIT}"
    )


def _mood_note(mood: str | None, share: float | None) -> str:
    if share is None:
        return ""
    return (
        f"Mood: {mood or 'unknown'}; the audio features of {format_percent(share)} of the music"
        f" time are known. {audio_features.CREDIT}"
    )
