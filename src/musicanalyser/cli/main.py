"""The program: its global options, its commands, and the one place where errors end."""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from musicanalyser.cli.terminal.invocation import Invocation

COMMANDS = {
    "import": "Read the exports that Spotify sends you.",
    "auth": "Sign in to Spotify, and out.",
    "watch": "Record what you play and skip, as it happens.",
    "ingest": "Read Spotify's list of recent plays once, for cron.",
    "enrich": "Ask open sources what your music is like.",
    "stats": "Say what you listened to, and how.",
    "log": "List what was played, the latest last.",
    "roast": "Say who you are by what you play, and prove it.",
    "snapshots": "Look again at the roasts that were written.",
    "demo": "Show all of it on an invented history.",
    "config": "Show and change the settings.",
    "doctor": "Check the database and the installation.",
    "sql": "Ask the history a question of your own.",
}
"""Every command and its line in the help; each is loaded from its own file only when it is used."""

_NAME = "musicanalyser"
_EXAMPLES = """
\b
Examples:
  musicanalyser demo                          look around, without any data
  musicanalyser import my_spotify_data.zip    your own history
  musicanalyser watch                         what you play, as you play it
  musicanalyser stats --year                  what the last 365 days held
  musicanalyser stats top-artists --in 2024   one part, one calendar year
  musicanalyser log --day                     everything played today

Each command says more: musicanalyser stats --help
"""


class Program(TyperGroup):
    """The commands, of which only the one that is called is loaded."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - private in Typer
        """Return the name, the command itself in place of its line in the help, and the rest."""
        name, line, rest = super().resolve_command(ctx, args)
        if name is None or line is None:
            return name, line, rest
        module = import_module(f"musicanalyser.cli.{name}{'_' * iskeyword(name)}")
        return name, typer.main.get_command(module.app), rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - private in Typer
        """Run the command; a reader who has seen enough, or is gone, is not an error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as error:
            if not _is_reader_gone(error):
                raise
            raise typer.Exit from None
        return result


def _is_reader_gone(error: OSError) -> bool:
    """Tell whether a pipe or a terminal was closed; what goes wrong with a file names it."""
    closed = isinstance(error, BrokenPipeError) or error.errno == errno.EIO
    return closed and error.filename is None


app = typer.Typer(
    cls=Program, rich_markup_mode=None, pretty_exceptions_enable=False, epilog=_EXAMPLES
)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    *,
    db: Annotated[
        Path | None,
        typer.Option(metavar="FILE", envvar="MUSICANALYSER_DB", help="Use another database."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            envvar="MUSICANALYSER_AS_OF",
            help="Answer as if it were then: a date (its end) or a moment.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Answers and errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Tell what is done.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Keep an exact, private record of what you listen to on Spotify, and ask it questions."""
    if version:
        from musicanalyser.cli.terminal.version import version_of

        typer.echo(f"{_NAME} {version_of(_NAME)}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit
    call = ctx.ensure_object(Invocation)
    call.db, call.as_of = db, as_of
    call.quiet, call.verbose, call.debug = quiet, verbose, debug


def _line_in_help() -> None: ...


for _name, _about in COMMANDS.items():
    app.command(_name, help=_about)(_line_in_help)


def run(args: Sequence[str], *, environ: Mapping[str, str], out: TextIO, err: TextIO) -> int:
    """Carry out one command line and return the exit code."""
    call = Invocation(environ=environ, out=out, err=err)
    command = typer.main.get_command(app)
    try:
        code = command.main(list(args), prog_name=_NAME, standalone_mode=False, obj=call)
    except Exception as error:  # noqa: BLE001 - every error ends here
        from musicanalyser.cli.terminal.error_output import fail

        return fail(error, call)
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run the program on the command line it was called with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:], environ=os.environ, out=sys.stdout, err=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # it was told already; Python would tell it again when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)
