"""``db``: backups of the history, its health, and its plays made anew."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import ExitCode

_EXAMPLES = """
\b
Examples:
  musicanalyser db backup
  musicanalyser db backup /media/stick/history.db
  musicanalyser db restore /media/stick/history.db
  musicanalyser db check --full
  musicanalyser db recover damaged.db new.db
  musicanalyser db rebuild
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_EXAMPLES)


@app.callback(invoke_without_command=True)
def db(ctx: typer.Context) -> None:
    """Back up, restore, check and rebuild the history."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The copy. Default: a dated file in backups."),
    ] = None,
) -> None:
    """Copy the history to a file, and verify the copy.

    Works while other commands write. Without FILE, the latest copies of 7 days,
    4 weeks and 12 months are kept.
    """
    from musicanalyser.flows.backups import back_up

    app = ctx.ensure_object(Invocation).app()
    made = back_up(app.paths.database, file, now=app.now())
    print(f"{made.sha256}  {made.path}", file=app.screen.out)
    app.screen.print_message(f"Copied and verified {made.sightings:,} rows.")


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy of a history.")],
) -> None:
    """Put a copy in place of the history.

    The copy is verified first, and the old history is kept beside the new one.
    """
    from musicanalyser.flows.restoring import restore as restore_backup

    app = ctx.ensure_object(Invocation).app()
    made, kept = restore_backup(app.paths.database, file, now=app.now())
    app.screen.print_message(f"Restored and verified {made.sightings:,} rows.")
    if kept is not None:
        app.screen.print_message(f"The old history is {kept}")


@app.command()
def check(
    ctx: typer.Context,
    *,
    full: Annotated[
        bool, typer.Option("--full", help="Check every index, and the sums of a long history, too.")
    ] = False,
) -> None:
    """Check whether the history is whole, and its sums are right.

    Exits with code 1 if not, and lists what is wrong.
    """
    from musicanalyser.flows.database_check import check_database

    app = ctx.ensure_object(Invocation).app()
    with app.reading() as conn:
        result = check_database(conn, full=full)
    print("\n".join(result.problems) or "ok", file=app.screen.out)
    if result.advice:
        app.screen.print_message(result.advice)
    if result.problems:
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def recover(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A damaged history.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The new file.")],
) -> None:
    """Save what can be read of a damaged history to a new file.

    The damaged file stays as it is. Prints what was saved and what is lost.
    """
    from musicanalyser.cli.options.output_options import OutputOptions
    from musicanalyser.flows.recovery import recover as recover_history
    from musicanalyser.reports.recovered import recovery_report

    app = ctx.ensure_object(Invocation).app()
    found = recover_history(file, new, zone=app.recording_zone)
    OutputOptions().write(recovery_report(found), app.screen)
    app.screen.print_message(f"Next: musicanalyser db restore {shlex.quote(str(new))}")


@app.command()
def rebuild(ctx: typer.Context) -> None:
    """Derive all plays and their sums again from the sightings.

    The result is the same, unless a newer version derives them by other rules.
    """
    from musicanalyser.flows.recording.record import rebuild_plays

    app = ctx.ensure_object(Invocation).app()
    with app.reading(), app.writing() as conn:  # a missing history is not made
        plays = rebuild_plays(conn, zone=app.recording_zone)
    app.screen.print_message(f"Rebuilt {plays:,} plays.")
