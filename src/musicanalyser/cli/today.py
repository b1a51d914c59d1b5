"""``today``: today in one line, for a prompt or a status bar."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

import typer

from musicanalyser.cli.options.counting_options import PlayOptions
from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.context import App
from musicanalyser.errors import Error
from musicanalyser.render.status_line import (
    StatusField,
    chosen_fields,
    empty_line,
    only_fields,
    status_line,
)
from musicanalyser.report import Report
from musicanalyser.stats.parts.today_figures import today_figures
from musicanalyser.timespan import last_days

_EXAMPLES = """
\b
Examples:
  musicanalyser today
  musicanalyser today --fields time,streak
  musicanalyser today --fields plays,last --format json
  PS1='$(musicanalyser today --short) $ '
  set -g status-right "#(musicanalyser today --short)"

The third is for bash, the fourth for tmux. Nothing is sent anywhere.
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def today(
    ctx: typer.Context,
    *,
    short: Annotated[
        bool, typer.Option("--short", help="At most 24 cells; empty instead of an error.")
    ] = False,
    fields: Annotated[
        str | None,
        typer.Option(metavar="LIST", help=f"Show only these: {', '.join(StatusField)}."),
    ] = None,
    counting: PlayOptions,
    output: OutputOptions,
    history: HistoryOptions,
) -> None:
    """Show today in one line, for a prompt or a status bar.

    Time heard, plays, skip rate, days in a row and the last track, of the
    current local day. What is not known is left out.
    """
    app = ctx.ensure_object(Invocation).app()
    chosen = chosen_fields(fields, short=short)
    if output.is_default:
        print(
            _line(app, partial(_read, app, counting, history), chosen, short=short),
            file=app.screen.out,
        )
    else:
        output.write(only_fields(_read(app, counting, history), chosen), app.screen)


def _line(
    app: App, read: Callable[[], Report], fields: Sequence[StatusField], *, short: bool
) -> str:
    """Return the line; without a history or, if it is short, one that can be read, it is empty."""
    if not app.paths.database.exists():
        return empty_line(short=short)
    try:
        report = read()
    except Error:
        if short:
            return empty_line(short=True)
        raise
    return status_line(report, fields, short=short, encoding=app.screen.out.encoding)


def _read(app: App, counting: PlayOptions, history: HistoryOptions) -> Report:
    window = last_days(1, now=app.now(), zone=app.zone)
    with history.reading(app) as conn:
        return today_figures(conn, counting.question(window, app))
