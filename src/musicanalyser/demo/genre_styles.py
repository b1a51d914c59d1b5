"""The styles of the invented acts: real genres, and the averages of their songs."""

from typing import NamedTuple

from musicanalyser.demo.vocabulary import FRENCH, GERMAN, JAPANESE, Grammar


class Style(NamedTuple):
    """A style of music: its genres, the main one first, and the averages of its songs.

    ``tempo`` is in beats per minute; ``energy`` to ``acousticness`` are from 0 to 1.
    """

    genres: tuple[str, ...]
    since: int
    """The year of its first records."""
    tempo: float
    energy: float
    valence: float
    danceability: float
    acousticness: float
    wordless: float
    """The share of its songs that are instrumental."""
    words: int
    swearing: float
    """The share of these words that are profane."""
    themes: tuple[str, ...]


_ROCK = Style(
    ("indie rock", "alternative rock", "rock"),
    *(1988, 128, 0.74, 0.48, 0.5, 0.1, 0.03, 240, 0.002),
    themes=("heartbreak", "night"),
)
_DREAM = Style(
    ("dream pop", "shoegaze", "indie pop"),
    *(1985, 118, 0.55, 0.34, 0.45, 0.25, 0.08, 160, 0.0),
    themes=("night", "love"),
)
_SYNTH = Style(
    ("synth-pop", "new wave", "electropop"),
    *(1979, 122, 0.7, 0.62, 0.68, 0.1, 0.03, 260, 0.001),
    themes=("love", "party"),
)
_TECHNO = Style(
    ("techno", "electronic", "minimal techno"),
    *(1992, 131, 0.8, 0.4, 0.78, 0.04, 0.9, 60, 0.0),
    themes=("party",),
)
_HOUSE = Style(
    ("deep house", "house", "electronic"),
    *(1989, 123, 0.72, 0.58, 0.82, 0.06, 0.5, 120, 0.0),
    themes=("party", "love"),
)
_AMBIENT = Style(
    ("ambient", "electronic", "drone"),
    *(1976, 84, 0.18, 0.14, 0.25, 0.82, 0.95, 30, 0.0),
    themes=("night",),
)
_FOLK = Style(
    ("indie folk", "folk", "singer-songwriter"),
    *(1968, 104, 0.32, 0.38, 0.48, 0.78, 0.04, 280, 0.001),
    themes=("home", "road", "love"),
)
_HIPHOP = Style(
    ("hip hop", "jazz rap", "boom bap"),
    *(1990, 92, 0.66, 0.52, 0.76, 0.18, 0.04, 640, 0.016),
    themes=("money", "home"),
)
_JAZZ = Style(
    ("jazz", "modal jazz", "hard bop"),
    *(1957, 116, 0.36, 0.5, 0.52, 0.8, 0.88, 110, 0.0),
    themes=("love", "night"),
)
_METAL = Style(
    ("post-metal", "doom metal", "metal"),
    *(1990, 112, 0.88, 0.22, 0.34, 0.03, 0.3, 180, 0.004),
    themes=("faith", "heartbreak"),
)
_POSTROCK = Style(
    ("post-rock", "math rock", "rock"),
    *(1994, 120, 0.6, 0.26, 0.36, 0.2, 0.85, 80, 0.0),
    themes=("road",),
)
_SOUL = Style(
    ("soul", "funk", "r&b"),
    *(1964, 108, 0.6, 0.7, 0.72, 0.3, 0.03, 300, 0.002),
    themes=("love", "heartbreak"),
)
_CITY_POP = Style(
    ("city pop", "j-pop", "funk"),
    *(1978, 112, 0.66, 0.72, 0.7, 0.16, 0.03, 240, 0.0),
    themes=("night", "love"),
)
_CHANSON = Style(
    ("french pop", "yé-yé", "indie pop"),
    *(1964, 116, 0.5, 0.62, 0.6, 0.42, 0.02, 240, 0.001),
    themes=("love",),
)

STYLES = (
    *(_ROCK, _ROCK, _ROCK, _DREAM, _DREAM, _SYNTH, _SYNTH, _TECHNO, _HOUSE, _AMBIENT, _FOLK, _FOLK),
    *(_HIPHOP, _HIPHOP, _JAZZ, _METAL, _POSTROCK, _SOUL),
)
"""The styles an act is given one of; a repeated style is more likely."""

FOREIGN_STYLES: dict[Grammar, Style] = {JAPANESE: _CITY_POP, FRENCH: _CHANSON}
"""The styles of acts that sing in these languages."""
LANGUAGES: dict[Grammar, str] = {JAPANESE: "ja", FRENCH: "fr", GERMAN: "de"}
"""The language of a grammar in ISO 639-1; the others are English."""
