"""How positive or negative the words of an English lyric are.

The measure is VADER: C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for
Sentiment Analysis of Social Media Text", ICWSM 2014,
https://ojs.aaai.org/index.php/ICWSM/article/view/14550.
"""

from collections.abc import Sequence
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vader import SentimentIntensityAnalyzer

LANGUAGE = "en"
"""The only language that its lexicon knows."""


def sentiment_of(lines: Sequence[str], language: str | None) -> float | None:
    """Return the mean of VADER's compound score over all lines, from -1 to 1.

    By lines, as the score of a long text is driven to an end of its range by length alone. ``None``
    for any other language.
    """
    if language != LANGUAGE or not lines:
        return None
    judge = _judge()
    return fsum(judge.polarity_scores(line)["compound"] for line in lines) / len(lines)


@cache
def _judge() -> "SentimentIntensityAnalyzer":
    from vader import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
