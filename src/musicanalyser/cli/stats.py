"""``stats``: listening statistics."""

import sqlite3
from typing import Annotated

import typer

from musicanalyser.cli.options.counting_options import CountingOptions
from musicanalyser.cli.options.history_options import TimeOptions
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.config.suggestion import suggest
from musicanalyser.errors import UsageError
from musicanalyser.report import Layout, Report
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.pages import PAGES, answer_page
from musicanalyser.stats.times.unknown_times import hint_at_unknown_times

_DEFAULT_DAYS = 30
_OF_A_YEAR = (
    *("calendar", "trend", "race", "skip-depth", "fatigue", "discoveries", "obsessions"),
    *("rediscoveries", "milestones", "first-last", "platforms", "countries"),
)
"""Statistics to which little happens in a month."""
_DEFAULT_DAYS_OF = {**dict.fromkeys(_OF_A_YEAR, 365), "on-this-day": 1}
_PAGE_LINES = 45
"""The lines of a page of one artist, track or album in 80 columns."""
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
  musicanalyser stats artist "Paper Lanterns"
  musicanalyser stats track "Paper Lanterns - Boats" --in 2025
"""


def _names() -> list[tuple[str, str]]:
    return [(name, one.ABOUT) for known in (STATS, PAGES) for name, one in known.items()]


class _StatsCommand(SectionedCommand):
    list_title = "Statistics"

    def list_rows(self) -> list[tuple[str, str]]:
        return [(f"{name} NAME" if name in PAGES else name, about) for name, about in _names()]


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=_StatsCommand, epilog=_EXAMPLES)
@with_groups
def stats(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="STATISTIC", autocompletion=_names, help="The statistic.")
    ] = "overview",
    of: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The artist, track or album of artist, track, album."),
    ] = None,
    *,
    window: WindowOptions,
    counting: CountingOptions,
    output: OutputOptions,
    history: TimeOptions,
) -> None:
    """Show listening statistics.

    The default window is the last 30 days, or 365 where a month shows little;
    for on-this-day, today; for one artist, track or album, the whole history.
    A play belongs to the window in which it started, in local
    time. docs/definitions.md defines every figure.
    """
    _check(name, of)
    app = ctx.ensure_object(Invocation).app()
    default_days = None if name in PAGES else _DEFAULT_DAYS_OF.get(name, _DEFAULT_DAYS)
    chosen = window.window(now=app.now(), zone=app.zone, default_days=default_days)
    question = counting.question(chosen, app)
    with history.reading(app) as conn:
        report = hint_at_unknown_times(
            conn, question, _answer(conn, name, of, question), is_estimated=history.estimate
        )
    output.write(report, app.screen, paged=app.screen.height < _lines(report, counting.limit))


def _check(name: str, of: str | None) -> None:
    """Refuse a statistic that there is not, or a name where none or one is needed."""
    if name not in STATS and name not in PAGES:
        raise UsageError(f"There is no statistic {name!r}.", hint=suggest(name, [*STATS, *PAGES]))
    if name in PAGES and of is None:
        raise UsageError(
            f"stats {name} needs the name of one {name}.",
            hint=f'Run: musicanalyser stats {name} "NAME"',
        )
    if name in STATS and of is not None:
        raise UsageError(
            f"stats {name} takes no name: {of!r}.",
            hint=f"Names belong to {', '.join(PAGES)}, as in: musicanalyser stats artist {of!r}",
        )


def _lines(report: Report, limit: int) -> int:
    """Return about how high a screen must be to show a list or a page; 0 for other answers."""
    if report.layout is Layout.ENTITY:
        return _PAGE_LINES
    return limit if report.layout in {Layout.TABLE, Layout.FIGURES} else 0


def _answer(conn: sqlite3.Connection, name: str, of: str | None, question: Question) -> Report:
    if of is None:
        return answer_question(conn, name, question)
    from musicanalyser.stats.entities.entity import EntityKind, find_entity

    return answer_page(conn, question, find_entity(conn, of, kinds=(EntityKind(name),)))
