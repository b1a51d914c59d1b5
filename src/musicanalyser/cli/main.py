"""The program: its global options, its commands, and the one place that handles errors."""

import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.screen_options import ScreenOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import LazyGroup

COMMAND_GROUPS = {
    "Record": {
        "import": "Import exports of Spotify and of other services.",
        "auth": "Sign in to Spotify, and out.",
        "watch": "Record what you play and skip, as it happens.",
        "ingest": "Read Spotify's list of recent plays once, for cron.",
        "service": "Record in the background, from login on.",
        "enrich": "Fetch genres, audio features and lyric statistics.",
    },
    "Look": {
        "stats": "Show listening statistics.",
        "compare": "Compare two periods of your listening.",
        "log": "List plays, oldest first.",
        "today": "Show today in one line, for a prompt or a status bar.",
        "find": "Find tracks, artists and albums by a part of their name.",
        "why": "Show how a figure adds up.",
        "roast": "Roast your taste, with receipts.",
        "wrapped": "Tell your year as a story, ending in a roast.",
        "report": "Write a page about your listening.",
        "snapshots": "Show, compare and delete saved roasts.",
        "sql": "Query the history with SQL.",
    },
    "Care": {
        "rules": "Ignore, merge and rename music, with undo.",
        "demo": "Try the program with sample data.",
        "config": "Show and change the settings.",
        "doctor": "Check the database and the installation.",
        "db": "Back up, restore, check and rebuild the history.",
        "export": "Export the history in Spotify's own format.",
        "purge": "Delete everything: history, backups, settings, keys, sign-in.",
    },
}
"""Every command and its line in the help, by what it is for; a module is imported when called."""

COMMANDS = {name: about for group in COMMAND_GROUPS.values() for name, about in group.items()}

_NAME = "musicanalyser"
_EXAMPLES = """
\b
Examples:
  musicanalyser demo                          try it with sample data
  musicanalyser import my_spotify_data.zip    import your own history
  musicanalyser watch                         record plays as they happen
  musicanalyser stats --year                  show the last 365 days
  musicanalyser stats top-artists --in 2024   one statistic, one calendar year
  musicanalyser log --day                     list what you played today

Help for one command: musicanalyser stats --help
"""


class _Program(LazyGroup):
    sections = COMMAND_GROUPS


app = typer.Typer(
    cls=_Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},  # the commands inherit it
)


def _require_name(database: Path | None) -> Path | None:
    if database is None or database.name:
        return database
    from musicanalyser.errors import UsageError

    raise UsageError(f"{str(database)!r} is no file.", hint="Name a database file after --db.")


@app.callback(invoke_without_command=True)
@with_groups
def program(
    ctx: typer.Context,
    *,
    db: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="MUSICANALYSER_DB",
            callback=_require_name,
            show_envvar=False,
            help="Use another database file.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            envvar="MUSICANALYSER_AS_OF",
            show_envvar=False,
            help="Run as of a past date (its end) or time.",
        ),
    ] = None,
    screen: ScreenOptions,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Keep an exact, private record of what you listen to on Spotify, and analyse it."""
    if version or ctx.invoked_subcommand is None:
        typer.echo(_version() if version else ctx.get_help())
        raise typer.Exit
    call = ctx.ensure_object(Invocation)
    call.db, call.as_of, call.options = db, as_of, screen


def _version() -> str:
    from musicanalyser.cli.terminal.version import installed_version

    return f"{_NAME} {installed_version(_NAME)}"


def _placeholder() -> None:
    """Stand for a command in the help of the program."""


for _command, _about in COMMANDS.items():
    app.command(_command, help=_about)(_placeholder)


def run(
    args: Sequence[str],
    *,
    environ: Mapping[str, str],
    out: TextIO,
    err: TextIO,
    called: str = _NAME,
) -> int:
    """Run one command line and return the exit code; ``called`` is the word before ``args``."""
    call = Invocation(environ=environ, out=out, err=err, called=called)
    command = typer.main.get_command(app)
    try:
        code = command.main(list(args), prog_name=_NAME, standalone_mode=False, obj=call)
    except Exception as error:  # noqa: BLE001 - every error ends here
        from musicanalyser.cli.terminal.error_output import report_failure

        return report_failure(error, call)
    return code if isinstance(code, int) else 0


def _open_closed_streams() -> None:
    """Let a stream that the caller closed lead nowhere; what was done decides the exit code.

    The file descriptor is taken too, so that no file of the program gets the number of a stream.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(number, "r+" if number else "r", encoding="utf-8"))  # noqa: SIM115, PTH123 - it stays open


def main() -> None:
    """Run the program with the arguments of the process."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    called, *args = sys.argv
    code = run(args, environ=os.environ, out=sys.stdout, err=sys.stderr, called=called)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # reported already; Python would report it again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)
