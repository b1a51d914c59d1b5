"""Audio features and lyric statistics of an invented song, as sources would measure them."""

from collections.abc import Mapping

from musicanalyser.demo.genre_styles import Style
from musicanalyser.demo.random_stream import RandomStream

Data = Mapping[str, object]

_OCTAVE_SHARE = 0.03
"""The share of tempos that are doubled or halved, a common error of real measurements."""
_KEYS = 12
_SENTIMENT_LANGUAGE = "en"
_LISTED_LANGUAGES = frozenset({"en", "de"})
_UNSPACED_LANGUAGE = "ja"
_DIGITS = 3


def make_features(random: RandomStream, style: Style, *, is_wordless: bool) -> Data:
    """Return the audio features of a song."""
    tempo = style.tempo * random.uniform(0.86, 1.14)
    if random.happens(_OCTAVE_SHARE):
        tempo *= random.choice((0.5, 2))
    energy = _near(random, style.energy)
    return {
        "tempo": round(tempo, _DIGITS),
        "energy": energy,
        "valence": _near(random, style.valence),
        "danceability": _near(random, style.danceability),
        "acousticness": _near(random, style.acousticness),
        "instrumentalness": round(
            random.uniform(0.6, 0.95) if is_wordless else random.uniform(0, 0.06), _DIGITS
        ),
        "speechiness": round(random.uniform(0.03, 0.06) + 12 * style.swearing, _DIGITS),
        "liveness": round(random.uniform(0.06, 0.3), _DIGITS),
        "loudness": round(-18 + 13 * energy + random.uniform(-1, 1), _DIGITS),
        "key": int(random.uniform(0, _KEYS)),
        "mode": int(random.happens(0.3 + 0.5 * style.valence)),
    }


def make_lyric(random: RandomStream, style: Style, *, language: str, is_wordless: bool) -> Data:
    """Return the statistics of a lyric; those that its language does not allow are ``None``."""
    data: dict[str, object] = dict.fromkeys(
        ("language", "words", "unique_words", "repetition", "sentiment", "profanity", "themes")
    )
    data["instrumental"] = int(is_wordless)
    if is_wordless:
        return data
    data["language"] = language
    if language != _UNSPACED_LANGUAGE:
        words = int(style.words * random.uniform(0.5, 1.5))
        repetition = random.uniform(0.25, 0.75)
        data["words"] = words
        data["unique_words"] = max(1, int(words * (1 - repetition) * random.uniform(0.8, 1)))
        data["repetition"] = round(repetition, _DIGITS)
    if language == _SENTIMENT_LANGUAGE:
        data["sentiment"] = round((style.valence - 0.45) / 2 + random.uniform(-0.15, 0.15), _DIGITS)
    if language in _LISTED_LANGUAGES:
        data["profanity"] = round(style.swearing * random.uniform(0, 2), 2 * _DIGITS)
        data["themes"] = [theme for theme in style.themes if random.happens(0.6)]
    return data


def _near(random: RandomStream, middle: float) -> float:
    """Return a share around a middle, most often close to it."""
    value = middle + random.uniform(-0.11, 0.11) + random.uniform(-0.11, 0.11)
    return round(min(max(value, 0.01), 0.99), _DIGITS)
