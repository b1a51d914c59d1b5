"""What the service knows at a moment: each change of the player after a lag."""

from bisect import bisect_right

from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.timeline import Change, Timeline


class View:
    """The player as the service shows it; a change overtaken by a later one is never seen.

    ``moments`` are those from when on each change, or a later one, is known.
    """

    def __init__(self, timeline: Timeline, conditions: Conditions, *, seed: int) -> None:
        draws = Draws(f"view {seed}")
        self.timeline = timeline
        self.moments = [
            change.at_ms
            + int(draws.around(conditions.lag_ms, conditions.lag_spread) * conditions.lag_factor)
            for change in timeline.changes
        ]
        for number in range(len(self.moments) - 1, 0, -1):
            self.moments[number - 1] = min(self.moments[number - 1 : number + 1])

    def at(self, ms: int) -> Change:
        """Return the last change known at a moment; before all of them, the first."""
        return self.timeline.changes[max(0, bisect_right(self.moments, ms) - 1)]
