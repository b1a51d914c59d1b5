"""The sentiment of an English lyric: how positive or negative its words are.

The measure is VADER: C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for
Sentiment Analysis of Social Media Text", ICWSM 2014,
https://ojs.aaai.org/index.php/ICWSM/article/view/14550.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vader import SentimentIntensityAnalyzer

LANGUAGE = "en"
"""The language of its lexicon."""


def measure_sentiment(lines: Sequence[str], language: str | None) -> float | None:
    """Return the mean of VADER's compound score over all lines, from -1 to 1.

    It is computed line by line, as the score of a long text tends to -1 or 1 by length alone.
    ``None`` for any other language, and without the extra ``lyrics``.
    """
    analyser = _analyser() if language == LANGUAGE else None
    if analyser is None or not lines:
        return None
    return fsum(analyser.polarity_scores(line)["compound"] for line in lines) / len(lines)


@cache
def _analyser() -> "SentimentIntensityAnalyzer | None":
    with suppress(ImportError):
        from vader import SentimentIntensityAnalyzer

        return SentimentIntensityAnalyzer()
    return None
