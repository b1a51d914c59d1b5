"""`today` without Typer and settings, which take longer than the answer.

A shell runs it before each prompt, and a status bar every few seconds. Options that neither needs
are left to the command.
"""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from musicanalyser.config.paths import find_paths
from musicanalyser.errors import Error, UsageError
from musicanalyser.render.status_line import chosen_fields, empty_line, status_line
from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.parts.today_figures import today_figures
from musicanalyser.store import database_state
from musicanalyser.store.connection import open_reading
from musicanalyser.timespan import last_days, to_ms

_SHORT, _FIELDS = "--short", "--fields"


def print_prompt_line(args: Sequence[str], environ: Mapping[str, str], out: TextIO) -> bool:
    """Print the line of `today`; return whether it was: otherwise, its command has to run.

    A reader that has gone is none that could be told.
    """
    line = prompt_line(args, environ, out.encoding)
    if line is None:
        return False
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="replace")
    try:
        print(line, file=out, flush=True)
    except OSError:  # Python would report it again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    return True


def prompt_line(
    args: Sequence[str], environ: Mapping[str, str], encoding: str | None
) -> str | None:
    """Return the line that `today` prints; ``None`` if its command has to look at the options.

    A short line is empty if the history cannot be read: a prompt is no place for errors. A long
    one is then left to the command, which says what is wrong.
    """
    options = _parsed(args)
    if options is None or environ.get("MUSICANALYSER_AS_OF"):
        return None
    is_short = _SHORT in options
    try:
        fields = chosen_fields(options.get(_FIELDS), short=is_short)
    except UsageError:
        return None
    try:
        report = _read(environ)
        if report is None:
            return empty_line(short=is_short)
        return status_line(report, fields, short=is_short, encoding=encoding)
    except (Error, sqlite3.Error, OSError, LookupError, ValueError):
        return "" if is_short else None


def _parsed(args: Sequence[str]) -> Mapping[str, str] | None:
    """Return the options by name; ``None`` if there are others than these two."""
    options = {}
    rest = list(args)
    while rest:
        name, has_value, value = rest.pop(0).partition("=")
        if name == _FIELDS and (has_value or rest):
            options[name] = value if has_value else rest.pop(0)
        elif (name, has_value) == (_SHORT, ""):
            options[name] = ""
        else:
            return None
    return options


def _read(environ: Mapping[str, str]) -> Report | None:
    """Return the figures of today; ``None`` if there is no history."""
    named = environ.get("MUSICANALYSER_DB")
    path = find_paths(environ, database=Path(named) if named else None).database
    if not path.exists():
        return None
    now = datetime.now(UTC)
    with closing(open_reading(path)) as conn:
        zone = ZoneInfo(database_state.get(conn, database_state.TIMEZONE) or "UTC")
        today = now.astimezone(zone).date()
        window = last_days(1, now=now, zone=zone)
        return today_figures(conn, Question(window=window, today=today, now_ms=to_ms(now)))
