"""The content of the panel of `watch`, from the history and the state of the tracker."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.model.play_end import Verdict
from musicanalyser.render.paint.panel import DayTotals, NowPlaying, PastPlay
from musicanalyser.store.history.plays import StoredPlay, between
from musicanalyser.timespan import from_ms, last_days, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRecord:
    """The totals of today, and its plays, newest first."""

    today: DayTotals
    past: tuple[PastPlay, ...]


def load_day(conn: sqlite3.Connection, *, now: datetime, zone: ZoneInfo) -> DayRecord:
    """Return the record of the local day."""
    window = last_days(1, now=now, zone=zone)
    plays = between(conn, window.since_ms, to_ms(now) + 1)
    return DayRecord(
        today=_today(plays),
        past=tuple(_past(one, zone) for one in reversed(plays)),
    )


def now_playing(state: TrackerState, *, now_ms: int) -> NowPlaying | None:
    """Return what is playing, with its position as of now; ``None`` if nothing is."""
    play, seen = state.open_play, state.last_sample
    if play is None or seen is None:
        return None
    position_ms = seen.progress_ms
    if position_ms is not None and play.paused_ms is None:
        position_ms += max(0, now_ms - seen.at_ms)
    return NowPlaying(
        title=play.item.title,
        artist=play.item.artist,
        position_ms=position_ms,
        length_ms=play.length_ms,
        playing=play.paused_ms is None,
        private=play.is_private,
    )


def _today(plays: Sequence[StoredPlay]) -> DayTotals:
    music = [one for one in plays if one.is_music and not one.private]
    return DayTotals(
        heard_ms=sum(one.heard_ms for one in music),
        plays=len(music),
        skipped=sum(one.verdict == Verdict.SKIPPED for one in music),
    )


def _past(play: StoredPlay, zone: ZoneInfo) -> PastPlay:
    return PastPlay(
        at=f"{from_ms(play.started_ms, zone):%H:%M}",
        title=play.title,
        artist=play.artist,
        heard_ms=play.heard_ms,
        verdict=play.verdict,
        private=play.private,
    )
