"""How a fact reads: the one place that writes its figures and names into a sentence."""

from dataclasses import dataclass
from math import floor

from musicanalyser.duration import format_duration
from musicanalyser.roast.persona import Figure, Unit

_NEARLY_ALL = 0.995
"""A share from here on, short of the whole, must not be rounded up to it."""
_SMALL_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact before it is weighed against others.

    ``support`` is how much stands behind it, in the unit its kind declares. ``surprise`` is on the
    scale of `musicanalyser.roast.facts.surprise`.
    """

    text: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    surprise: float
    support: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a sentence calls by name: quoted if it is a title, with its artist behind."""

    title: str | None = None
    artist: str

    @property
    def text(self) -> str:
        """The name as it stands in a sentence."""
        return self.artist if self.title is None else f"“{self.title}” by {self.artist}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names in it."""
        return (self.artist,) if self.title is None else (self.title, self.artist)


def count(name: str, value: float) -> Figure:
    """Make a figure that counts, or a mean of counts."""
    return Figure(name=name, value=value, unit=Unit.COUNT)


def share(name: str, value: float) -> Figure:
    """Make a figure from 0 to 1 that is written in percent."""
    return Figure(name=name, value=value, unit=Unit.SHARE)


def length_ms(name: str, value: float) -> Figure:
    """Make a figure of a length of time, in ms."""
    return Figure(name=name, value=value, unit=Unit.MS)


def days(name: str, value: float) -> Figure:
    """Make a figure of days; its unit is written with it."""
    return Figure(name=name, value=value, unit=Unit.DAYS)


def hour(name: str, value: int) -> Figure:
    """Make a figure of an hour of the clock, from 0 to 24."""
    return Figure(name=name, value=value, unit=Unit.HOUR)


def rank(name: str, value: int) -> Figure:
    """Make a figure of a place in a list."""
    return Figure(name=name, value=value, unit=Unit.RANK)


def claim(
    template: str, *figures: Figure, surprise: float, support: float, of: Named | None = None
) -> Claim:
    """Write figures, by their names, and what it is about, ``{of}``, into a sentence."""
    values = {figure.name: written(figure) for figure in figures}
    return Claim(
        text=template.format(**values, of=of.text if of else ""),
        figures=figures,
        names=of.names if of else (),
        surprise=surprise,
        support=support,
    )


def written(figure: Figure) -> str:
    """Return a figure as every sentence writes it.

    ======== ==========================================================
    count    ``1,234``, and a mean ``6.4``
    share    ``38 %``, tenths below one percent, ``>99 %`` short of all
    ms       `musicanalyser.duration`: ``3 h 24 min``, ``4 min 5 s``
    days     ``1 day``, ``90 days``, ``13.4 days``
    hour     ``17:00``
    others   as they are
    ======== ==========================================================
    """
    match figure.unit:
        case Unit.SHARE:
            return _percent(figure.value)
        case Unit.MS:
            return format_duration(floor(figure.value))
        case Unit.DAYS:
            return f"{_number(figure.value)} {'day' if figure.value == 1 else 'days'}"
        case Unit.HOUR:
            return f"{figure.value:.0f}:00"
        case Unit.COUNT:
            return _number(figure.value)
        case _:
            return f"{figure.value:.0f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _percent(value: float) -> str:
    if _NEARLY_ALL <= value < 1:
        return ">99 %"
    return f"{value * 100:.1f} %" if 0 < value < _SMALL_SHARE else f"{value * 100:,.0f} %"
