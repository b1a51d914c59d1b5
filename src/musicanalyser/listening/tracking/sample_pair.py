"""Two samples of one play: how far its position moved, and how far the clock."""

from dataclasses import dataclass

from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import PlayerSample
from musicanalyser.units import SECOND_MS

_SHORT_OF_END_MS = SECOND_MS
"""Some clients stop a fraction before the end (https://github.com/spotify/web-api/issues/1245)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePair:
    """Two samples of one play, ``gap_ms`` apart by the clock and ``moved_ms`` by the position.

    ``position_ms`` is the position at the second, at most the length of the track. ``left_ms`` is
    how much of the track was left at the first, ``None`` if its length is unknown.
    """

    play: OpenPlay
    before: PlayerSample
    after: PlayerSample
    position_ms: int
    gap_ms: int
    moved_ms: int
    left_ms: int | None

    @property
    def restart_ms(self) -> int:
        """When the track was at its start, if it has played without a break since."""
        return self.after.at_ms - self.position_ms

    @property
    def has_no_position(self) -> bool:
        """Whether the client stays at 0 while it plays.

        https://github.com/spotify/web-api/issues/870.
        """
        before, after = self.before, self.after
        is_at_start = before.progress_ms == 0 and after.progress_ms == 0
        return is_at_start and before.is_playing and before.changed_ms == after.changed_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """What a second sample makes of a play: it goes on, it is finished, or both if it began again.

    ``is_pending`` is true while the track stands at its end. The first sample then says more about
    the play, and stays the last one.
    """

    play: OpenPlay | None
    finished: Sighting | None = None
    is_pending: bool = False


def pair_samples(play: OpenPlay, before: PlayerSample, after: PlayerSample) -> SamplePair:
    """Return two samples of one play, both of which have a position, with their differences."""
    length_ms = play.length_ms
    before_ms, position_ms = (
        min(progress_ms or 0, length_ms) if length_ms is not None else progress_ms or 0
        for progress_ms in (before.progress_ms, after.progress_ms)
    )
    return SamplePair(
        play=play,
        before=before,
        after=after,
        position_ms=position_ms,
        gap_ms=after.at_ms - before.at_ms,
        moved_ms=position_ms - before_ms,
        left_ms=None if length_ms is None else length_ms - before_ms,
    )


def is_at_end(sample: PlayerSample) -> bool:
    """Return whether the position is at the very end, where a dead client may stand for hours."""
    if sample.length_ms is None or sample.progress_ms is None:
        return False
    return sample.progress_ms >= sample.length_ms - _SHORT_OF_END_MS
