"""Which local days are known without a break."""

import sqlite3

from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan.local_clock import day_number


class KnownRuns:
    """The known days up to today, by their numbers, as runs without a gap."""

    def __init__(self, conn: sqlite3.Connection, question: Question) -> None:
        self._run_of: dict[int, int] = {}
        run = 0
        for day in sorted(map(day_number, known_days(conn, question))):
            run += day - 1 not in self._run_of
            self._run_of[day] = run

    @property
    def last(self) -> int | None:
        """The last known day; ``None`` if there is none."""
        return next(reversed(self._run_of), None)

    def hold(self, first: int, last: int) -> bool:
        """Return whether every day from the first to the last is known."""
        run = self._run_of.get(first)
        return run is not None and run == self._run_of.get(last)
