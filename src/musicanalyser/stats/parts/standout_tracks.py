"""The favourites that stand out by their sound: the most typical one, and the extremes."""

from collections.abc import Callable, Iterator, Sequence
from math import fsum
from operator import attrgetter

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import FAVOURITES
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.facts.audio_features import Features
from musicanalyser.stats.facts.sound import TRAITS, Sound

FavouriteSongs = Sequence[tuple[EntityTotals, Features]]
"""The favourites whose features are known, by rank."""

_TYPICAL_IN = TRAITS[:5]
"""The traits that define the most typical song; the others hardly differ between songs."""
_SHOWN = ("energy", "valence", "danceability")
_COLUMNS = (
    Column(name="most", title="The most"),
    *TRACKS.columns,
    *(Column(name=trait, title=trait.capitalize(), kind=ColumnKind.SHARE) for trait in _SHOWN),
)
_EXTREMES: tuple[tuple[str, Callable[[Features], float]], ...] = (
    ("energetic", lambda one: one.energy),
    ("quiet", lambda one: -one.energy),
    ("happy", lambda one: one.valence),
    ("sad", lambda one: -one.valence),
    ("danceable", lambda one: one.danceability),
)


def standout_tracks(question: Question, favourites: FavouriteSongs, sound: Sound) -> Report:
    """Return the favourite nearest to the sound of the window, and those with an extreme trait.

    Each has its energy, valence and danceability from 0 to 1.
    """
    chosen = [("typical", most_typical(favourites, sound))]
    chosen += [(name, _extreme(favourites, figure)) for name, figure in _EXTREMES]
    traits = {song.entity_id: attrgetter(*_SHOWN)(features) for song, features in favourites}
    return Report(
        name="telling-favourites",
        title="Standout tracks",
        columns=_COLUMNS,
        rows=tuple(
            (name, *TRACKS.names_of(song), *traits[song.entity_id])
            for name, song in chosen
            if song is not None
        ),
        span=report_span(question.window),
        definition=(
            f"Favourites are the {FAVOURITES} tracks that lead the list."
            f" {ranking_text(question.rank_by)} The most typical one lies nearest to the means."
            f" {privacy_text(question)}"
        ),
        empty="The features of no favourite are known.",
    )


def most_typical(favourites: FavouriteSongs, sound: Sound) -> EntityTotals | None:
    """Return the song with the least sum of ((value - mean) / spread)², of equals the first.

    Songs with an unknown trait are left out; the result is ``None`` if none remains.
    """
    complete = [song for song in favourites if None not in attrgetter(*_TYPICAL_IN)(song[1])]
    if not complete:
        return None
    return min(complete, key=lambda song: fsum(_squared_distances(song[1], sound)))[0]


def _squared_distances(features: Features, sound: Sound) -> Iterator[float]:
    """Yield the squared distance from the mean in each trait, in spreads."""
    for trait in _TYPICAL_IN:
        value, mean, spread = getattr(features, trait), sound.mean[trait], sound.spread[trait]
        if mean is not None and spread:
            yield ((value - mean) / spread) ** 2


def _extreme(
    favourites: FavouriteSongs, figure: Callable[[Features], float]
) -> EntityTotals | None:
    """Return the song with the greatest figure, of equals the first."""
    return max(favourites, key=lambda song: figure(song[1]))[0] if favourites else None
