"""``find``: tracks, artists and albums by a part of their name."""

from typing import Annotated

import typer

from musicanalyser.cli.options.counting_options import ListOptions
from musicanalyser.cli.options.history_options import HistoryOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.stats.base.known_days import mark_unknown
from musicanalyser.stats.entities.find import find as find_names
from musicanalyser.stats.rules.rules_note import note_rules

_EXAMPLES = """
\b
Examples:
  musicanalyser find "paper boats"
  musicanalyser find bjork --year
  musicanalyser find love --limit 50 --format csv
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def find(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A part of a name.")],
    *,
    window: WindowOptions,
    counting: ListOptions,
    output: OutputOptions,
    history: HistoryOptions,
) -> None:
    """Find tracks, artists and albums by a part of their name.

    Letter case, accents, width and quotes do not matter. Shows plays, time
    heard, and the days of the first and the last play. The default window is
    the whole history.
    """
    app = ctx.ensure_object(Invocation).app()
    question = counting.question(window.window(now=app.now(), zone=app.zone), app)
    with history.reading(app) as conn:
        report = note_rules(
            conn, question, mark_unknown(conn, question, find_names(conn, question, text))
        )
    output.write(report, app.screen, paged=counting.limit > app.screen.height)
