"""``import``: exports of Spotify and of other services into the history."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import ImportFileError, UsageError
from musicanalyser.flows.importing.row_outcomes import RowOutcome

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.importing.row_outcomes import ImportResult

_LARGE_MB = 100
"""A backup of as much takes a second or more, so that it is announced."""
_EXAMPLES = """
\b
Examples:
  musicanalyser import my_spotify_data.zip
  musicanalyser import ~/Downloads/my_spotify_data/ --dry-run
  musicanalyser import old.zip new.zip
  musicanalyser import my_spotify_data.zip --dry-run --explain malformed
  musicanalyser import listenbrainz_me.zip recenttracks-me.json
  musicanalyser import .scrobbler.log --zone Europe/Vienna

Request your data at https://www.spotify.com/account/privacy/. The extended
streaming history contains all your plays, the account data only the last year.
Also reads exports of Last.fm, ListenBrainz, Maloja, Koito, Apple Music,
YouTube Music and Rockbox.
Importing a file again is safe: no play is added twice.
"""


def _parse_path(text: str) -> Path:
    """Return a path; nothing is not this folder, which `Path` would make of it."""
    if not text:
        raise UsageError("A path is empty.", hint="Name a zip, a folder or a single file.")
    return Path(text)


def _parse_zone(text: str) -> ZoneInfo:
    """Return the time zone of a name.

    Raises:
        UsageError: If there is no such zone.
    """
    from musicanalyser.config.value_types import TimeZoneName

    try:
        return ZoneInfo(TimeZoneName().check(text))
    except ValueError as error:
        raise UsageError(f"There is no time zone {text!r}.", hint=str(error)) from None


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("import", cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", parser=_parse_path, help="Zips, folders or files."),
    ],
    *,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", rich_help_panel="Import", help="Show the result; write nothing."),
    ] = False,
    explain: Annotated[
        RowOutcome | None,
        typer.Option(
            metavar="REASON",
            rich_help_panel="Import",
            help=f"List the rows with one outcome: {', '.join(RowOutcome)}.",
        ),
    ] = None,
    zone: Annotated[
        ZoneInfo | None,
        typer.Option(
            metavar="NAME",
            parser=_parse_zone,
            rich_help_panel="Import",
            help="Time zone of files that do not say theirs, such as Europe/Vienna.",
        ),
    ] = None,
    output: OutputOptions,
) -> None:
    """Import exports of Spotify and of other services.

    Detects the format of each file by its content. Never stores user names, IP
    addresses or device names. Backs the history up before the first import of a
    day.
    """
    from musicanalyser.reports.importing.import_report import build_import_report, build_row_list

    output.refuse_inputs(paths)
    app = ctx.ensure_object(Invocation).app()
    result = _import_history(app, paths, dry_run=dry_run, explain=explain, file_zone=zone)
    report = build_row_list(result) if explain else build_import_report(result, dry_run=dry_run)
    output.write(report, app.screen)
    _raise_unless_whole(result)


def _raise_unless_whole(result: "ImportResult") -> None:
    """Raise an error if no file was a history, or if one was damaged or lacks a zone."""
    if without_zone := [file.name for file in result.files if file.lacks_zone]:
        raise ImportFileError(
            f"{without_zone[0]} does not say the time zone of its times.",
            hint="Name the zone that its clock was set to: --zone Europe/Vienna.",
        )
    damaged = [file.name for file in result.files if file.is_damaged]
    if damaged:
        more = f" and {len(damaged) - 1:,} more" if len(damaged) > 1 else ""
        raise ImportFileError(
            f"Not read completely: {damaged[0]}{more}.",
            hint="Download the export again. All that could be read was read.",
        )
    if all(file.not_read_reason for file in result.files):
        raise _no_history_found()


def _import_history(
    app: "App",
    paths: list[Path],
    *,
    dry_run: bool,
    explain: RowOutcome | None,
    file_zone: ZoneInfo | None,
) -> "ImportResult":
    from musicanalyser.cli.terminal.progress import show_import_progress
    from musicanalyser.flows.backups import is_backup_due
    from musicanalyser.flows.importing.import_run import import_history
    from musicanalyser.store.connection import open_scratch_copy

    is_due = not dry_run and is_backup_due(app.paths.database, today=app.today, zone=app.zone)
    database = closing(open_scratch_copy(app.paths.database)) if dry_run else app.writing()
    with database as conn, show_import_progress(app.screen) as progress:
        if is_due:
            _back_up_first(app)
        return import_history(
            conn,
            paths,
            zone=app.recording_zone,
            file_zone=file_zone,
            now=app.now,
            explain=explain,
            progress=progress,
        )


def _back_up_first(app: "App") -> None:
    """Back the history up before the first import of a day; a full disk does not stop the import.

    Raises:
        StoreError: If the history is damaged: nothing may be added to it.
    """
    from musicanalyser.flows.backups import back_up

    database = app.paths.database
    size_mb = database.stat().st_size / 1_000_000
    if size_mb >= _LARGE_MB:
        app.screen.print_message(f"First backing up the history, {size_mb:,.0f} MB")
    try:
        made = back_up(database, None, now=app.now())
    except OSError as error:
        app.screen.print_message(f"No backup was made: {error.strerror}.")
    else:
        app.screen.print_detail(f"Backed up to {made.path}")


def _no_history_found() -> ImportFileError:
    from musicanalyser.imports import FORMATS

    services = ", ".join(dict.fromkeys(one.SERVICE for one in FORMATS.values()))
    return ImportFileError(
        "No listening history found in these files.", hint=f"Reads exports of {services}."
    )
