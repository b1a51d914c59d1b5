"""The mood of music in words, from its mean valence, energy and danceability.

The thresholds are the program's own; ``docs/definitions.md`` lists them.
"""

from bisect import bisect

_FEELINGS = (
    (0.3, "sad"),
    (0.45, "rather sad"),
    (0.55, "balanced"),
    (0.7, "rather happy"),
    (1.0, "happy"),
)
"""The feeling of all valences below its limit, from the limit before; the last includes 1."""
_NEUTRAL = 2
QUIET_BELOW, LIVELY_FROM = 0.4, 0.7
"""Music is quiet below the first energy and energetic from the second; between them neither."""
STIFF_BELOW, DANCEABLE_FROM = 0.4, 0.6
"""Music is not made for dancing below the first danceability, and danceable from the second."""


def mood_line(*, valence: float, energy: float, danceability: float) -> str:
    """Return how music feels; what contradicts its feeling is joined by ``but``."""
    place = min(bisect([limit for limit, _ in _FEELINGS], valence), len(_FEELINGS) - 1)
    line = _FEELINGS[place][1]
    is_sad, is_happy = place < _NEUTRAL, place > _NEUTRAL
    if energy < QUIET_BELOW:
        line += f" {_joined(at_odds=is_happy)} quiet"
    elif energy >= LIVELY_FROM:
        line += f" {_joined(at_odds=is_sad)} energetic"
    if danceability >= DANCEABLE_FROM:
        line += f", {_joined(at_odds=is_sad)} you can dance to it"
    elif danceability < STIFF_BELOW:
        line += f", {_joined(at_odds=is_happy)} not made for dancing"
    return line


def _joined(*, at_odds: bool) -> str:
    return "but" if at_odds else "and"
