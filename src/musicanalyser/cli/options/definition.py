"""The options that say what counts and how to rank, the same for every statistic."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.timespan import Window

_PANEL = "What counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingOptions:
    """What counts as a listen, whose plays take part, and what leads a list."""

    count_as: Annotated[
        CountAs,
        typer.Option(
            metavar="RULE",
            rich_help_panel=_PANEL,
            help="any: played at all; stream: 30 seconds heard; scrobble: half of it or 4 minutes;"
            " full: heard to its end.",
        ),
    ] = CountAs.STREAM
    by: Annotated[
        RankBy,
        typer.Option(
            metavar="RANK", rich_help_panel=_PANEL, help="time or plays: what leads a list."
        ),
    ] = RankBy.TIME
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, rich_help_panel=_PANEL, help="How long a list is.")
    ] = 10
    private: Annotated[
        bool, typer.Option("--private", rich_help_panel=_PANEL, help="With private sessions.")
    ] = False
    hourly: Annotated[
        bool, typer.Option("--hourly", rich_help_panel=_PANEL, help="A heatmap of 24 hours.")
    ] = False

    def question(self, window: Window, *, today: date, session_gap_minutes: int) -> Question:
        """Return the question about a window."""
        return Question(
            window=window,
            today=today,
            count_as=self.count_as,
            rank_by=self.by,
            limit=self.limit,
            private=self.private,
            hourly=self.hourly,
            session_gap_minutes=session_gap_minutes,
        )
