"""``report``: one page about a window, to keep or to show."""

import typer

from musicanalyser.cli.options.counting_options import ListOptions
from musicanalyser.cli.options.history_options import TimeOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import UsageError

_DEFAULT_DAYS = 365
_EXAMPLES = """
\b
Examples:
  musicanalyser report -o report.html
  musicanalyser report --in 2025 -o 2025.html
  musicanalyser report --month -o november.md
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def report(
    ctx: typer.Context,
    *,
    window: WindowOptions,
    counting: ListOptions,
    output: OutputOptions,
    history: TimeOptions,
) -> None:
    """Write a page about your listening.

    The page is one file that loads nothing: figures, days, top lists, clock,
    taste, and your newest roast. The default window is the last 365 days.
    """
    from musicanalyser.reports.listening_page import compose_page

    if output.is_default:
        raise UsageError("A report needs a file.", hint="Run: musicanalyser report -o report.html")
    app = ctx.ensure_object(Invocation).app()
    chosen = window.window(now=app.now(), zone=app.zone, default_days=_DEFAULT_DAYS)
    with history.reading(app) as conn:
        page = compose_page(conn, counting.question(chosen, app))
    output.write(page, app.screen)
