"""How a duration reads in English: the only place that defines it."""

from musicanalyser.units import SECOND_MS

_TENTH_MS = 100
_SIXTY = 60
_MINUS = "−"  # noqa: RUF001 - a minus sign is as wide as a plus; a hyphen is not


def format_duration(ms: int, *, aligned: bool = False) -> str:
    """Return a duration in at most two units, rounded down: ``3 h 4 min``, ``4 min``, ``12 s``.

    A sentence leaves out a second unit of 0. A column is ``aligned``: it has whole minutes from a
    minute on, with two digits after hours, so that figures line up: ``3 h 04``, ``4 min``. Less
    than a second reads ``0.4 s`` or ``<0.1 s``; only zero is ``0 s``.
    """
    if ms < 0:
        return _MINUS + format_duration(-ms, aligned=aligned)
    minutes, seconds = divmod(ms // SECOND_MS, _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    if aligned and (hours or minutes):
        return f"{hours:,} h {minutes:02}" if hours else f"{minutes} min"
    if hours:
        return _two_units((hours, "h"), (minutes, "min"))
    if minutes:
        return _two_units((minutes, "min"), (seconds, "s"))
    if seconds or not ms:
        return f"{seconds} s"
    return f"0.{ms // _TENTH_MS} s" if ms >= _TENTH_MS else "<0.1 s"


def format_clock(ms: int) -> str:
    """Return a duration as a player shows a position: minutes and seconds, such as ``61:05``."""
    minutes, seconds = divmod(ms // SECOND_MS, _SIXTY)
    return f"{minutes}:{seconds:02}"


def _two_units(larger: tuple[int, str], smaller: tuple[int, str]) -> str:
    (many, unit), (few, subunit) = larger, smaller
    return f"{many:,} {unit} {few} {subunit}" if few else f"{many:,} {unit}"
