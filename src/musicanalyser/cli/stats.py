"""``stats``: what was listened to, and how."""

from typing import Annotated, Any

import typer

from musicanalyser.cli.options.definition import CountingOptions
from musicanalyser.cli.options.help_sections import Page, SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError
from musicanalyser.stats import STATS
from musicanalyser.timespan import last_days

_DEFAULT_DAYS = 30
_EXAMPLES = """
\b
Examples:
  musicanalyser stats --week
  musicanalyser stats top-artists --in 2024 --limit 25
  musicanalyser stats skips --last 90d --count-as any
  musicanalyser stats heatmap --year --hourly -o heatmap.svg
  musicanalyser stats totals --all --format json
"""


class _StatsCommand(SectionedCommand):
    def format_options(self, ctx: Any, formatter: Page) -> None:  # noqa: ANN401 - private in Typer
        """List the statistics before everything else."""
        with formatter.section("Statistics"):
            formatter.write_dl([(name, one.ABOUT) for name, one in STATS.items()])
        super().format_options(ctx, formatter)


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=_StatsCommand, epilog=_EXAMPLES)
@with_groups
def stats(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            autocompletion=lambda: [(name, one.ABOUT) for name, one in STATS.items()],
            help="The statistic.",
            metavar="NAME",
        ),
    ] = "overview",
    *,
    window: WindowOptions,
    counting: CountingOptions,
    output: OutputOptions,
) -> None:
    """Say what you listened to, and how.

    Without a window it is the last 30 days. A play belongs to the window in
    which it started, in local time. docs/definitions.md says what every figure
    means.
    """
    if name not in STATS:
        raise UsageError(f"There is no statistic {name!r}.", hint=_meant(name))
    app = ctx.ensure_object(Invocation).app()
    asked = window.window(now=app.now(), zone=app.zone)
    question = counting.question(
        asked or last_days(_DEFAULT_DAYS, now=app.now(), zone=app.zone),
        today=app.today,
        session_gap_minutes=app.config.session_gap_minutes,
    )
    with app.reading() as conn:
        report = STATS[name].answer(conn, question)
    output.write(report, app.screen)


def _meant(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, STATS, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(STATS)}."
