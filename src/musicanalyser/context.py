"""What every command receives: paths, settings, clock and screen."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from musicanalyser.config.file import load_config
from musicanalyser.config.paths import Paths
from musicanalyser.config.settings import Config
from musicanalyser.errors import ConfigError, StoreError

if TYPE_CHECKING:
    import sqlite3

_LOCALTIME = "/etc/localtime"
"""A link that ends in the name of the system's time zone, on Linux and macOS:
https://www.freedesktop.org/software/systemd/man/latest/localtime.html"""
_PIPED_WIDTH = 80
_PIPED_HEIGHT = 24
_STEPS_BETWEEN_CHECKS = 100_000
"""Steps of SQLite between two checks for Ctrl-C; they take a few milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where answers (``out``) and messages (``err``) go, and how they may look."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]
    quiet: bool = False
    verbose: bool = False
    theme: str | None = None
    """``auto``, ``dark`` or ``light``; ``None`` where no option says so."""
    plain: bool = False
    """Whether answers are words and numbers alone."""

    @property
    def width(self) -> int:
        """Return the width in columns: ``COLUMNS``, else the terminal's, else 80."""
        return self._size("COLUMNS", 0) or _PIPED_WIDTH

    @property
    def height(self) -> int:
        """Return the height in lines: ``LINES``, else the terminal's, else 24."""
        return self._size("LINES", 1) or _PIPED_HEIGHT

    @property
    def can_animate(self) -> bool:
        """Return whether progress may be animated: on a capable terminal, without ``--quiet``."""
        return self.err.isatty() and not self.quiet and self.environ.get("TERM") != "dumb"

    def print_message(self, text: str) -> None:
        """Print a message, unless ``--quiet``; a closed stderr is ignored."""
        if not self.quiet:
            with suppress(OSError):
                print(text, file=self.err, flush=True)

    def print_detail(self, text: str) -> None:
        """Print a message if ``--verbose`` is given."""
        if self.verbose:
            self.print_message(text)

    def _size(self, variable: str, axis: int) -> int:
        text = self.environ.get(variable, "")
        if text.isdecimal() and int(text):
            return int(text)
        with suppress(OSError, ValueError):  # not a terminal, or not even a file
            return os.get_terminal_size(self.out.fileno())[axis]
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything a command needs from outside.

    ``now`` returns an aware moment, and ``sleep`` waits for a number of seconds.
    """

    paths: Paths
    config: Config
    zone: ZoneInfo
    """The time zone of the history; ``requested_zone`` if there is no history."""
    requested_zone: ZoneInfo
    """The time zone that the settings ask for, otherwise that of the system."""
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    screen: Screen

    @property
    def today(self) -> date:
        """Return the current local day."""
        return self.now().astimezone(self.zone).date()

    @property
    def recording_zone(self) -> ZoneInfo:
        """Return the time zone to which a command that writes moves days and hours.

        Only a setting changes the zone of a history: that of the system may differ for one call.
        """
        return self.requested_zone if self.config.timezone else self.zone

    @contextmanager
    def reading(
        self, *, without_rules: bool = False, with_estimates: bool = False
    ) -> "Iterator[sqlite3.Connection]":
        """Open the history for reading; it is never changed, its days and hours are in ``zone``.

        ``without_rules`` opens a copy in memory from which all rules were taken back, and
        ``with_estimates`` one in which plays of unknown time have the length of their track.

        Raises:
            StoreError: If there is no history, or it cannot be read.
        """
        from musicanalyser.store.connection import open_reading

        path = self.paths.database
        if not path.exists():
            raise StoreError(
                "There is no history yet.",
                hint="Run `musicanalyser import my_spotify_data.zip`, or `musicanalyser demo`.",
            )
        if self.requested_zone != self.zone:
            self.screen.print_message(
                f"Days and hours use {self.zone.key}, the time zone of the history. To change it:"
                f" musicanalyser config set timezone {self.requested_zone.key}"
            )
        self.screen.print_detail(f"Reading {path}")
        with ExitStack() as opened:
            conn = opened.enter_context(closing(open_reading(path)))
            _let_interrupt(conn)
            if without_rules:
                from musicanalyser.flows.ruling import unruled_copy

                conn = opened.enter_context(unruled_copy.without_rules(conn))
            if with_estimates:
                from musicanalyser.flows import estimated_copy

                conn = opened.enter_context(estimated_copy.with_estimates(conn))
            yield conn

    @contextmanager
    def writing(self) -> "Iterator[sqlite3.Connection]":
        """Open the history for writing; create it if it is missing.

        Raises:
            StoreError: If it cannot be written.
            LockedError: If another process is writing it.
        """
        from musicanalyser.flows.local_days import apply_trips
        from musicanalyser.store.connection import open_writing

        self.screen.print_detail(f"Writing {self.paths.database}")
        with closing(open_writing(self.paths.database)) as conn:
            _let_interrupt(conn)
            apply_trips(conn, self.config.zones)
            yield conn


def make_app(*, paths: Paths, screen: Screen, as_of: str | None = None) -> App:
    """Read the settings and return the app; ``as_of`` stops the clock at that moment.

    Raises:
        ConfigError: If a setting is not allowed, or the system's time zone has no name.
        UsageError: If ``as_of`` is neither a date nor a date with a time.
    """
    config = load_config(paths.config, screen.environ)
    screen = replace(screen, theme=screen.theme or config.theme)
    screen.print_detail(f"Settings from {paths.config}")
    requested_zone = ZoneInfo(config.timezone or _system_zone(screen.environ))
    zone = _zone_of_history(paths.database) or requested_zone
    return App(
        paths=paths,
        config=config,
        zone=zone,
        requested_zone=requested_zone,
        now=_stopped_clock(as_of, zone) if as_of else _real_now,
        sleep=time.sleep,
        screen=screen,
    )


def _zone_of_history(path: Path) -> ZoneInfo | None:
    """Return the time zone of the stored days; ``None`` without a history, or if it is damaged.

    The file is not migrated: not every command may change it.
    """
    if not path.is_file():
        return None
    import sqlite3

    from musicanalyser.store import database_state
    from musicanalyser.store.connection import open_unchecked

    with suppress(sqlite3.Error), closing(open_unchecked(path)) as conn:
        name = database_state.get(conn, database_state.TIMEZONE)
        return ZoneInfo(name) if name else None
    return None


def _real_now() -> datetime:
    return datetime.now(UTC)


def _stopped_clock(as_of: str, zone: ZoneInfo) -> Callable[[], datetime]:
    from musicanalyser.timespan.parsing import parse_as_of

    moment = parse_as_of(as_of, zone)
    return lambda: moment


def _system_zone(environ: Mapping[str, str]) -> str:
    """Return the name of the system's time zone; never guess it from an offset."""
    name = environ.get("TZ", "").removeprefix(":")
    if not name or name.startswith("/"):
        name = _zone_of_file(name or _LOCALTIME)
    if not name and time.tzname == ("UTC", "UTC"):
        return "UTC"
    with suppress(LookupError, ValueError, OSError):
        return ZoneInfo(name).key
    raise ConfigError(
        "The system's time zone has no name.",
        hint="Set it: musicanalyser config set timezone Europe/Vienna",
    )


def _zone_of_file(path: str) -> str:
    """Return the name of the time zone in a file, else that of the system; empty if it has none."""
    if name := os.path.realpath(path).partition("/zoneinfo/")[2]:
        return name
    import logging

    import tzlocal

    logging.getLogger("tzlocal").setLevel(logging.ERROR)  # its warnings are harmless
    with suppress(LookupError):
        return tzlocal.get_localzone_name() or ""
    return ""


def _let_interrupt(conn: "sqlite3.Connection") -> None:
    """Let Ctrl-C stop a long query; without a handler, Python notices it only afterwards."""
    conn.set_progress_handler(lambda: 0, _STEPS_BETWEEN_CHECKS)
