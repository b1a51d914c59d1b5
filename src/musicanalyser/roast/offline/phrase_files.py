"""The phrases of a language: two TOML files in ``languages``, checked when they are read.

Phrases have slots: ``{plays}`` is a figure or a name of the fact, and ``{plays:play|plays}`` adds
the word in the singular or plural that agrees with it. Lists are ordered: the first phrase is the
mildest one.
"""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from musicanalyser.roast.facts.fact_kind import Relation
from musicanalyser.roast.persona import Tone

LANGUAGES = ("en", "de", "es")
"""Each has a file ``NAME.toml`` about facts, and ``NAME-casts.toml`` about roles."""

Phrases = tuple[str, ...]


class NumberStyle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language writes numbers, and quotes names that look like one.

    ``#`` is replaced by the number or the name. Units of time are a singular and a plural.
    """

    decimal: str
    thousands: str
    percent: str
    hour: str
    decade: str
    hours: str
    minutes: str
    seconds: str
    quoted: str
    themes: dict[str, str]
    """What the themes of lyrics are called."""


class Frames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentences that do not depend on the kind of a fact."""

    usual: Phrases
    """Follow a fact that was nearly the same in the time before, ``{usual}``."""
    same: Phrases
    """Follow a fact that was the same in the time before."""
    stamp: str
    """The verdict: ``{grade}`` says how bad the ``{fragments}`` are."""
    joints: tuple[str, str, str]
    """What joins the words of a fragment, the fragments, and the last two of them."""
    grades: dict[Tone, Phrases]
    praise: Phrases
    """Redeeming sentences for listeners without a fact to praise."""


class KindPhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phrases for one kind of fact."""

    fact: Phrases
    """The fact as a plain sentence; the first one whose slots can all be filled counts."""
    setups: Phrases
    """The fact, told to the listener and without a joke."""
    gems: Phrases
    """Whole lines: the fact, acted out."""
    stamp: str
    """Its fragment of the verdict."""
    praise: Phrases = ()
    """Redeeming sentences; only for kinds that flatter."""


class CastPhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phrases of a role, all in one world; none holds a figure, so none can be false."""

    names: Phrases
    taglines: Phrases
    openers: Phrases
    """Follow the first fact and open the world."""
    callbacks: Phrases
    """Follow the last fact and return to the opener."""
    punches: dict[Relation, Phrases]


class QuestionPhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question about a fact, what follows each answer, and its mark in the verdict."""

    ask: str
    yes: str
    no: str
    yes_mark: str
    no_mark: str


class LanguagePhrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of one language."""

    numbers: NumberStyle
    frames: Frames
    kinds: dict[str, KindPhrases]
    casts: dict[str, CastPhrases]
    questions: dict[str, QuestionPhrases]
    """By kinds of facts."""


@cache
def load_language(name: str) -> LanguagePhrases:
    """Return the phrases of one of the `LANGUAGES`."""
    facts, casts = (_read(f"{name}{part}.toml") for part in ("", "-casts"))
    return convert({**facts, "casts": casts}, LanguagePhrases)


def _read(name: str) -> dict[str, object]:
    folder = files(__package__).joinpath("languages")
    return tomllib.loads(folder.joinpath(name).read_text("utf-8"))
