"""What counts as a listen and as a skip; ``docs/definitions.md`` says the same for listeners."""

import math
from enum import StrEnum

from musicanalyser.model.play_end import EndReason, Verdict
from musicanalyser.units import MINUTE_MS, SECOND_MS

EARLIEST_MS = 1_199_145_600_000
"""2008-01-01. Spotify opened in October 2008: an earlier moment comes from a wrong clock."""
EARLIEST_SCROBBLE_MS = 1_033_430_400_000
"""2002-10-01, when scrobbling began: ListenBrainz takes nothing earlier either
(https://listenbrainz.readthedocs.io/en/latest/users/api/core.html)."""
LATEST_MS = 4_102_444_800_000
"""2100-01-01: from here on, a number is not a moment."""
FINISHED_SHARE = 0.9
"""A play is finished if this share of a known length was heard, whatever its reason says."""
HALF_SHARE = 0.5
"""Last.fm's rule for a scrobble; also the least of a track that was not skipped for another."""
STREAM_MS = 30 * SECOND_MS
"""https://support.spotify.com/artists: a stream is counted from 30 seconds on."""
SCROBBLE_MS = 4 * MINUTE_MS
SCROBBLE_MIN_LENGTH_MS = 30 * SECOND_MS
"""https://www.last.fm/api/scrobbling: longer than 30 s, and half or 4 minutes heard."""
SESSION_GAP_MINUTES = 30
"""The default of the setting ``session_gap_minutes``."""
SILENT_DAYS = 180
"""The local days without a counted play after which something is forgotten, or may come back."""
SHRINKAGE_PLAYS = 10
"""How many plays at the overall skip rate are added to those of one track or artist."""

BUTTON_REASONS = frozenset({EndReason.FORWARD_BUTTON, EndReason.BACK_BUTTON, EndReason.NEXT_BUTTON})
"""A button that leaves the track."""
CHOICE_REASONS = frozenset(
    {
        EndReason.END_PLAY,
        EndReason.CLICK_ROW,
        EndReason.CLICK_SIDE,
        EndReason.PLAY_BUTTON,
        EndReason.POPUP,
        EndReason.OPEN_URI,
    }
)
"""Something else was chosen, or playback was ended."""
NO_REASONS = frozenset({"", EndReason.UNKNOWN, EndReason.NONE})
"""Words that say nothing of the end."""


class CountAs(StrEnum):
    """The rule by which a play counts as a listen."""

    ANY = "any"
    STREAM = "stream"
    SCROBBLE = "scrobble"
    FULL = "full"


def reason_not_counted(
    count_as: CountAs, *, length_ms: int | None, verdict: str, is_time_known: bool = True
) -> str:
    """Return why a play does not count by a rule; ``length_ms`` is ``None`` if it is unknown.

    The play must be one that does not count.
    """
    if count_as is CountAs.FULL:
        if verdict == Verdict.UNKNOWN:
            return "how it ended is unknown"
        return "nothing was heard" if verdict == Verdict.FINISHED else "did not reach the end"
    if not is_time_known:
        return "how long it was heard is unknown"
    return _reason_too_short(count_as, length_ms)


def _reason_too_short(count_as: CountAs, length_ms: int | None) -> str:
    if count_as is not CountAs.SCROBBLE:
        return "under 30 seconds"
    if length_ms is None:
        return "under 4 minutes of an unknown length"
    if length_ms <= SCROBBLE_MIN_LENGTH_MS:
        return "a track of 30 seconds or less"
    return "under half of the track, and under 4 minutes"


def deciding_ms(length_ms: int | None) -> tuple[float, float]:
    """Return from how many ms heard on a track is finished, and is not passed over for another.

    Between two lengths, only plays between their limits are judged differently.
    """
    if not length_ms:
        return math.inf, 0
    return FINISHED_SHARE * length_ms, HALF_SHARE * length_ms


def judge_play(
    *, reason_end: str, skipped: bool | None, heard_ms: int, length_ms: int | None
) -> Verdict:
    """Return how a play ended; ``length_ms`` is ``None`` if the track's length is unknown."""
    if reason_end == EndReason.TRACK_DONE:
        return Verdict.FINISHED
    finished_ms, half_ms = deciding_ms(length_ms)
    if heard_ms >= finished_ms:
        return Verdict.FINISHED
    if reason_end in BUTTON_REASONS:
        return Verdict.SKIPPED
    if reason_end in CHOICE_REASONS:
        return Verdict.SKIPPED if heard_ms < max(STREAM_MS, half_ms) else Verdict.STOPPED
    if reason_end in NO_REASONS:
        return Verdict.SKIPPED if skipped else Verdict.UNKNOWN
    return Verdict.STOPPED
