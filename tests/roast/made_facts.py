"""Facts and personas made for tests, and numbers as three languages write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from musicanalyser.roast.persona import Fact, Figure, Unit

LANGUAGES = ("en", "de", "es")
HOUR_MS = 3_600_000
MINUTE_MS = 60_000
_DECIMAL = {"en": ".", "de": ",", "es": ","}
_THOUSANDS = {"en": ",", "de": ".", "es": " "}
_SYLLABLES = ("ba", "dro", "fel", "gu", "ka", "lun", "mor", "pis", "ru", "sto", "ve", "zan")


@dataclass(frozen=True, slots=True)
class WordedFigure:
    """A figure in the words of a text.

    ``shown`` is the number that the text shows, in units of its last digit. ``write`` returns the
    same words with another number.
    """

    figure: Figure
    shown: int
    write: Callable[[int], str]

    @property
    def text(self) -> str:
        return self.write(self.shown)


def fact(sentence: str, *figures: Figure, names: Sequence[str] = (), fact_id: str = "F1") -> Fact:
    return Fact(
        id=fact_id,
        kind="made",
        text=sentence,
        figures=figures,
        names=tuple(names),
        statistic="totals",
        surprise=1.0,
        coverage=None,
    )


def figure(value: float, unit: Unit) -> Figure:
    return Figure(name="plays" if unit is Unit.COUNT else "figure", value=value, unit=unit)


def grouped(number: int, language: str) -> str:
    return f"{number:,}".replace(",", _THOUSANDS[language])


def tenths(number: int, language: str) -> str:
    return f"{number // 10}{_DECIMAL[language]}{number % 10}"


@st.composite
def named(draw: st.DrawFn) -> str:
    """Draw a name of two words that is like no word of a language."""
    word = st.lists(st.sampled_from(_SYLLABLES), min_size=3, max_size=4).map("".join)
    return f"{draw(word).capitalize()} {draw(word).capitalize()}"


@st.composite
def counts(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(2, 300_000))
    noun = {"en": "plays", "de": "Mal", "es": "veces"}[language]
    if draw(st.booleans()):
        return WordedFigure(figure(value, Unit.COUNT), value, lambda n: f"{n} {noun}")
    return WordedFigure(
        figure(value, Unit.COUNT), value, lambda n: f"{grouped(n, language)} {noun}"
    )


@st.composite
def spelt_counts(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(3, 19))
    noun = {"en": "plays", "de": "Mal", "es": "veces"}[language]
    return WordedFigure(
        figure(value, Unit.COUNT), value, lambda n: f"{SPELT[language][n - 2]} {noun}"
    )


@st.composite
def ranks(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(2, 99))
    ordinal = {"en": "{}th place", "de": "Platz {}.", "es": "el {}.º puesto"}[language]
    return WordedFigure(figure(value, Unit.RANK), value, ordinal.format)


@st.composite
def years(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(1950, 2026))
    word = {"en": "since {}", "de": "seit {}", "es": "desde {}"}[language]
    return WordedFigure(figure(value, Unit.YEAR), value, word.format)


@st.composite
def hours(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(1, 23))
    word = {"en": "at {}:00", "de": "um {} Uhr", "es": "a las {}"}[language]
    return WordedFigure(figure(value, Unit.HOUR), value, word.format)


@st.composite
def days(draw: st.DrawFn, language: str) -> WordedFigure:
    value = draw(st.integers(2, 3000))
    word = {"en": "days", "de": "Tage", "es": "días"}[language]
    return WordedFigure(figure(value, Unit.DAYS), value, lambda n: f"{grouped(n, language)} {word}")


@st.composite
def shares(draw: st.DrawFn, language: str) -> WordedFigure:
    """Draw a share that lies between two tenths of a percent, so that it rounds one way."""
    value = draw(st.integers(11, 9980)) / 10_000 + 0.000_02
    sign = draw(st.sampled_from([" %", "%", f" {PERCENT[language]}"]))
    if draw(st.booleans()):
        shown = round(value * 1000)
        return WordedFigure(figure(value, Unit.SHARE), shown, lambda n: tenths(n, language) + sign)
    return WordedFigure(figure(value, Unit.SHARE), round(value * 100), lambda n: f"{n}{sign}")


@st.composite
def lengths(draw: st.DrawFn, language: str) -> WordedFigure:
    """Draw a time of some hours and minutes and 20 seconds, which is rounded as it is cut."""
    minutes = draw(st.integers(121, 300_000).filter(lambda m: m % 60 not in {29, 30}))
    value = figure(minutes * MINUTE_MS + 20_000, Unit.MS)
    hour, minute = HOURS[language]
    style = draw(st.integers(0, 4))
    if style == 0:
        return WordedFigure(
            value, minutes, lambda n: f"{grouped(n // 60, language)} h {n % 60:02} min"
        )
    if style == 1:
        link = {"en": "and", "de": "und", "es": "y"}[language]
        return WordedFigure(value, minutes, lambda n: f"{n // 60} {hour} {link} {n % 60} {minute}")
    if style == 2:
        return WordedFigure(value, minutes, lambda n: f"{grouped(n, language)} {minute}")
    if style == 3:
        tenth = round(value.value / HOUR_MS * 10)
        return WordedFigure(value, tenth, lambda n: f"{tenths(n, language)} {hour}")
    return WordedFigure(value, round(value.value / HOUR_MS), lambda n: f"{n} {hour}")


PERCENT = {"en": "percent", "de": "Prozent", "es": "por ciento"}
HOURS = {
    "en": ("hours", "minutes"),
    "de": ("Stunden", "Minuten"),
    "es": ("horas", "minutos"),
}
_WORDS = {
    "en": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
        sechzehn siebzehn achtzehn neunzehn zwanzig""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciséis diecisiete dieciocho diecinueve veinte""",
}
SPELT = {language: words.split() for language, words in _WORDS.items()}
"""2 to 20."""


def worded_figures(language: str) -> st.SearchStrategy[WordedFigure]:
    """Draw a figure of any unit, in the words of a language."""
    return st.one_of(
        counts(language),
        spelt_counts(language),
        ranks(language),
        years(language),
        hours(language),
        days(language),
        shares(language),
        lengths(language),
    )
