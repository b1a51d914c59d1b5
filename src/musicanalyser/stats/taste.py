"""How the music sounds: the mood it makes, and the favourites that tell of it."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from math import fsum

from musicanalyser.report import Column, Kind, Report, Row
from musicanalyser.stats.counting import privacy
from musicanalyser.stats.features import CREDIT, SOURCE, WHAT, Features, features_of
from musicanalyser.stats.framing import PERIOD, span
from musicanalyser.stats.known import FAVOURITES, Known, covered, favourites, known, too_little
from musicanalyser.stats.proportions import moved
from musicanalyser.stats.question import Question
from musicanalyser.stats.ranking import ranking
from musicanalyser.stats.sound import TRAITS, Sound, mood_of, sound_of
from musicanalyser.stats.tally import TRACKS, Heard, Tally, tallies
from musicanalyser.stats.weighing import mean

ABOUT = "How your music sounds: energy, valence, danceability and more, and its mood in words."

_TYPICAL_IN = TRAITS[:5]
"""The rest hardly tells one song from another."""
_QUALITY = (
    "Features are estimated from the sound, and now and then wrong about a single track: trust the"
    " means more than the favourites."
)
_SHOWN = ("energy", "valence", "danceability")

_MOOD_COLUMNS = (
    PERIOD,
    Column(name="mood", title="Mood"),
    Column(name="mean_tempo", title="Mean BPM", kind=Kind.NUMBER),
    Column(name="known_share", title="Known", kind=Kind.SHARE),
)
_TELLING_COLUMNS = (
    Column(name="most", title="The most"),
    *TRACKS.columns,
    *(Column(name=trait, title=trait.capitalize(), kind=Kind.SHARE) for trait in _SHOWN),
)
_EXTREMES: tuple[tuple[str, Callable[[Features], float]], ...] = (
    ("energetic", lambda one: one.energy),
    ("quiet", lambda one: -one.energy),
    ("happy", lambda one: one.valence),
    ("sad", lambda one: -one.valence),
    ("danceable", lambda one: one.danceability),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Tell how the window sounds beside the one before, and which favourites stand out."""
    heard = tallies(conn, question)
    features = features_of(conn, *heard)
    found = [known(tally, features) for tally in heard]
    enough = found[0].enough
    loved = favourites(question, heard[0], features)
    return Report(
        name="taste",
        title="Taste",
        columns=_columns(compared=any(one.enough for one in found[1:])),
        rows=_traits([sound_of(one) for one in found if one.enough]) if enough else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], WHAT),
        notes=(CREDIT, _QUALITY) if enough else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=(_moods(question, heard, found), _telling(question, loved, sound_of(found[0])))
        if enough
        else (),
    )


def most_typical(loved: Sequence[tuple[Heard, Features]], sound: Sound) -> Heard | None:
    """Return the song that lies nearest to the means, each trait measured by its spread."""

    def distance(song: tuple[Heard, Features]) -> float:
        return fsum(_distances(song[1], sound))

    complete = [song for song in loved if None not in [getattr(song[1], it) for it in _TYPICAL_IN]]
    return min(complete, key=distance)[0] if complete else None


def _distances(features: Features, sound: Sound) -> Iterator[float]:
    for trait in _TYPICAL_IN:
        value, middle, spread = getattr(features, trait), sound.mean[trait], sound.spread[trait]
        if middle is not None and spread:
            yield ((value - middle) / spread) ** 2


def _leading(
    loved: Sequence[tuple[Heard, Features]], figure: Callable[[Features], float]
) -> Heard | None:
    """Return the song with the greatest figure, of equals the greater favourite."""
    return max(loved, key=lambda song: figure(song[1]))[0] if loved else None


def _columns(*, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="trait", title="Trait"),
        Column(name="mean", title="Mean", kind=Kind.SHARE, bar=True),
        Column(name="spread", title="Spread", kind=Kind.SHARE),
        Column(name="previous_mean", title="Before", kind=Kind.SHARE, detail=not compared),
        Column(name="change", title="Change", detail=not compared),
    )


def _traits(sounds: Sequence[Sound]) -> tuple[Row, ...]:
    now, *earlier = sounds
    return tuple(_trait(trait, now, earlier[0] if earlier else None) for trait in TRAITS)


def _trait(trait: str, now: Sound, before: Sound | None) -> Row:
    previous = None if before is None else before.mean[trait]
    return (
        trait,
        now.mean[trait],
        now.spread[trait],
        previous,
        moved(now.mean[trait], previous),
    )


def _moods(question: Question, heard: Sequence[Tally], found: Sequence[Known[Features]]) -> Report:
    return Report(
        name="mood",
        title="Mood",
        columns=_MOOD_COLUMNS,
        rows=tuple(map(_mood, heard, found)),
        span=span(question.window),
        definition=_definition(question),
    )


def _mood(heard: Tally, found: Known[Features]) -> Row:
    tempo = mean(found.weighed(lambda one: one.tempo)) if found.enough else None
    return (heard.window.label, mood_of(found), tempo, found.share)


def _telling(question: Question, loved: Sequence[tuple[Heard, Features]], sound: Sound) -> Report:
    by_song = {heard.song_key: features for heard, features in loved}
    chosen = [("typical", most_typical(loved, sound))]
    chosen += [(name, _leading(loved, figure)) for name, figure in _EXTREMES]
    return Report(
        name="telling-favourites",
        title="Telling favourites",
        columns=_TELLING_COLUMNS,
        rows=tuple(
            (
                name,
                *TRACKS.names_of(heard),
                *(getattr(by_song[heard.song_key], trait) for trait in _SHOWN),
            )
            for name, heard in chosen
            if heard is not None
        ),
        span=span(question.window),
        definition=_definition(question),
        empty="The features of no favourite are known.",
    )


def _definition(question: Question) -> str:
    return (
        "Means are weighted by time heard, however short the play; the spread is their standard"
        f" deviation. Favourites are the {FAVOURITES} tracks that lead the list."
        f" {ranking(question.rank_by)} The most typical one lies nearest to the means."
        f" {privacy(question)}"
    )
