"""What every command is given: the paths, the settings, the clock and the screen."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from musicanalyser.config.file import load
from musicanalyser.config.paths import Paths
from musicanalyser.config.settings import Config
from musicanalyser.errors import ConfigError, StoreError, UsageError
from musicanalyser.timespan import start_of_day

if TYPE_CHECKING:
    import sqlite3

_PIPED_WIDTH = 80
_PIPED_HEIGHT = 24
_STEPS_BETWEEN_CHECKS = 100_000
"""SQLite's own steps, a few milliseconds of them, after which Ctrl-C is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where answers (``out``) and talk (``err``) go, and what they may look like there."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]
    quiet: bool = False
    verbose: bool = False

    @property
    def width(self) -> int:
        """The columns to fill: ``COLUMNS``, else the terminal's, else 80."""
        return self._size("COLUMNS", 0) or _PIPED_WIDTH

    @property
    def height(self) -> int:
        """The lines of the terminal: ``LINES``, else its own, else 24."""
        return self._size("LINES", 1) or _PIPED_HEIGHT

    @property
    def colour(self) -> bool:
        """Whether answers are coloured: on a terminal, unless the environment says otherwise."""
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR"):
            return True
        return self.out.isatty() and self.environ.get("TERM") != "dumb"

    @property
    def lively(self) -> bool:
        """Whether talk may move: a terminal that can, and nobody asked for silence."""
        return self.err.isatty() and not self.quiet and self.environ.get("TERM") != "dumb"

    def say(self, text: str) -> None:
        """Tell what is going on, unless ``--quiet``; nobody listening is no reason to stop."""
        if not self.quiet:
            with suppress(OSError):
                print(text, file=self.err, flush=True)

    def detail(self, text: str) -> None:
        """Tell what only ``--verbose`` asks for."""
        if self.verbose:
            self.say(text)

    def _size(self, variable: str, axis: int) -> int:
        text = self.environ.get(variable, "")
        if text.isdecimal() and int(text):
            return int(text)
        with suppress(OSError, ValueError):  # not a terminal, or not even a file
            return os.get_terminal_size(self.out.fileno())[axis]
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The program as one command sees it.

    ``now`` returns an aware moment, and ``sleep`` waits for some seconds.
    """

    paths: Paths
    config: Config
    zone: ZoneInfo
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    screen: Screen

    @property
    def today(self) -> date:
        """The local day."""
        return self.now().astimezone(self.zone).date()

    @contextmanager
    def reading(self) -> "Iterator[sqlite3.Connection]":
        """Open the history for reading, its days and hours being those of ``zone``.

        Raises:
            StoreError: If there is no history, or it cannot be used.
        """
        from musicanalyser.flows.local_days import update_local_days
        from musicanalyser.store.connection import open_reading

        path = self.paths.database
        if not path.exists():
            raise StoreError(
                "There is no history yet.",
                hint="Run `musicanalyser import my_spotify_data.zip`, or `musicanalyser demo`.",
            )
        if update_local_days(path, self.zone):
            self.screen.say(f"Days and hours are now those of {self.zone.key}.")
        self.screen.detail(f"Reading {path}")
        with closing(open_reading(path)) as conn:
            _let_interrupt(conn)
            yield conn

    @contextmanager
    def writing(self) -> "Iterator[sqlite3.Connection]":
        """Open the history for writing; it is made if it is missing.

        Raises:
            StoreError: If it cannot be used.
            LockedError: If another process is writing it.
        """
        from musicanalyser.store.connection import open_writing

        self.screen.detail(f"Writing {self.paths.database}")
        with closing(open_writing(self.paths.database)) as conn:
            _let_interrupt(conn)
            yield conn


def make_app(*, paths: Paths, screen: Screen, as_of: str | None = None) -> App:
    """Read the settings and put everything together; ``as_of`` stops the clock there.

    Raises:
        ConfigError: If a setting cannot be used, or the system's time zone has no name.
        UsageError: If ``as_of`` is neither a date nor a moment.
    """
    config = load(paths.config, screen.environ)
    screen.detail(f"Settings from {paths.config}")
    zone = ZoneInfo(config.timezone or _system_zone(screen.environ))
    now = _real_now
    if as_of:
        moment = _moment(as_of, zone)
        now = lambda: moment  # noqa: E731 - a clock that stands still
    return App(paths=paths, config=config, zone=zone, now=now, sleep=time.sleep, screen=screen)


def _real_now() -> datetime:
    return datetime.now(UTC)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """Read a moment; a date alone is the very end of that local day."""
    try:
        with suppress(ValueError):  # not a date alone
            after = start_of_day(date.fromisoformat(text) + timedelta(days=1), zone)
            return (after.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone)
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--as-of cannot be {text!r}.",
            hint="Write a date as 2025-03-14, or with a time as 2025-03-14T18:30.",
        ) from None


def _system_zone(environ: Mapping[str, str]) -> str:
    """Return the name of the system's time zone, without guessing."""
    import logging

    import tzlocal

    logging.getLogger("tzlocal").setLevel(logging.ERROR)  # it warns of stale but harmless files
    name = environ.get("TZ", "").removeprefix(":")
    if not name or name.startswith("/"):
        with suppress(LookupError):
            name = tzlocal.get_localzone_name() or ""
    if not name and time.tzname == ("UTC", "UTC"):
        return "UTC"
    with suppress(LookupError, ValueError, OSError):
        return ZoneInfo(name).key
    raise ConfigError(
        "The system's time zone has no name to go by.",
        hint="Name it: musicanalyser config set timezone Europe/Vienna",
    )


def _let_interrupt(conn: "sqlite3.Connection") -> None:
    """Let Ctrl-C end a long query, which Python alone would notice only after it."""
    conn.set_progress_handler(lambda: 0, _STEPS_BETWEEN_CHECKS)
