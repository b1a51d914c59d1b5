"""The figures of a play, from the sightings that are of it.

The best one decides; what it does not tell, or not exactly, the others may.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.definitions import SECOND_MS, STREAM_MS, heard_when, verdict
from musicanalyser.model import Play, Seen, Sighting, Source

_UNSURE_MS = 2 * SECOND_MS
_AT_END_MS = 4 * SECOND_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What a play is reckoned by; bounds and confidence are ``None`` where it is exact."""

    started_ms: int
    ended_ms: int
    heard_ms: int
    reason_end: str
    low_ms: int | None = None
    high_ms: int | None = None
    confidence: float | None = None


def play_of(group: Sequence[Seen]) -> Play:
    """Return the play of a group of sightings, the best of them first."""
    best = group[0]
    figures = _figures(group)
    first, *merged = sorted([one.id for one in group])
    return Play(
        id=first,
        best=best,
        merged=tuple(merged),
        private=any(one.sighting.private for one in group),
        started_ms=figures.started_ms,
        ended_ms=figures.ended_ms,
        heard_ms=figures.heard_ms,
        low_ms=figures.low_ms,
        high_ms=figures.high_ms,
        confidence=figures.confidence,
        reason_end=figures.reason_end,
        verdict=verdict(
            reason_end=figures.reason_end,
            skipped=best.sighting.skipped,
            heard_ms=figures.heard_ms,
            length_ms=best.length_ms,
        ),
    )


def _figures(group: Sequence[Seen]) -> _Figures:
    sighting = group[0].sighting
    started_ms, ended_ms = heard_when(sighting)
    reason = _reason(group)
    known = sighting.observation
    if known is None:
        return _Figures(
            started_ms=started_ms,
            ended_ms=ended_ms,
            heard_ms=sighting.played_ms,
            reason_end=reason,
        )
    figures = _Figures(
        started_ms=started_ms,
        ended_ms=ended_ms,
        heard_ms=sighting.played_ms,
        low_ms=known.low_ms,
        high_ms=known.high_ms,
        confidence=known.confidence,
        reason_end=reason,
    )
    settled = _settled(figures, sighting, _stamp(group))
    return _with_parts(settled, group)


def _settled(figures: _Figures, sighting: Sighting, stamp_ms: int | None) -> _Figures:
    """Return the figures of a play whose end was not seen, but is told by the recent plays."""
    low_ms, high_ms = figures.low_ms or 0, figures.high_ms or 0
    if stamp_ms is None or figures.heard_ms - low_ms <= _UNSURE_MS:
        return figures
    heard_ms = max(low_ms, min(high_ms, figures.heard_ms + stamp_ms - figures.ended_ms))
    ended_ms = figures.ended_ms + heard_ms - figures.heard_ms
    is_done = figures.reason_end == "unknown" and _reached_end(sighting, heard_ms)
    return replace(
        figures,
        ended_ms=ended_ms,
        heard_ms=heard_ms,
        reason_end="trackdone" if is_done else figures.reason_end,
    )


def _with_parts(figures: _Figures, group: Sequence[Seen]) -> _Figures:
    """Add the parts of a play that was taken for several."""
    parts = [one.sighting for one in group[1:] if one.sighting.source is Source.PLAYER]
    if group[0].sighting.source is not Source.PLAYER or not parts:
        return figures
    bounds = [one.observation for one in parts if one.observation is not None]
    return replace(
        figures,
        started_ms=min(heard_when(one)[0] for one in parts),
        heard_ms=figures.heard_ms + sum(one.played_ms for one in parts),
        low_ms=(figures.low_ms or 0) + sum(one.low_ms for one in bounds),
        high_ms=(figures.high_ms or 0) + sum(one.high_ms for one in bounds),
    )


def _reason(group: Sequence[Seen]) -> str:
    """Return why the play ended, as the best source says that says so at all."""
    told = (one.sighting.reason_end for one in group)
    return next((reason for reason in told if reason), "")


def _stamp(group: Sequence[Seen]) -> int | None:
    """Return when Spotify's list of recent plays says that the play ended."""
    recent = (one.sighting for one in group if one.sighting.source is Source.RECENT)
    return next((one.ended_ms for one in recent), None)


def _reached_end(sighting: Sighting, heard_ms: int) -> bool:
    length_ms = sighting.observation and sighting.observation.length_ms
    return bool(length_ms) and heard_ms >= (length_ms or 0) - _AT_END_MS


def recent_heard_ms(*, length_ms: int, ended_ms: int, before_ms: int | None) -> int:
    """Return how much of a recent play can have been heard since the play before it ended.

    The list of recent plays tells no more than that it was heard for 30 seconds. Where the play
    before ended later than that, it was heard elsewhere, and tells nothing.
    """
    if before_ms is None or ended_ms - before_ms < STREAM_MS:
        return length_ms
    return min(length_ms, ended_ms - before_ms)
