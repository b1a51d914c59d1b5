"""``sql``: read-only SQL queries over the history."""

import sqlite3
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import Error, UsageError
from musicanalyser.report import Column, ColumnKind, Report, Row, Value

if TYPE_CHECKING:
    from musicanalyser.context import App

_EXAMPLES = """
\b
Examples:
  musicanalyser sql "select artist, count(*) from v_plays group by artist"
  musicanalyser sql "pragma table_info(v_plays)"
  musicanalyser sql - --format csv < question.sql

The views are v_plays, v_tracks, v_evidence and v_runs. docs/data-model.md
describes their columns.
"""

_MOST_ROWS = 1_000
_LONGEST = timedelta(minutes=1)
_STEPS = 100_000
"""Steps of SQLite between two looks at the clock: a few milliseconds."""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def sql(
    ctx: typer.Context,
    query: Annotated[
        str,
        typer.Argument(metavar="QUERY", help="One SQL statement; - reads it from stdin."),
    ],
    *,
    output: OutputOptions,
) -> None:
    """Query the history with SQL.

    The database is opened read-only: no statement can change it. On a
    terminal a query ends after a minute, and a table after 1,000 rows.
    """
    app = ctx.ensure_object(Invocation).app()
    text = sys.stdin.read() if query == "-" else query
    is_seen = app.screen.out.isatty() and output.is_default
    output.write(_ask(app, text, is_seen=is_seen), app.screen, paged=True)


def _ask(app: "App", query: str, *, is_seen: bool) -> Report:
    """Return the answer; one that is seen as it comes has a limit of time and of rows."""
    until = app.now() + _LONGEST
    with app.reading() as conn:
        conn.set_authorizer(_only_this_database)
        if is_seen:
            conn.set_progress_handler(lambda: app.now() > until, _STEPS)
        try:
            return _answer(conn, query, most_rows=_MOST_ROWS if is_seen else None)
        except sqlite3.OperationalError:
            if is_seen and app.now() > until:
                raise _slow() from None
            raise


def _slow() -> Error:
    return Error(
        "The query took longer than a minute and was ended.",
        hint="Add a limit or a condition. With --format csv it may take as long as it needs.",
    )


def _only_this_database(action: int, *_: object) -> int:
    """Deny opening or creating any other file."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def _answer(conn: sqlite3.Connection, query: str, *, most_rows: int | None) -> Report:
    try:
        cursor = conn.execute(query)
        found = cursor.fetchall() if most_rows is None else cursor.fetchmany(most_rows)
        is_cut = most_rows is not None and cursor.fetchone() is not None
    except (sqlite3.Error, sqlite3.Warning, UnicodeError) as error:
        raise _refused(error) from None
    if cursor.description is None:
        raise UsageError("This statement returns no rows.", hint="Start with select.")
    rows = tuple(tuple(map(_value, row)) for row in found)
    names = [str(name) for name, *_ in cursor.description]
    return Report(
        name="query",
        title="Answer",
        columns=tuple(_column(names, index, rows) for index in range(len(names))),
        rows=rows,
        notes=(f"Only the first {most_rows:,} rows; --format csv shows all.",) if is_cut else (),
        empty="No rows.",
    )


def _refused(error: Exception) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_INTERRUPT:
        return error
    if code & 0xFF in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}:
        return Error(f"SQLite denied this: {error}.", hint="A query can only read this database.")
    return Error(
        f"SQLite: {str(error).rstrip('.')}.",
        hint='List tables and views: musicanalyser sql "select name, sql from sqlite_master"',
    )


def _value(value: str | float | bytes | None) -> Value:
    return value.hex() if isinstance(value, bytes) else value


def _column(names: list[str], index: int, rows: tuple[Row, ...]) -> Column:
    """Return a column with a unique name; its kind follows from its values."""
    name, before = names[index], names[:index].count(names[index])
    kinds = {type(row[index]) for row in rows} - {type(None)}
    is_number = kinds and kinds <= {int, float}
    return Column(
        name=f"{name}_{before + 1}" if before else name,
        title=name,
        kind=ColumnKind.RAW if is_number else ColumnKind.TEXT,
    )
