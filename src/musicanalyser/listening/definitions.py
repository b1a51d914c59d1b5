"""What a play, a skip and a listen are; ``docs/definitions.md`` says the same for people."""

from enum import StrEnum

from musicanalyser.model import Origin, Sighting, Verdict
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

EARLIEST_MS = 1_199_145_600_000
"""2008-01-01. Spotify opened in October 2008: an earlier moment comes from a wrong clock."""
LATEST_MS = 4_102_444_800_000
"""2100-01-01: from here on, a number is not a moment."""
FINISHED_SHARE = 0.9
"""From this share of a known length on, a play was finished whatever its reason says."""
HALF_SHARE = 0.5
STREAM_MS = 30 * SECOND_MS
"""https://support.spotify.com/artists: a stream is counted from 30 seconds on."""
SCROBBLE_MS = 4 * MINUTE_MS
SCROBBLE_MIN_LENGTH_MS = 30 * SECOND_MS
"""https://www.last.fm/api/scrobbling: longer than 30 s, and half or 4 minutes heard."""
SESSION_GAP_MINUTES = 30
SHRINKAGE_PLAYS = 10
"""How many plays at the library's rate are added to a single item's before its rate is taken."""

LATE_REASONS = frozenset({"logout", "unexpected-exit", "unexpected-exit-while-paused"})
"""Ends whose stamp can be that of the next start of the app, days later."""
BUTTON_REASONS = frozenset({"fwdbtn", "backbtn", "nextbtn"})
CHOICE_REASONS = frozenset({"endplay", "clickrow", "clickside", "playbtn", "popup", "uriopen"})

_LONGEST_PAUSE_MS = 6 * HOUR_MS
_CLOCK_TOLERANCE_MS = 2 * SECOND_MS


class CountAs(StrEnum):
    """The rule by which a play counts as a listen."""

    ANY = "any"
    STREAM = "stream"
    SCROBBLE = "scrobble"
    FULL = "full"


def heard_when(sighting: Sighting) -> tuple[int, int]:
    """Tell when the play of a sighting started and ended, in ms since 1970 UTC."""
    ended_ms, played_ms, stamp_ms = sighting.ended_ms, sighting.played_ms, sighting.offline_ms
    if sighting.observation is not None:
        started_ms = sighting.observation.started_ms
        return ended_ms - played_ms if started_ms is None else started_ms, ended_ms
    if sighting.source is Origin.ACCOUNT:
        ended_ms += MINUTE_MS // 2
    elif stamp_ms is not None:
        if sighting.offline or sighting.reason_end in LATE_REASONS:
            return stamp_ms, stamp_ms + played_ms
        paused_ms = ended_ms - played_ms - stamp_ms
        if -_CLOCK_TOLERANCE_MS <= paused_ms <= _LONGEST_PAUSE_MS:
            return min(stamp_ms, ended_ms), ended_ms
    return ended_ms - played_ms, ended_ms


def verdict(
    *, reason_end: str, skipped: bool | None, heard_ms: int, length_ms: int | None
) -> Verdict:
    """Tell how a play ended; ``length_ms`` is ``None`` where the track's length is unknown."""
    if reason_end == "trackdone":
        return Verdict.FINISHED
    if length_ms and heard_ms >= FINISHED_SHARE * length_ms:
        return Verdict.FINISHED
    if reason_end in BUTTON_REASONS:
        return Verdict.SKIPPED
    if reason_end in CHOICE_REASONS:
        short = heard_ms < STREAM_MS or (length_ms and heard_ms < HALF_SHARE * length_ms)
        return Verdict.SKIPPED if short else Verdict.STOPPED
    if reason_end in {"", "unknown"}:
        return Verdict.SKIPPED if skipped else Verdict.UNKNOWN
    return Verdict.STOPPED
