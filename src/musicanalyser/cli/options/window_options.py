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
from musicanalyser.timespan import Window

_PANEL = "Window"
_LAST_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOptions:
    """At most one of the ways to choose a window."""

    day: Annotated[bool, typer.Option("--day", rich_help_panel=_PANEL, help="Today.")] = False
    week: Annotated[
        bool, typer.Option("--week", rich_help_panel=_PANEL, help="Last 7 days, including today.")
    ] = False
    month: Annotated[
        bool, typer.Option("--month", rich_help_panel=_PANEL, help="Last 30 days, including today.")
    ] = False
    year: Annotated[
        bool, typer.Option("--year", rich_help_panel=_PANEL, help="Last 365 days, including today.")
    ] = False
    all_: Annotated[
        bool, typer.Option("--all", rich_help_panel=_PANEL, help="Everything up to now.")
    ] = False
    last: Annotated[
        str | None,
        typer.Option(
            metavar="LENGTH",
            rich_help_panel=_PANEL,
            help="A length of time up to now: 36h, 90d, 12w or 2y.",
        ),
    ] = None
    in_: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="PERIOD",
            rich_help_panel=_PANEL,
            help="2025, 2025-03, 2025-W11, 2025-03-14 or last-month.",
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            rich_help_panel=_PANEL,
            help="From this date (inclusive). Both dates may have a time.",
        ),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", rich_help_panel=_PANEL, help="Before this date (exclusive)."),
    ] = None

    @property
    def is_given(self) -> bool:
        """Whether one of the options was used."""
        return self != WindowOptions()

    def window(self, *, now: datetime, zone: ZoneInfo, default_days: int | None = None) -> Window:
        """Return the chosen window.

        Without an option, return the last ``default_days`` days, or everything if that is None.

        Raises:
            UsageError: If more than one window is chosen, or one cannot be parsed.
        """
        builders = self._builders(now, zone)
        if len(builders) > 1:
            first, second, *_ = builders
            raise UsageError(
                f"{first} and {second} cannot be used together.",
                hint="Choose one window. Only --since and --until can be combined.",
            )
        if builders:
            return next(build() for build in builders.values())
        if default_days is None:
            return timespan.everything(now=now, zone=zone)
        return timespan.last_days(default_days, now=now, zone=zone)

    def _builders(self, now: datetime, zone: ZoneInfo) -> dict[str, Callable[[], Window]]:
        """Return a function for each chosen window, by the name of its option."""
        chosen: dict[str, Callable[[], Window]] = {
            f"--{name}": partial(timespan.last_days, days, now=now, zone=zone)
            for name, days in _LAST_DAYS.items()
            if getattr(self, name)
        }
        if self.all_:
            chosen["--all"] = partial(timespan.everything, now=now, zone=zone)
        if (self.last, self.in_, self.since, self.until) != (None, None, None, None):
            chosen |= self._parsers(now, zone)
        return chosen

    def _parsers(self, now: datetime, zone: ZoneInfo) -> dict[str, Callable[[], Window]]:
        """Return those of them that parse the value of an option."""
        from musicanalyser.timespan import parsing

        chosen: dict[str, Callable[[], Window]] = {}
        if self.last is not None:
            chosen["--last"] = partial(parsing.parse_length, self.last, now=now, zone=zone)
        if self.in_ is not None:
            chosen["--in"] = partial(parsing.parse_period, self.in_, now=now, zone=zone)
        if self.since is not None or self.until is not None:
            chosen["--until" if self.since is None else "--since"] = partial(
                parsing.parse_range, self.since, self.until, now=now, zone=zone
            )
        return chosen
