"""``ingest``: Spotify's list of recent plays, once, for cron."""

from typing import TYPE_CHECKING

import typer

from musicanalyser.cli.options.help_sections import SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import TryLaterError
from musicanalyser.timespan import to_ms
from musicanalyser.units import HOUR_MS

if TYPE_CHECKING:
    import sqlite3

    from musicanalyser.context import App
    from musicanalyser.flows.live.ingest import Ingested

_PATIENCE_MS = 2 * HOUR_MS
"""The list holds some three hours of listening: nothing is lost before."""
_EXAMPLES = """
\b
Examples:
  musicanalyser ingest
  musicanalyser ingest --format json
  */20 * * * *  musicanalyser ingest        as a line of your crontab

Where nobody watches it says nothing while all is well, so that cron only mails
what matters. docs/commands.md has recipes for cron, systemd and launchd.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def ingest(ctx: typer.Context, *, output: OutputOptions) -> None:
    """Read the list of recent plays once, for cron.

    Spotify keeps the last 50 plays of at least 30 seconds. Run it every 20
    minutes or so, and no play of yours is lost; skips are seen by `watch`.
    """
    from musicanalyser.flows.live.lock import only_one  # noqa: PLC0415 - not for --help

    app = ctx.ensure_object(Invocation).app()
    with only_one(app.paths.database, "ingest"), app.writing() as conn:
        try:
            found = _ingested(app, conn)
        except TryLaterError as error:
            if _matters(app, conn):
                raise
            app.screen.detail(error.message)
            raise typer.Exit(error.exit_code) from None
    _tell(app, found)
    if output.format is not None or output.output is not None:
        from musicanalyser.reports.live import ingestion  # noqa: PLC0415 - only where asked for

        output.write(ingestion(found, app.zone), app.screen)


def _ingested(app: "App", conn: "sqlite3.Connection") -> "Ingested":
    from musicanalyser.cli.terminal.spotify_access import budget_of, client_of  # noqa: PLC0415 - not for --help
    from musicanalyser.flows.live import ingest  # noqa: PLC0415 - not for --help
    from musicanalyser.timespan import LocalClock  # noqa: PLC0415 - not for --help

    client = client_of(app, budget_of(app, conn))
    found = ingest.ingest(conn, client, clock=LocalClock(app.zone), now=app.now)
    if client.unread_rows:
        tell = app.screen.detail if found.rows else app.screen.say  # one row stays for hours
        tell(f"Left out, as they could not be read: {client.unread_rows} recent plays.")
    return found


def _matters(app: "App", conn: "sqlite3.Connection") -> bool:
    """Tell whether somebody should hear of it: they sit there, or plays may soon be lost."""
    from musicanalyser.store import settings  # noqa: PLC0415 - not for --help

    last_ms = settings.number(conn, settings.INGESTED_MS)
    late = last_ms is None or to_ms(app.now()) - last_ms > _PATIENCE_MS
    return late or app.screen.err.isatty()


def _tell(app: "App", found: "Ingested") -> None:
    from musicanalyser.reports.live import ingested, missing  # noqa: PLC0415 - not for --help

    if app.screen.err.isatty():
        app.screen.say(ingested(found))
    else:
        app.screen.detail(ingested(found))
    if found.missing_since_ms is not None:
        app.screen.say(missing(found, app.zone))
