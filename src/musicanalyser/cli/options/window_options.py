"""The options that choose a window, the same for every command that reads the history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from musicanalyser import timespan
from musicanalyser.errors import UsageError
from musicanalyser.timespan import Window, parsing

_PANEL = "Window"
_LAST_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOptions:
    """At most one of the ways to choose a window."""

    day: Annotated[bool, typer.Option("--day", rich_help_panel=_PANEL, help="Today.")] = False
    week: Annotated[
        bool,
        typer.Option("--week", rich_help_panel=_PANEL, help="The last 7 days, today included."),
    ] = False
    month: Annotated[
        bool, typer.Option("--month", rich_help_panel=_PANEL, help="The last 30 days.")
    ] = False
    year: Annotated[
        bool, typer.Option("--year", rich_help_panel=_PANEL, help="The last 365 days.")
    ] = False
    all_: Annotated[
        bool, typer.Option("--all", rich_help_panel=_PANEL, help="Everything up to now.")
    ] = False
    last: Annotated[
        str | None,
        typer.Option(metavar="LENGTH", rich_help_panel=_PANEL, help="Such as 36h, 90d, 12w or 2y."),
    ] = None
    in_: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="PERIOD",
            rich_help_panel=_PANEL,
            help="A year, a month or a day: 2025, 2025-03, 2025-03-14.",
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", rich_help_panel=_PANEL, help="From this day or moment on."),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", rich_help_panel=_PANEL, help="Up to this day or moment, without it."
        ),
    ] = None

    def window(self, *, now: datetime, zone: ZoneInfo) -> Window | None:
        """Return the window asked for; ``None`` if none was.

        Raises:
            UsageError: If more than one was asked for, or it cannot be read.
        """
        asked = self._asked(now, zone)
        if len(asked) > 1:
            first, second, *_ = asked
            raise UsageError(
                f"{first} and {second} cannot be used together.",
                hint="Choose one window; only --since and --until go together.",
            )
        return next((make() for make in asked.values()), None)

    def _asked(self, now: datetime, zone: ZoneInfo) -> dict[str, Callable[[], Window]]:
        asked: dict[str, Callable[[], Window]] = {
            f"--{name}": partial(timespan.last_days, days, now=now, zone=zone)
            for name, days in _LAST_DAYS.items()
            if getattr(self, name)
        }
        if self.all_:
            asked["--all"] = partial(timespan.everything, now=now, zone=zone)
        if self.last is not None:
            asked["--last"] = partial(parsing.parse_length, self.last, now=now, zone=zone)
        if self.in_ is not None:
            asked["--in"] = partial(parsing.parse_period, self.in_, zone=zone)
        if self.since is not None or self.until is not None:
            asked["--until" if self.since is None else "--since"] = partial(
                parsing.parse_range, self.since, self.until, now=now, zone=zone
            )
        return asked
