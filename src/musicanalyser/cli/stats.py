"""``stats``: listening statistics."""

from typing import Annotated

import typer

from musicanalyser.cli.options.counting_options import CountingOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.config.suggestion import suggest
from musicanalyser.errors import UsageError
from musicanalyser.report import Layout
from musicanalyser.stats import STATS, answer_question

_DEFAULT_DAYS = 30
_DEFAULT_DAYS_OF = {"calendar": 365, "trend": 365}
_EXAMPLES = """
\b
Examples:
  musicanalyser stats --week
  musicanalyser stats top-artists --in 2024 --limit 25
  musicanalyser stats skips --last 90d --count-as any
  musicanalyser stats heatmap --year --hourly -o heatmap.svg
  musicanalyser stats calendar --show mood
  musicanalyser stats trend --all --per month
  musicanalyser stats totals --all --format json
"""


def _names() -> list[tuple[str, str]]:
    return [(name, one.ABOUT) for name, one in STATS.items()]


class _StatsCommand(SectionedCommand):
    list_title = "Statistics"

    def list_rows(self) -> list[tuple[str, str]]:
        return _names()


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=_StatsCommand, epilog=_EXAMPLES)
@with_groups
def stats(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", autocompletion=_names, help="The statistic.")
    ] = "overview",
    *,
    window: WindowOptions,
    counting: CountingOptions,
    output: OutputOptions,
) -> None:
    """Show listening statistics.

    The default window is the last 30 days; for calendar and trend, the last
    365. A play belongs to the window in which it started, in local time.
    docs/definitions.md defines every figure.
    """
    if name not in STATS:
        raise UsageError(f"There is no statistic {name!r}.", hint=suggest(name, STATS))
    app = ctx.ensure_object(Invocation).app()
    chosen = window.window(
        now=app.now(), zone=app.zone, default_days=_DEFAULT_DAYS_OF.get(name, _DEFAULT_DAYS)
    )
    with app.reading() as conn:
        report = answer_question(conn, name, counting.question(chosen, app))
    is_list = report.layout in {Layout.TABLE, Layout.FIGURES}
    output.write(report, app.screen, paged=is_list and counting.limit > app.screen.height)
