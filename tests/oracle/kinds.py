"""The ways to choose a window, each for the program and for the recomputation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from musicanalyser import timespan
from musicanalyser.timespan import Window, parsing
from tests.oracle import spans
from tests.oracle.spans import Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A way to choose a window: one function for each of the two."""

    window: Callable[[datetime, ZoneInfo], Window]
    spans: Callable[[datetime, ZoneInfo], Spans]


def days(count: int) -> Kind:
    return Kind(
        window=lambda now, zone: timespan.last_days(count, now=now, zone=zone),
        spans=lambda now, zone: spans.days_to_now(count, now=now, zone=zone),
    )


def hours(count: int) -> Kind:
    return Kind(
        window=lambda now, zone: parsing.parse_length(f"{count}h", now=now, zone=zone),
        spans=lambda now, _: spans.hours_to_now(count, now=now),
    )


def within(text: str) -> Kind:
    return Kind(
        window=lambda now, zone: parsing.parse_period(text, now=now, zone=zone),
        spans=lambda now, zone: spans.calendar(text, now=now, zone=zone),
    )


def between(since: str | None, until: str | None) -> Kind:
    return Kind(
        window=lambda now, zone: parsing.parse_range(since, until, now=now, zone=zone),
        spans=lambda now, zone: spans.between(since, until, now=now, zone=zone),
    )


EVERYTHING = Kind(
    window=lambda now, zone: timespan.everything(now=now, zone=zone),
    spans=lambda now, _: spans.everything(now=now),
)

KINDS: Mapping[str, Kind] = {
    "--day": days(1),
    "--week": days(7),
    "--month": days(30),
    "--year": days(365),
    "--all": EVERYTHING,
    "--in 2025": within("2025"),
    "--in 2025-03": within("2025-03"),
    "--in 2026-03, which is running": within("2026-03"),
    "--in 2025-03-09, when Havana has no midnight": within("2025-03-09"),
    "--in 2025-03-30, when Berlin has no 02:30": within("2025-03-30"),
    "--since 2025-03-01 --until 2025-03-09": between("2025-03-01", "2025-03-09"),
    "--since 2026-02-10": between("2026-02-10", None),
    "--until 2024-01-07": between(None, "2024-01-07"),
    "--last 36h": hours(36),
}
LONG = ("--all", "--year", "--in 2025")
"""The windows that hold the most plays, and so take the longest to judge."""
