"""The hipster score and the mood in the overview, if the facts for them have been fetched."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Row
from musicanalyser.stats.base.known_facts import format_percent, match_facts
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.facts import audio_features, listener_counts
from musicanalyser.stats.facts.sound import mood_of

_SCORE = Column(name="hipster_score", title="Hipster score", kind=ColumnKind.SCORE)


class OverviewFacts(NamedTuple):
    """Further columns of the key figures, their values for each window, notes and credits."""

    columns: tuple[Column, ...]
    figures: Sequence[Row]
    notes: tuple[str, ...]
    credits: tuple[str, ...]


def overview_facts(conn: sqlite3.Connection, windows: Sequence[WindowTotals]) -> OverviewFacts:
    """Return the facts of the windows; a kind that was never fetched adds nothing."""
    columns: tuple[Column, ...] = ()
    figures: list[Row] = [()] * len(windows)
    notes: list[str] = []
    sources: list[str] = []
    if listener_counts.has_fame(conn):
        found = [match_facts(totals, listener_counts.FAME) for totals in windows]
        columns = (_SCORE,)
        figures = [(listener_counts.hipster_score(one),) for one in found]
        notes.append(_score_note(found[0].share))
        sources.append(listener_counts.CREDIT)
    if audio_features.has_features(conn):
        sound = match_facts(windows[0], audio_features.MOOD)
        notes.append(_mood_note(mood_of(sound), sound.share))
        sources.append(audio_features.CREDIT)
    said = tuple(note for note in notes if note)
    return OverviewFacts(columns, figures, said, tuple(sources))


def _score_note(share: float | None) -> str:
    if share is None:
        return ""
    return (
        "The hipster score goes from 0 (mainstream) to 100; listener counts are known for"
        f" {format_percent(share)} of listening time."
    )


def _mood_note(mood: str | None, share: float | None) -> str:
    if share is None:
        return ""
    return (
        f"Mood: {mood or 'unknown'}; audio features are known for {format_percent(share)} of"
        " listening time."
    )
