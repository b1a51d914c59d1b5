"""The numbers of saved roasts, as a shell offers them."""

from contextlib import closing, suppress
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.terminal.invocation import Invocation

if TYPE_CHECKING:
    from pathlib import Path


def complete_numbers(ctx: typer.Context) -> list[tuple[str, str]]:
    """Return each number with the day and the window of its roast, the latest first.

    Settings are not read, and the history is not checked: whatever is wrong with it, the shell gets
    no numbers, and no error in the middle of a line.
    """
    root = ctx.find_root()
    call = root.ensure_object(Invocation)
    call.db = root.params.get("db")
    return _numbers(call.paths.database)


def _numbers(database: "Path") -> list[tuple[str, str]]:
    if not database.is_file():
        return []
    import sqlite3

    from musicanalyser.store.connection import open_unchecked
    from musicanalyser.store.snapshots import list_numbers

    with suppress(sqlite3.Error), closing(open_unchecked(database)) as conn:
        return [(str(number), f"{day}, {label}") for number, day, label in list_numbers(conn)]
    return []
