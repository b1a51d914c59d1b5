"""``demo``: sample data, imported like a real export."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.counting_options import CountingOptions
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.program_name import program_command
from musicanalyser.cli.terminal.progress import show_import_progress
from musicanalyser.errors import UsageError
from musicanalyser.stats import answer_question
from musicanalyser.timespan import last_days

if TYPE_CHECKING:
    from musicanalyser.context import App

_EXAMPLES = """
\b
Examples:
  musicanalyser demo
  musicanalyser --db ./invented.db demo
  musicanalyser --as-of 2025-06-30 demo
"""
_FURTHER = """
This is sample data. Explore it:
  {program} --db {database} stats --year
  {program} --db {database} stats skip-depth
  {program} --db {database} stats race
  {program} --db {database} log --day
  {program} --db {database} wrapped
Import your own history: {program} import my_spotify_data.zip"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=_EXAMPLES)
def demo(ctx: typer.Context) -> None:
    """Try the program with sample data.

    Imports two years of an invented listener into a separate database. Your own
    history is not changed.
    """
    call = ctx.ensure_object(Invocation)
    app = call.app()
    database = _made_room(call.db, app.paths.demo)
    app = replace(app, paths=replace(app.paths, database=database))
    _fill(app)
    question = CountingOptions().question(last_days(30, now=app.now(), zone=app.zone), app)
    with app.reading() as conn:
        report = answer_question(conn, "overview", question)
    OutputOptions().write(report, app.screen)
    app.screen.out.flush()
    app.screen.print_message(_further(call.called, database))


def _further(called: str, database: Path) -> str:
    """Return what can be done next, in words that work as they are."""
    return _FURTHER.format(program=program_command(called), database=shlex.quote(str(database)))


def _made_room(asked: Path | None, usual: Path) -> Path:
    """Return where the demo goes: its last run is replaced, anything else never."""
    if asked is not None:
        if asked.exists():
            raise UsageError(
                f"{asked} exists. The demo never replaces another file.",
                hint="Use a new file name with --db, or omit --db.",
            )
        return asked
    for suffix in ("", "-wal", "-shm"):
        Path(f"{usual}{suffix}").unlink(missing_ok=True)
    return usual


def _fill(app: "App") -> None:
    from musicanalyser.flows.demo_history import import_demo

    app.screen.print_message("Creating two years of sample data ...")
    with app.writing() as conn, show_import_progress(app.screen) as progress:
        import_demo(conn, now=app.now, zone=app.zone, progress=progress)
