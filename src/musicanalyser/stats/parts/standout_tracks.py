"""The favourites that tell most of a taste: the most typical one, and those at its ends."""

from collections.abc import Callable, Iterator, Sequence
from math import fsum
from operator import attrgetter

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import TRACKS, Heard
from musicanalyser.stats.base.known_facts import FAVOURITES
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking
from musicanalyser.stats.base.window import span
from musicanalyser.stats.facts.audio_features import Features
from musicanalyser.stats.facts.sound import TRAITS, Sound

Loved = Sequence[tuple[Heard, Features]]
"""Favourites whose features are known, the greatest first."""

_TYPICAL_IN = TRAITS[:5]
"""The rest hardly tells one song from another."""
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


def telling(question: Question, loved: Loved, sound: Sound) -> Report:
    """Name the favourite nearest to the sound of the window, and the extremes among them."""
    chosen = [("typical", most_typical(loved, sound))]
    chosen += [(name, _leading(loved, figure)) for name, figure in _EXTREMES]
    of_song = {heard.song_key: attrgetter(*_SHOWN)(features) for heard, features in loved}
    return Report(
        name="telling-favourites",
        title="Telling favourites",
        columns=_COLUMNS,
        rows=tuple(
            (name, *TRACKS.names_of(heard), *of_song[heard.song_key])
            for name, heard in chosen
            if heard is not None
        ),
        span=span(question.window),
        definition=(
            f"Favourites are the {FAVOURITES} tracks that lead the list."
            f" {ranking(question.rank_by)} The most typical one lies nearest to the means."
            f" {privacy(question)}"
        ),
        empty="The features of no favourite are known.",
    )


def most_typical(loved: Loved, sound: Sound) -> Heard | None:
    """Return the song that lies nearest to the means, each trait measured by its spread."""
    complete = [song for song in loved if None not in attrgetter(*_TYPICAL_IN)(song[1])]
    if not complete:
        return None
    return min(complete, key=lambda song: fsum(_distances(song[1], sound)))[0]


def _distances(features: Features, sound: Sound) -> Iterator[float]:
    for trait in _TYPICAL_IN:
        value, middle, spread = getattr(features, trait), sound.mean[trait], sound.spread[trait]
        if middle is not None and spread:
            yield ((value - middle) / spread) ** 2


def _leading(loved: Loved, figure: Callable[[Features], float]) -> Heard | None:
    """Return the song with the greatest figure, of equals the greater favourite."""
    return max(loved, key=lambda song: figure(song[1]))[0] if loved else None
