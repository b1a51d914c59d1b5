"""The words by which a sentence makes a claim, in English, German and Spanish.

The lists are in ``claim_words.toml``; their patterns match folded text: small letters, no accents.
Each list means one thing, whatever the language, so that a sentence is compared with the English
sentence of a fact.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Word(StrEnum):
    """What a word says about the listener's music."""

    PLAYS = "plays"
    TRACKS = "tracks"
    ARTISTS = "artists"
    ALBUMS = "albums"
    DAYS = "days"
    TIME = "time"
    EPISODES = "episodes"
    SESSIONS = "sessions"
    EVERYTHING = "everything"
    RISE = "rise"
    FALL = "fall"
    NEVER = "never"
    ALWAYS = "always"
    ONLY = "only"
    MOST = "most"
    ONGOING = "ongoing"
    SKIP = "skip"
    FINISH = "finish"
    SILENCE = "silence"
    ALL_OTHERS = "all-others"
    REST = "rest"
    HEDGE = "hedge"
    IN_A_DAY = "in-a-day"
    IN_A_WEEK = "in-a-week"
    IN_A_SESSION = "in-a-session"
    YOU = "you"
    LISTEN = "listen"


DAY_PARTS: Mapping[str, range] = {
    r"midnight|mitternacht|medianoche": range(24, 25),
    r"nights?|nachts?|noches?|madrugadas?|small hours": range(20, 30),
    r"mornings?|dawn|before work|morgens|vormittags?|mananas|amanecer": range(4, 12),
    r"noon|lunch\w*|mittags?|mediodia|afternoons?|nachmittags?|tardes?": range(11, 19),
    r"evenings?|abends?|feierabend|dinner": range(17, 24),
}  # fmt: skip
"""Words for a part of the day, and the hours that it may mean; from 24 on, of the next day."""
_INNOCENT = re.compile(
    r"\bfalls? (?:between|on|into|after|before|asleep|out|in love)\b"
    r"|\b(?:of the|10) most (?:heard|played)\b"
)
"""No decline, as plays fall between two hours, and no superlative, as a rank has a list."""

_LANGUAGES = ("en", "de", "es")
DAY_PART_PATTERNS = [(re.compile(rf"\b(?:{words})\b"), hours) for words, hours in DAY_PARTS.items()]


def find_words(folded: str, language: str | None) -> frozenset[Word]:
    """Return what the words of a folded text say; those of all languages if it is unknown."""
    lists = [_load(language)] if language in _LANGUAGES else [_load(one) for one in _LANGUAGES]
    text = _INNOCENT.sub(" ", folded)
    return frozenset(
        word for words in lists for word, pattern in words.items() if pattern.search(text)
    )


@cache
def _load(language: str) -> Mapping[Word, re.Pattern[str]]:
    text = files(__package__).joinpath("claim_words.toml").read_text("utf-8")
    lists: Mapping[str, list[str]] = tomllib.loads(text)[language]
    return {Word(name): re.compile(rf"\b(?:{'|'.join(one)})\b") for name, one in lists.items()}
