"""What a language brings to write roasts: one TOML file beside this module, checked as it is read.

Phrases hold slots: ``{plays}`` is a figure or a name of the fact, and ``{plays:play|plays}`` puts
the word behind it that agrees with it. In frames, ``{a}`` and ``{b}`` stand for phrases of two
facts, and ``{A}`` and ``{B}`` for the same with a capital first letter.
"""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from musicanalyser.roast.persona import Tone

LANGUAGES = ("en", "de", "es")
"""Each has a file ``NAME.toml``."""

Phrases = tuple[str, ...]
ByTone = dict[Tone, Phrases]


class Numbers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How numbers read, and names that look like one.

    ``#`` stands for what is written. Units of time are a word for one and a word for many.
    """

    decimal: str
    thousands: str
    percent: str
    hour: str
    hours: tuple[str, str]
    minutes: tuple[str, str]
    seconds: tuple[str, str]
    between: str
    """Stands between the parts of a time."""
    quoted: str


class Frames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds phrases together.

    A noun may begin with one of the ``articles``; an adjective may have a form for each, parted by
    ``|``.
    """

    articles: Phrases
    name: str
    taglines: ByTone
    summaries: ByTone
    lonely: Phrases
    """Summaries that rest on one fact."""
    contrasts: ByTone
    """Lines about two facts that no pair is written for."""
    praise: Phrases
    """What redeems a listener when no fact does."""


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be said of one kind of fact."""

    adjectives: Phrases
    nouns: Phrases
    tags: Phrases
    """Noun phrases for the tagline: what the listener stands for."""
    clauses: Phrases
    """What the listener did, as the middle of a sentence."""
    traits: Phrases
    whys: Phrases
    lines: ByTone
    praise: Phrases = ()
    """What redeems; only of kinds that flatter."""


class Pair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines about two kinds that say more together; slots begin with ``a.`` or ``b.``."""

    kinds: tuple[str, str]
    lines: ByTone


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that one language brings; ``spare`` speaks of facts whose kind it has no words for."""

    numbers: Numbers
    frames: Frames
    kinds: dict[str, Words]
    spare: Words
    pairs: tuple[Pair, ...]


@cache
def language(name: str) -> Language:
    """Read one of the `LANGUAGES`."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return convert(tomllib.loads(text), Language)
