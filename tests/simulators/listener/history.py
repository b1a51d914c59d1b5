"""The list of recent plays, as the service keeps it: of 30 s or more, sooner or later, or never."""

from bisect import bisect_right
from dataclasses import dataclass

from tests.simulators.listener.catalogue import Track
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Play, Timeline

LIMIT = 50
_DELAY_MS = 4_000.0
_LATE_MS = (600_000, 21_600_000)
_EARLY_SHARE = 0.02
_EARLY_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A play that ended at ``played_at_ms``, as the service says from ``appears_ms`` on."""

    track: Track
    played_at_ms: int
    appears_ms: int


class History:
    """All rows there will ever be."""

    def __init__(self, timeline: Timeline, conditions: Conditions, *, seed: int) -> None:
        draws = Draws(f"history {seed}")
        rows = (
            _row(play, conditions, draws)
            for play in timeline.plays
            if play.heard_ms >= SHORT_PLAY_MS and not play.private
        )
        self._rows = sorted((row for row in rows if row), key=lambda row: row.played_at_ms)
        self._moments = [row.played_at_ms for row in self._rows]

    def at(self, ms: int) -> list[Row]:
        """Return what the list holds at a moment, newest first."""
        shown: list[Row] = []
        for number in range(bisect_right(self._moments, ms) - 1, -1, -1):
            if self._rows[number].appears_ms <= ms:
                shown.append(self._rows[number])
                if len(shown) == LIMIT:
                    break
        return shown


def _row(play: Play, conditions: Conditions, draws: Draws) -> Row | None:
    """Return the row of a play, whose end the service stamps now and then too early."""
    if draws.share(conditions.missing_share):
        return None
    early_ms = draws.randint(0, _EARLY_MS if draws.share(_EARLY_SHARE) else 500)
    late_ms = draws.around(_DELAY_MS, 0.5)
    if draws.share(conditions.late_share):
        late_ms = draws.randint(*_LATE_MS)
    return Row(
        track=play.track,
        played_at_ms=max(play.started_ms, play.ended_ms - early_ms),
        appears_ms=play.ended_ms + int(late_ms),
    )
