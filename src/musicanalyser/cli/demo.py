"""``demo``: an invented listener's history, imported as one's own would be."""

import shlex
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.definition import CountingOptions
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.terminal.import_progress import shown
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError
from musicanalyser.stats import STATS
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
All of this is invented. Look further:
  {program} stats --year
  {program} stats skips
  {program} stats taste
  {program} log --day
Or bring your own history: musicanalyser import my_spotify_data.zip"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=_EXAMPLES)
def demo(ctx: typer.Context) -> None:
    """Show all of it on an invented history.

    Two years of an invented listener go through the real importer into a
    database of their own; your own history is not touched.
    """
    call = ctx.ensure_object(Invocation)
    app = call.app()
    database = _made_room(call.db, app.paths.demo)
    app = replace(app, paths=replace(app.paths, database=database))
    _fill(app)
    question = CountingOptions().question(
        last_days(30, now=app.now(), zone=app.zone),
        today=app.today,
        session_gap_minutes=app.config.session_gap_minutes,
    )
    with app.reading() as conn:
        report = STATS["overview"].answer(conn, question)
    OutputOptions().write(report, app.screen)
    app.screen.out.flush()
    program = f"musicanalyser --db {shlex.quote(str(database))}"
    app.screen.say(_FURTHER.format(program=program))


def _made_room(asked: Path | None, usual: Path) -> Path:
    """Return where the demo goes: its last run is replaced, anything else never."""
    if asked is not None:
        if asked.exists():
            raise UsageError(
                f"{asked} exists; the demo replaces nothing but its own last run.",
                hint="Name a new file with --db, or leave it out.",
            )
        return asked
    for suffix in ("", "-wal", "-shm"):
        Path(f"{usual}{suffix}").unlink(missing_ok=True)
    return usual


def _fill(app: "App") -> None:
    from musicanalyser.demo import extended_history, write_zip
    from musicanalyser.flows.demo_facts import invent_facts
    from musicanalyser.flows.importing.import_run import import_history

    app.screen.say("Inventing two years of listening ...")
    with TemporaryDirectory() as folder, app.writing() as conn:
        export = Path(folder) / "my_spotify_data.zip"
        write_zip(export, extended_history(until=app.now()))
        with shown(app.screen) as tell:
            import_history(conn, [export], zone=app.zone, now=app.now, progress=tell)
        invent_facts(conn, until=app.now())
