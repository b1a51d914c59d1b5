"""The options that choose what of the history is read: with rules, with estimates or without."""

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from musicanalyser.context import App


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOptions:
    """Whether rules of the listener apply."""

    no_rules: Annotated[
        bool, typer.Option("--no-rules", help="Answer as if there were no rules.")
    ] = False

    def reading(self, app: "App") -> AbstractContextManager[sqlite3.Connection]:
        """Open the history as `App.reading` does."""
        return app.reading(without_rules=self.no_rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOptions(HistoryOptions):
    """Whether rules apply, and whether unknown times are estimated."""

    estimate: Annotated[
        bool,
        typer.Option(
            "--estimate",
            help="Count plays of unknown time with the length of their track.",
        ),
    ] = False

    def reading(self, app: "App") -> AbstractContextManager[sqlite3.Connection]:
        """Open the history as `App.reading` does."""
        return app.reading(without_rules=self.no_rules, with_estimates=self.estimate)
