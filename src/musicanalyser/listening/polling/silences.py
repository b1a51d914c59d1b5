"""The silences between sessions, as a history of plays shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musicanalyser.units import MINUTE_MS

SHORTEST_SILENCE_MS = 7 * MINUTE_MS
"""A shorter one is a pause of the same session, and polled as such."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time without plays, in ms since 1970 UTC; ``ended_by_play`` unless it still lasts."""

    since_ms: int
    until_ms: int
    ended_by_play: bool


def find_silences(plays: Iterable[tuple[int, int]], *, until_ms: int) -> Sequence[Silence]:
    """Return the silences between plays, given as starts and ends in order of their starts."""
    found: list[Silence] = []
    silent_ms: int | None = None
    for started_ms, ended_ms in plays:
        if silent_ms is not None and started_ms - silent_ms >= SHORTEST_SILENCE_MS:
            found.append(Silence(silent_ms, started_ms, ended_by_play=True))
        silent_ms = ended_ms if silent_ms is None else max(silent_ms, ended_ms)
    if silent_ms is not None and until_ms - silent_ms >= SHORTEST_SILENCE_MS:
        found.append(Silence(silent_ms, until_ms, ended_by_play=False))
    return found
