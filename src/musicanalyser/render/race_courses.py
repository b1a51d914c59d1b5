"""The courses of a race: who, and the rank at the end of each span, from the rows of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musicanalyser.render.table_text import as_number
from musicanalyser.report import Report, Row

_SPAN, _NAME, _RANK, TOTAL = range(4)
"""The first columns of a race."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceCourse:
    """A competitor with its row for each span; ``ranks`` are ``None`` where they are unknown.

    Before it was heard it has the rank after all that are shown.
    """

    name: str | None
    rows: Sequence[Row]
    ranks: Sequence[int | None]

    def changes(self) -> Iterator[tuple[str, Row]]:
        """Yield each rank that differs from the one before, in words, with its row."""
        before = ""
        for row in self.rows:
            rank = as_number(row[_RANK])
            unranked = "unknown" if row[TOTAL] is None else "unranked"
            words = unranked if rank is None else f"rank {int(rank)}"
            if words != before:
                yield words, row
            before = words


def race_courses(report: Report) -> list[RaceCourse]:
    """Return the courses in order of their ranks at the end."""
    count = sum(row[_SPAN] == report.rows[0][_SPAN] for row in report.rows)
    courses = []
    for place in range(count):
        rows = report.rows[place::count]
        name = rows[0][_NAME]
        ranks = [_rank(row, count) for row in rows]
        courses.append(RaceCourse(name=None if name is None else str(name), rows=rows, ranks=ranks))
    return courses


def _rank(row: Row, count: int) -> int | None:
    rank = as_number(row[_RANK])
    if rank is not None:
        return min(int(rank), count + 1)
    return None if row[TOTAL] is None else count + 1
