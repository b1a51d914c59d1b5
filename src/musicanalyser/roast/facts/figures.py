"""The figures of facts: how they are made, and how every English sentence writes them."""

from math import floor

from musicanalyser.duration import format_duration
from musicanalyser.roast.persona import Figure, Unit

_NEARLY_ALL = 0.995
"""A share from here up to the whole would round to 100%, which is false."""
_SMALL_SHARE = 0.01


def make_count(name: str, value: float) -> Figure:
    """Return a figure that counts, or a mean of counts."""
    return Figure(name=name, value=value, unit=Unit.COUNT)


def make_share(name: str, value: float) -> Figure:
    """Return a figure from 0 to 1 that is written in percent."""
    return Figure(name=name, value=value, unit=Unit.SHARE)


def make_duration(name: str, value_ms: float) -> Figure:
    """Return a figure of a duration in ms."""
    return Figure(name=name, value=value_ms, unit=Unit.MS)


def make_days(name: str, value: float) -> Figure:
    """Return a figure of days; its unit is written with it."""
    return Figure(name=name, value=value, unit=Unit.DAYS)


def make_hour(name: str, value: int) -> Figure:
    """Return a figure of an hour of the clock, from 0 to 24."""
    return Figure(name=name, value=value, unit=Unit.HOUR)


def make_rank(name: str, value: int) -> Figure:
    """Return a figure of a rank in a list, from 1 on."""
    return Figure(name=name, value=value, unit=Unit.RANK)


def format_figure(figure: Figure) -> str:
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
            return _format_percent(figure.value)
        case Unit.MS:
            return format_duration(floor(figure.value))
        case Unit.DAYS:
            return f"{_format_number(figure.value)} {'day' if figure.value == 1 else 'days'}"
        case Unit.HOUR:
            return f"{figure.value:.0f}:00"
        case Unit.COUNT:
            return _format_number(figure.value)
        case _:
            return f"{figure.value:.0f}"


def _format_number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _format_percent(value: float) -> str:
    if _NEARLY_ALL <= value < 1:
        return ">99 %"
    return f"{value * 100:.1f} %" if 0 < value < _SMALL_SHARE else f"{value * 100:,.0f} %"
