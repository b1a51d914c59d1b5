"""``log``: every play, one by one."""

from enum import StrEnum
from typing import Annotated

import typer

from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.log_options import LogOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.log import NO_LIMIT
from musicanalyser.timespan import to_ms

_PANEL = "Log"
_LATEST = 25
_EXAMPLES = """
\b
Examples:
  musicanalyser log
  musicanalyser log --day --view list
  musicanalyser log --in 2024-12-31
  musicanalyser log --year --artist lanterns --skipped
  musicanalyser log --all --format csv -o plays.csv

A long log is shown in a pager: PAGER, or less.
"""


class LogLayout(StrEnum):
    """How the log is laid out on a screen."""

    TIMELINE = "timeline"
    LIST = "list"


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def log(
    ctx: typer.Context,
    *,
    window: WindowOptions,
    filters: LogOptions,
    view: Annotated[
        LogLayout,
        typer.Option(rich_help_panel=_PANEL, help="Group by day, or print one line per play."),
    ] = LogLayout.TIMELINE,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            rich_help_panel=_PANEL,
            help=f"Only the latest N plays. Default: {_LATEST} if no window is given.",
        ),
    ] = None,
    output: OutputOptions,
    history: HistoryOptions,
) -> None:
    """List plays, oldest first.

    Includes every play, however short. Skipped, partial and private plays are
    marked, with the time listened.
    """
    app = ctx.ensure_object(Invocation).app()
    question = Question(
        window=window.window(now=app.now(), zone=app.zone),
        today=app.today,
        now_ms=to_ms(app.now()),
        limit=limit or (NO_LIMIT if window.is_given else _LATEST),
        timeline=view is LogLayout.TIMELINE,
    )
    with history.reading(app) as conn:
        report = answer_question(conn, "log", filters.limit(conn, question))
        output.write(report, app.screen, paged=True)
