"""The question that a statistic answers: the window, what counts, and how to rank."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES, CountAs
from musicanalyser.timespan import Window


class RankBy(StrEnum):
    """The figure by which a list is ranked."""

    TIME = "time"
    PLAYS = "plays"


class DayFigure(StrEnum):
    """The figure that the picture of a calendar shows."""

    TIME = "time"
    PLAYS = "plays"
    SKIPS = "skips"
    MOOD = "mood"


class TimeUnit(StrEnum):
    """The span of time that one row of a trend sums up."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The options of one question; each statistic uses those that concern it."""

    window: Window
    today: date
    """The current local day; the current streak is counted back from it."""
    now_ms: int = 10**15
    """The moment of the question, in ms since 1970 UTC: later plays are hidden."""
    count_as: CountAs = CountAs.STREAM
    rank_by: RankBy = RankBy.TIME
    limit: int = 10
    private: bool = False
    """Whether plays of private sessions are included."""
    exports_only: bool = False
    """Whether plays that no Spotify export contains are excluded."""
    hourly: bool = False
    """Whether the heatmap has a column for each hour instead of six blocks of hours."""
    show: DayFigure = DayFigure.TIME
    per: TimeUnit | None = None
    """The rows of a trend; ``None`` to choose them by the length of the window."""
    track_ids: tuple[int, ...] | None = None
    """The tracks to which the log is limited; ``None`` for all."""
    origin: str | None = None
    """The origin to which the log is limited; ``None`` for all."""
    only_skipped: bool = False
    """Whether the log is limited to skipped plays."""
    timeline: bool = False
    """Whether the log is a timeline instead of a table."""
    session_gap_minutes: int = SESSION_GAP_MINUTES
    """The longest silence within a session."""
