"""How an invented song sounds and what it sings of, as the sources of facts would measure it."""

from collections.abc import Mapping

from musicanalyser.demo.genre_styles import Style
from musicanalyser.demo.random_draws import Chance

Data = Mapping[str, object]

_OCTAVE_SHARE = 0.03
"""So many tempos are told twice or half as fast, as by those who measure them for real."""
_KEYS = 12
_SENTIMENT_LANGUAGE = "en"
_LISTED_LANGUAGES = frozenset({"en", "de"})
_UNSPACED_LANGUAGE = "ja"
_DIGITS = 3


def features_of(chance: Chance, style: Style, *, is_wordless: bool) -> Data:
    """Return the audio features of a song of a style."""
    tempo = style.tempo * chance.between(0.86, 1.14)
    if chance.share(_OCTAVE_SHARE):
        tempo *= chance.pick((0.5, 2))
    energy = _near(chance, style.energy)
    return {
        "tempo": round(tempo, _DIGITS),
        "energy": energy,
        "valence": _near(chance, style.valence),
        "danceability": _near(chance, style.danceability),
        "acousticness": _near(chance, style.acousticness),
        "instrumentalness": round(
            chance.between(0.6, 0.95) if is_wordless else chance.between(0, 0.06), _DIGITS
        ),
        "speechiness": round(chance.between(0.03, 0.06) + 12 * style.swearing, _DIGITS),
        "liveness": round(chance.between(0.06, 0.3), _DIGITS),
        "loudness": round(-18 + 13 * energy + chance.between(-1, 1), _DIGITS),
        "key": int(chance.between(0, _KEYS)),
        "mode": int(chance.share(0.3 + 0.5 * style.valence)),
    }


def lyric_of(chance: Chance, style: Style, *, language: str, is_wordless: bool) -> Data:
    """Return the figures of a lyric; what its language does not allow to be told is unknown."""
    data: dict[str, object] = dict.fromkeys(
        ("language", "words", "unique_words", "repetition", "sentiment", "profanity", "themes")
    )
    data["instrumental"] = int(is_wordless)
    if is_wordless:
        return data
    data["language"] = language
    if language != _UNSPACED_LANGUAGE:
        words = int(style.words * chance.between(0.5, 1.5))
        repetition = chance.between(0.25, 0.75)
        data["words"] = words
        data["unique_words"] = max(1, int(words * (1 - repetition) * chance.between(0.8, 1)))
        data["repetition"] = round(repetition, _DIGITS)
    if language == _SENTIMENT_LANGUAGE:
        data["sentiment"] = round((style.valence - 0.45) / 2 + chance.between(-0.15, 0.15), _DIGITS)
    if language in _LISTED_LANGUAGES:
        data["profanity"] = round(style.swearing * chance.between(0, 2), 2 * _DIGITS)
        data["themes"] = [theme for theme in style.themes if chance.share(0.6)]
    return data


def _near(chance: Chance, middle: float) -> float:
    """Return a share that lies about a middle, and most often close to it."""
    value = middle + chance.between(-0.11, 0.11) + chance.between(-0.11, 0.11)
    return round(min(max(value, 0.01), 0.99), _DIGITS)
