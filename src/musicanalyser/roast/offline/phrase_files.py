"""The phrases of a language: one TOML file beside this module, checked when it is read.

Phrases have slots: ``{plays}`` is a figure or a name of the fact, and ``{plays:play|plays}`` adds
the word in the singular or plural that agrees with it. In frames, ``{a}`` and ``{b}`` are phrases
about two facts, ``{A}`` and ``{B}`` the same with a capital first letter.
"""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from musicanalyser.roast.persona import Tone

LANGUAGES = ("en", "de", "es")
"""Each has a file ``NAME.toml``."""

Phrases = tuple[str, ...]
PhrasesByTone = dict[Tone, Phrases]


class NumberStyle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language writes numbers, and quotes names that look like one.

    ``#`` is replaced by the number or the name. Units of time are a singular and a plural.
    """

    decimal: str
    thousands: str
    percent: str
    hour: str
    hours: tuple[str, str]
    minutes: tuple[str, str]
    seconds: tuple[str, str]
    between: str
    """Joins the parts of a duration."""
    quoted: str


class Frames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences that join phrases.

    A noun may begin with one of the ``articles``. An adjective may have one form for each article,
    separated by ``|``.
    """

    articles: Phrases
    name: str
    taglines: PhrasesByTone
    summaries: PhrasesByTone
    lonely: Phrases
    """Summaries about a single fact."""
    contrasts: PhrasesByTone
    """Lines about two facts for which no pair is written."""
    praise: Phrases
    """Redeeming sentences for listeners without a fact to praise."""


class KindPhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phrases for one kind of fact."""

    adjectives: Phrases
    nouns: Phrases
    tags: Phrases
    """Noun phrases for the tagline: what is typical of the listener."""
    clauses: Phrases
    """What the listener did, as the middle of a sentence."""
    traits: Phrases
    whys: Phrases
    """Why a fact supports the persona."""
    lines: PhrasesByTone
    praise: Phrases = ()
    """Redeeming sentences; only for kinds that flatter."""


class PairPhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines about two kinds of facts together; slots begin with ``a.`` or ``b.``."""

    kinds: tuple[str, str]
    """Keys of `LanguagePhrases.kinds`."""
    lines: PhrasesByTone


class LanguagePhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of one language."""

    numbers: NumberStyle
    frames: Frames
    kinds: dict[str, KindPhrases]
    """By the keys of `phrase_keys`."""
    spare: KindPhrases
    """Phrases that fit every fact."""
    pairs: tuple[PairPhrases, ...]


@cache
def load_language(name: str) -> LanguagePhrases:
    """Return the phrases of one of the `LANGUAGES`."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return convert(tomllib.loads(text), LanguagePhrases)
