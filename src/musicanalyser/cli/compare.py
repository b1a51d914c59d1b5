"""``compare``: two periods beside each other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.counting_options import ListOptions
from musicanalyser.cli.options.history_options import TimeOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import UsageError
from musicanalyser.stats import answer_question
from musicanalyser.timespan import Window

if TYPE_CHECKING:
    from musicanalyser.context import App

_EXAMPLES = """
\b
Examples:
  musicanalyser compare --in 2024 --in 2025
  musicanalyser compare --in 2025-06 --in 2025-12 --limit 20
  musicanalyser compare --in 2024 --in 2025 -o years.html
"""

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def compare(
    ctx: typer.Context,
    *,
    periods: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="PERIOD",
            rich_help_panel="Window",
            help="A period, given twice: the earlier first, as in stats --in.",
        ),
    ] = None,
    counting: ListOptions,
    output: OutputOptions,
    history: TimeOptions,
) -> None:
    """Compare two periods of your listening.

    Every key figure of both, and the artists, tracks and genres that gained or
    lost most of your time. The change is that from the first to the second.
    """
    app = ctx.ensure_object(Invocation).app()
    with history.reading(app) as conn:
        report = answer_question(
            conn, "compare", counting.question(_window(app, periods or ()), app)
        )
    output.write(report, app.screen)


def _window(app: "App", periods: Sequence[str]) -> Window:
    """Return the second period, to be compared with the first.

    Raises:
        UsageError: If there are not two, or one cannot be parsed.
    """
    from musicanalyser.timespan.parsing import parse_period

    windows = [parse_period(text, now=app.now(), zone=app.zone) for text in periods]
    try:
        before, now = windows
    except ValueError:
        raise UsageError(
            f"A comparison needs two periods, not {len(windows)}.",
            hint="Run: musicanalyser compare --in 2024 --in 2025",
        ) from None
    if before == now:
        raise UsageError(f"Both periods are {now.label}.", hint="Choose two that differ.")
    return replace(now, compared_with=before)
