"""The options that say what counts and how to rank, the same for every statistic."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.question import DayFigure, Question, RankBy, TimeUnit
from musicanalyser.timespan import Window, to_ms

if TYPE_CHECKING:
    from musicanalyser.context import App

_PANEL = "Counting and ranking"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayOptions:
    """Which plays count and take part."""

    count_as: Annotated[
        CountAs,
        typer.Option(
            metavar="RULE",
            rich_help_panel=_PANEL,
            help="Which plays count: any; stream (30 s or more); scrobble (half the track or"
            " 4 min); full (played to the end).",
        ),
    ] = CountAs.STREAM
    private: Annotated[
        bool, typer.Option("--private", rich_help_panel=_PANEL, help="Include private sessions.")
    ] = False

    def question(self, window: Window, app: "App") -> Question:
        """Return the question about a window."""
        return Question(
            window=window,
            today=app.today,
            now_ms=to_ms(app.now()),
            count_as=self.count_as,
            private=self.private,
            session_gap_minutes=app.config.session_gap_minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions(PlayOptions):
    """Which plays count and take part, and how many are listed."""

    limit: Annotated[
        int, typer.Option(metavar="N", min=1, rich_help_panel=_PANEL, help="Rows per list.")
    ] = 10

    def question(self, window: Window, app: "App") -> Question:
        """Return the question about a window."""
        return replace(PlayOptions.question(self, window, app), limit=self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingOptions(ListOptions):
    """Which plays count and take part, and how lists are ranked."""

    by: Annotated[
        RankBy,
        typer.Option(metavar="RANK", rich_help_panel=_PANEL, help="Rank lists by time or plays."),
    ] = RankBy.TIME
    hourly: Annotated[
        bool, typer.Option("--hourly", rich_help_panel=_PANEL, help="Show the heatmap by hour.")
    ] = False
    show: Annotated[
        DayFigure,
        typer.Option(
            metavar="FIGURE",
            rich_help_panel=_PANEL,
            help="Show time, plays, skips or mood in the calendar.",
        ),
    ] = DayFigure.TIME
    per: Annotated[
        TimeUnit | None,
        typer.Option(
            metavar="UNIT",
            rich_help_panel=_PANEL,
            help="Show the trend or race per day, week, month or year.",
        ),
    ] = None

    def question(self, window: Window, app: "App") -> Question:
        """Return the question about a window."""
        return replace(
            ListOptions.question(self, window, app),
            rank_by=self.by,
            hourly=self.hourly,
            show=self.show,
            per=self.per,
        )
