"""``ingest``: reads Spotify's list of recent plays once, for cron."""

from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import TryLaterError
from musicanalyser.timespan import to_ms
from musicanalyser.units import HOUR_MS

if TYPE_CHECKING:
    import sqlite3

    from musicanalyser.context import App
    from musicanalyser.flows.live.ingest import IngestResult

_SILENT_MS = 2 * HOUR_MS
"""The list holds about three hours of listening, so until then nothing is lost."""
_EXAMPLES = """
\b
Examples:
  musicanalyser ingest
  musicanalyser ingest --format json
  */20 * * * *  musicanalyser ingest        as a line of your crontab

Without a terminal it prints nothing while all is well, so that cron mails only
problems. `musicanalyser service install` runs it by systemd or launchd.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def ingest(ctx: typer.Context, *, output: OutputOptions) -> None:
    """Read Spotify's list of recent plays once, for cron.

    Spotify keeps the last 50 plays of at least 30 seconds. Run it every 20
    minutes to miss none of them. Only `watch` sees skips.
    """
    from musicanalyser.cli.terminal.spotify_access import require_sign_in
    from musicanalyser.flows.live.lock import single_instance

    app = ctx.ensure_object(Invocation).app()
    require_sign_in(app)
    with single_instance(app.paths.database, "ingest"), app.writing() as conn:
        result = _ingest_or_exit(app, conn)
    _say(app, result)
    if output.format is not None or output.output is not None:
        from musicanalyser.reports.live import ingest_report

        output.write(ingest_report(result, app.zone), app.screen)


def _ingest_or_exit(app: "App", conn: "sqlite3.Connection") -> "IngestResult":
    """Ingest; a passing failure that costs no play yet ends the program without a message."""
    try:
        return _ingest(app, conn)
    except TryLaterError as error:
        if _is_worth_a_message(app, conn):
            raise
        app.screen.print_detail(error.message)
        raise typer.Exit(error.exit_code) from None


def _ingest(app: "App", conn: "sqlite3.Connection") -> "IngestResult":
    from musicanalyser.cli.terminal.spotify_access import make_budget, make_client
    from musicanalyser.flows.live import ingest
    from musicanalyser.timespan.local_clock import LocalClock

    client = make_client(app, make_budget(app, conn))
    result = ingest.ingest(conn, client, clock=LocalClock(app.recording_zone), now=app.now)
    if client.unread_rows:
        say = (
            app.screen.print_detail if result.rows else app.screen.print_message
        )  # one row may stay for hours
        say(f"Skipped {client.unread_rows} recent plays that cannot be parsed.")
    return result


def _is_worth_a_message(app: "App", conn: "sqlite3.Connection") -> bool:
    """Return whether a failure is shown: on a terminal, or when plays may soon be lost."""
    from musicanalyser.store import database_state

    last_ms = database_state.get_number(conn, database_state.INGESTED_MS)
    is_late = last_ms is None or to_ms(app.now()) - last_ms > _SILENT_MS
    return is_late or app.screen.err.isatty()


def _say(app: "App", result: "IngestResult") -> None:
    from musicanalyser.reports.live import gap_warning, ingest_line

    say = app.screen.print_message if app.screen.err.isatty() else app.screen.print_detail
    say(ingest_line(result))
    if result.missing_since_ms is not None:
        app.screen.print_message(gap_warning(result, app.zone))
