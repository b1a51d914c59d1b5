"""How English, German and Spanish spell numbers, in small letters and without accents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

_TENS = range(20, 100, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpelling:
    """The number words of one language."""

    small: Mapping[str, int]
    """The words for 2 to 99."""
    scales: Mapping[str, int]
    """The words for dozens, hundreds and thousands."""
    one: str
    """A pattern for the word for one before a scale."""
    separator: str
    """A pattern for what may separate the words of one number."""
    link: str
    """The *and* before its last word."""
    suffix: str = ""
    """A pattern for what may follow in the same word."""
    phrases: Mapping[str, str]
    """Patterns, and what they mean in digits."""


def _spell_below_100(words: str, join_words: Callable[[str, str], str]) -> dict[str, int]:
    """Return 2 to 99 from the words for 1 to 19 and the tens."""
    ones, tens = words.split()[:19], words.split()[19:]
    return (
        {word: value for value, word in enumerate(ones, start=1) if value > 1}
        | dict(zip(tens, _TENS, strict=True))
        | {
            join_words(ten, one): value + digit
            for ten, value in zip(tens, _TENS, strict=True)
            for digit, one in enumerate(ones[:9], start=1)
        }
    )


@cache
def spell_english() -> NumberSpelling:
    """Return the number words of English."""
    words = """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen
        twenty thirty forty fifty sixty seventy eighty ninety
    """
    return NumberSpelling(
        small=_spell_below_100(words, lambda ten, one: f"{ten} {one}"),
        scales={"dozen": 12, "hundred": 100, "thousand": 1000},
        one="an?|one",
        separator=r"[\s-]+",
        link="and",
        phrases={
            "half a dozen": "6",
            "an hour and a half": "1.5 hours",
            r"half(?: an | a |[\s-])hour": "0.5 hours",
            "half a day": "0.5 days",
            "twice": "2 times",
            "thrice": "3 times",
        }
        | {f"{ten.removesuffix('y')}ies": f"{value}s" for ten, value in _spell_tens(words)},
    )


@cache
def spell_german() -> NumberSpelling:
    """Return the number words of German."""
    words = """
        ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn
        sechzehn siebzehn achtzehn neunzehn
        zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig
    """
    return NumberSpelling(
        small=_spell_below_100(words, lambda ten, one: f"{one}und{ten}"),
        scales={"dutzend": 12, "hundert": 100, "tausend": 1000},
        one="eine?",
        separator=r"[\s-]?",
        link="und",
        suffix="(?:mal|fach)?",
        phrases={
            "halbes dutzend": "6",
            "halben? stunde": "0.5 stunden",
            "halbe[rn]? tag": "0.5 tage",
            "anderthalb|eineinhalb": "1.5",
            r"(\w+)einhalb": r"\1 und einhalb",
            "doppelt": "2",
        }
        | {f"{ten}er": f"{value}er" for ten, value in _spell_tens(words)},
    )


@cache
def spell_spanish() -> NumberSpelling:
    """Return the number words of Spanish."""
    words = """
        uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciseis diecisiete dieciocho diecinueve
        veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa
    """
    hundreds = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
    small = _spell_below_100(
        words, lambda ten, one: f"{ten} y {one}".replace("veinte y ", "veinti")
    )
    before_nouns = {
        f"{number.removesuffix('o')}{gender}": value
        for number, value in small.items()
        if number.endswith("uno")
        for gender in ("", "a")
    }
    return NumberSpelling(
        small=small | before_nouns,
        scales={"docena": 12, "docenas": 12, "cien": 100, "ciento": 100, "mil": 1000}
        | {
            f"{stem}{gender}s": value
            for stem, value in zip(hundreds.split(), range(200, 1000, 100), strict=True)
            for gender in "oa"
        },
        one="una?",
        separator=r"\s+",
        link="y",
        phrases={"media docena": "6", "media hora": "0.5 horas", "medio dia": "0.5 dias"},
    )


def _spell_tens(words: str) -> list[tuple[str, int]]:
    return list(zip(words.split()[19:], _TENS, strict=True))
