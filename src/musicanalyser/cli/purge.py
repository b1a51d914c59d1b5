"""``purge``: deletes what the program has stored."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.terminal.background_service import require_no_service
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand

if TYPE_CHECKING:
    from musicanalyser.context import App, Screen

_EXAMPLES = """
\b
Examples:
  musicanalyser purge          show every file, ask, and delete them
  musicanalyser purge --api    keep what your exports contain

Exports that you imported, and files that you wrote with -o, are not deleted.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
def purge(
    ctx: typer.Context,
    *,
    api: Annotated[
        bool,
        typer.Option("--api", help="Only the sign-in and what came through Spotify's API."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete everything: history, backups, settings, keys, sign-in.

    Shows what will be deleted first.
    """
    call = ctx.ensure_object(Invocation)
    if api:
        _purge_api(call.app(), yes=yes)
    else:
        _purge_all(call, yes=yes)


def _purge_all(call: Invocation, *, yes: bool) -> None:
    from musicanalyser.flows.own_files import delete_files, find_own_files
    from musicanalyser.spotify.token_file import rejected_file

    require_no_service(call.environ)
    paths = call.paths
    databases = (paths.database, paths.demo)
    private = (paths.config, paths.keys, paths.token, rejected_file(paths.token))
    files = find_own_files(databases=databases, private=private, logs=paths.logs)
    if not files:
        call.screen.print_message("There is nothing to delete.")
        return
    listed = "\n".join(f"  {path}" for path in files)
    call.screen.print_message(f"To be deleted for good:\n{listed}")
    if _is_confirmed(call.screen, f"Delete {len(files):,} files?", yes=yes):
        delete_files(files, databases=databases)
        call.screen.print_message(f"Deleted {len(files):,} files.")


def _purge_api(app: "App", *, yes: bool) -> None:
    from musicanalyser.spotify.token_file import TokenFile

    _tell_api_data(app)
    if not _is_confirmed(app.screen, "Delete the sign-in and what came through the API?", yes=yes):
        return
    was_signed_in = TokenFile(app.paths.token, now=app.now).delete()
    app.screen.print_message("Signed out." if was_signed_in else "Not signed in.")
    if app.paths.database.exists():
        _purge_history(app)


def _tell_api_data(app: "App") -> None:
    """Say what a purge deletes from the history, and what it leaves."""
    from musicanalyser.flows.live.purge import count_live

    if app.paths.database.exists():
        with app.reading() as conn:
            found = count_live(conn)
        app.screen.print_message(
            f"To be deleted for good: {found.sightings:,} sightings and {found.facts:,} facts.\n"
            "Imported exports and saved roasts stay."
        )


def _purge_history(app: "App") -> None:
    from musicanalyser.flows.backups import backup_folder, list_backups
    from musicanalyser.flows.live.purge import purge as purge_live

    with app.writing() as conn:
        result = purge_live(conn, zone=app.recording_zone)
    app.screen.print_message(f"Deleted {result.sightings:,} sightings and {result.facts:,} facts.")
    if backups := list_backups(app.paths.database):
        folder = backup_folder(app.paths.database)
        app.screen.print_message(f"The {len(backups):,} backups in {folder} still hold them.")


def _is_confirmed(screen: "Screen", question: str, *, yes: bool) -> bool:
    from musicanalyser.cli.terminal.prompts import confirm_deletion

    return yes or confirm_deletion(screen, question)
