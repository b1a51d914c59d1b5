"""What a statistic is asked: the window, what counts, and how to rank."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES, CountAs
from musicanalyser.timespan import Window


class RankBy(StrEnum):
    """By what a list is ranked."""

    TIME = "time"
    PLAYS = "plays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to the history; every statistic takes what it needs of it."""

    window: Window
    today: date
    """The local day on which the question is asked; current streaks are counted back from it."""
    count_as: CountAs = CountAs.STREAM
    rank_by: RankBy = RankBy.TIME
    limit: int = 10
    private: bool = False
    """Whether plays heard in private sessions take part."""
    exports_only: bool = False
    """Whether only plays known from Spotify's own exports take part."""
    hourly: bool = False
    """Whether the heatmap has a column for every hour in place of six blocks."""
    timeline: bool = False
    """Whether the log is laid out as a timeline in place of a table."""
    session_gap_minutes: int = SESSION_GAP_MINUTES
