"""How the figures of facts are made."""

from musicanalyser.roast.persona import Figure, Unit


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
    """Return a figure of days."""
    return Figure(name=name, value=value, unit=Unit.DAYS)


def make_hour(name: str, value: int) -> Figure:
    """Return a figure of an hour of the clock, from 0 to 24."""
    return Figure(name=name, value=value, unit=Unit.HOUR)


def make_rank(name: str, value: int) -> Figure:
    """Return a figure of a rank in a list, from 1 on."""
    return Figure(name=name, value=value, unit=Unit.RANK)


def make_year(name: str, value: int) -> Figure:
    """Return a figure of a calendar year, or the first of a decade."""
    return Figure(name=name, value=value, unit=Unit.YEAR)
