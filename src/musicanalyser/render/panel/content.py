"""The content of the panel of `watch`, before it has a look. Times of the day are local."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlays:
    """How often the track was played before, and its artist today and in seven days.

    The last two are ``None`` without an artist.
    """

    of_track: int
    of_artist_today: int | None = None
    of_artist_in_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPlaying:
    """The track that plays or is paused, and its position now."""

    title: str | None
    artist: str | None
    position_ms: int | None
    length_ms: int | None
    playing: bool
    private: bool = False
    earlier: EarlierPlays | None = None
    """``None`` if it is not known."""
    next_title: str | None = None
    next_artist: str | None = None

    @property
    def is_within_track(self) -> bool:
        """Whether the track can still be playing, or paused, without a new answer."""
        return self.position_ms is not None and self.position_ms < (self.length_ms or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlay:
    """A finished play; ``at`` is the time of its start, ``confidence`` that of the verdict."""

    at: str
    title: str | None
    artist: str | None
    heard_ms: int
    verdict: str
    private: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTotals:
    """The session that is going on: the time of its start, and its verdicts, oldest first."""

    since: str
    heard_ms: int
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """The totals of the day so far: music without private sessions.

    ``heard`` holds the start and the listening time in ms of each play. ``streak_days`` is the
    number of days in a row with music, up to today.
    """

    heard_ms: int
    plays: int
    skipped: int
    streak_days: int = 0
    heard: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollStatus:
    """Where the answers come from, when the next is due, and how many calls are used.

    ``saving`` says in a few words what the limit on calls does; it is empty while it does nothing.
    """

    is_connected: bool
    source: str
    policy: str
    next_poll_s: int
    calls_used: int
    calls_allowed: int
    saving: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All that a panel shows: ``past`` is newest first, ``trouble`` is empty if there is none.

    ``unknown_since`` is the time since when it is not known what plays, empty if it is known.
    """

    now: NowPlaying | None
    today: DayTotals
    past: tuple[PastPlay, ...]
    status: PollStatus
    clock: str = ""
    session: SessionTotals | None = None
    trouble: str = ""
    unknown_since: str = ""
