"""The sound of a window: its mean and spread by trait, and the mood that they make."""

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import Known
from musicanalyser.stats.base.weighted import mean, spread
from musicanalyser.stats.facts.audio_features import Features
from musicanalyser.stats.facts.mood import mood_line

TRAITS = (
    *("energy", "valence", "danceability", "acousticness", "instrumentalness"),
    *("speechiness", "liveness"),
)
"""The features that are shares, in the order in which they are told."""


class Sound(NamedTuple):
    """The mean of every trait, and how far the songs lie from it; ``None`` is unknown."""

    mean: Mapping[str, float | None]
    spread: Mapping[str, float | None]


def sound_of(found: Known[Features]) -> Sound:
    """Return the means and spreads of a window, weighted by time heard."""
    weighed = {trait: found.weighed(attrgetter(trait)) for trait in TRAITS}
    return Sound(
        mean={trait: mean(values) for trait, values in weighed.items()},
        spread={trait: spread(values) for trait, values in weighed.items()},
    )


def mood_of(found: Known[Features]) -> str | None:
    """Return the mood of a window in words; ``None`` if too little of it is known."""
    if not found.enough:
        return None
    valence, energy, danceability = (
        mean(found.weighed(attrgetter(trait))) for trait in ("valence", "energy", "danceability")
    )
    if valence is None or energy is None or danceability is None:
        return None
    return mood_line(valence=valence, energy=energy, danceability=danceability)
