"""The sound of a window: the mean and spread of each audio feature, and the mood in words."""

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import KnownFacts
from musicanalyser.stats.base.weighted_values import mean, spread
from musicanalyser.stats.facts.audio_features import Features
from musicanalyser.stats.facts.mood import mood_line

TRAITS = (
    *("energy", "valence", "danceability", "acousticness", "instrumentalness"),
    *("speechiness", "liveness"),
)
"""The features that are shares, in the order of an answer."""


class Sound(NamedTuple):
    """The mean and the standard deviation of each trait, from 0 to 1; ``None`` is unknown."""

    mean: Mapping[str, float | None]
    spread: Mapping[str, float | None]


def sound_of(found: KnownFacts[Features]) -> Sound:
    """Return the sound of a window, weighted by listening time."""
    weighted = {trait: found.weighted(attrgetter(trait)) for trait in TRAITS}
    return Sound(
        mean={trait: mean(values) for trait, values in weighted.items()},
        spread={trait: spread(values) for trait, values in weighted.items()},
    )


def mood_of(found: KnownFacts[Features]) -> str | None:
    """Return the mood of a window in words; ``None`` if too few features are known."""
    if not found.is_enough:
        return None
    valence, energy, danceability = (
        mean(found.weighted(attrgetter(trait))) for trait in ("valence", "energy", "danceability")
    )
    if valence is None or energy is None or danceability is None:
        return None
    return mood_line(valence=valence, energy=energy, danceability=danceability)
