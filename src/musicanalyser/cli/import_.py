"""``import``: exports of one's own, into the history."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from musicanalyser.cli.options.help_sections import SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import ImportFileError
from musicanalyser.flows.importing.row_outcomes import RowOutcome

_EXAMPLES = """
\b
Examples:
  musicanalyser import my_spotify_data.zip
  musicanalyser import ~/Downloads/my_spotify_data/ --dry-run
  musicanalyser import old.zip new.zip
  musicanalyser import my_spotify_data.zip --dry-run --explain malformed

Ask Spotify for your data at https://www.spotify.com/account/privacy/: the
extended streaming history holds every play ever, the account data the last
year. Importing the same file again adds nothing twice.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("import", cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Zips, folders or JSON files.")
    ],
    *,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", rich_help_panel="Import", help="Report, but write nothing."),
    ] = False,
    explain: Annotated[
        RowOutcome | None,
        typer.Option(
            metavar="REASON",
            rich_help_panel="Import",
            help=f"List the rows that are one of: {', '.join(RowOutcome)}.",
        ),
    ] = None,
    output: OutputOptions,
) -> None:
    """Read the exports that Spotify sends you.

    Files are recognised by what they hold. Names of users, addresses and
    devices that identify you are dropped before anything is written.
    """
    from musicanalyser.cli.terminal.import_progress import shown
    from musicanalyser.flows.importing.import_run import import_history
    from musicanalyser.imports import FORMATS
    from musicanalyser.reports.imported import build_import_report, build_row_list
    from musicanalyser.store.connection import scratch_copy

    app = ctx.ensure_object(Invocation).app()
    database = closing(scratch_copy(app.paths.database)) if dry_run else app.writing()
    with database as conn, shown(app.screen) as tell:
        tally = import_history(
            conn, paths, zone=app.zone, now=app.now, explain=explain, progress=tell
        )
    report = build_row_list(tally) if explain else build_import_report(tally, dry_run=dry_run)
    output.write(report, app.screen)
    if all(file.not_read_reason for file in tally.files):
        raise ImportFileError(
            "No file was a listening history.",
            hint=f"What can be read: {', '.join(one.TITLE for one in FORMATS.values())}.",
        )
