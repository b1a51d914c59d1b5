"""``log``: what was played, play by play."""

from enum import StrEnum
from typing import Annotated

import typer

from musicanalyser.cli.options.help_sections import SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.stats import STATS
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import everything

_LATEST = 25
_NO_LIMIT = -1
"""SQLite's own word for it."""
_EXAMPLES = """
\b
Examples:
  musicanalyser log
  musicanalyser log --day --view list
  musicanalyser log --in 2024-12-31
  musicanalyser log --all --format csv -o plays.csv

A long log is shown in pages, by the program that PAGER names, or less.
"""


class LogLayout(StrEnum):
    """How the log is laid out for a person."""

    TIMELINE = "timeline"
    LIST = "list"


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def log(
    ctx: typer.Context,
    *,
    window: WindowOptions,
    view: Annotated[
        LogLayout,
        typer.Option(rich_help_panel="Log", help="For people: by days, or one line a play."),
    ] = LogLayout.TIMELINE,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            rich_help_panel="Log",
            help=f"Only the latest N plays; {_LATEST} if no window is given.",
        ),
    ] = None,
    output: OutputOptions,
) -> None:
    """List what was played, the latest last.

    Every play is there, however short: skipped, partial and private plays are
    marked, with how much of each was heard.
    """
    app = ctx.ensure_object(Invocation).app()
    asked = window.window(now=app.now(), zone=app.zone)
    question = Question(
        window=asked or everything(now=app.now(), zone=app.zone),
        today=app.today,
        limit=limit or (_NO_LIMIT if asked else _LATEST),
        timeline=view is LogLayout.TIMELINE,
    )
    with app.reading() as conn:
        report = STATS["log"].answer(conn, question)
    output.write(report, app.screen, paged=True)
