"""A race of some artists over some months, with all its parts."""

from datetime import date

from musicanalyser.report import Column, ColumnKind, Layout, Report
from tests.render.dashboard import minutes, span

NAMES = ("The Lanterns", "夜行エスカレーター", "Notaries of Great Shrug", "Ada", None)
_TOTAL = Column(name="heard_ms", title="Time so far", kind=ColumnKind.DURATION, bar=True)


def race(months: int = 13, *, unknown: int | None = 5, ranks: int = len(NAMES)) -> Report:
    """Return a race in which everybody moves down by one place a month, and returns at the top.

    Of one month nothing is known, and the second artist is heard from the third month on.
    """
    firsts = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(2, months + 2)]
    rows = []
    for month, first in enumerate(firsts):
        for place in range(ranks):
            rank: int | None = (place - (months - 1 - month)) % (ranks + 1) + 1
            total: int | None = minutes(month + 1) * (ranks - place)
            if place == 1 and month < 2:
                rank, total = None, 0
            if month == unknown:
                rank = total = None
            label = f"{first:%Y-%m}"
            rows.append((label, NAMES[place % len(NAMES)], rank, total, first))
    return Report(
        name="race",
        title="Race by month",
        layout=Layout.RACE,
        columns=(
            Column(name="span", title="Month"),
            Column(name="artist", title="Artist"),
            Column(name="rank", title="Rank", kind=ColumnKind.COUNT),
            _TOTAL,
            Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
        ),
        rows=tuple(rows),
        span=span(365, "last 365 days"),
        counting=("plays ≥ 30 s", "private sessions excluded"),
        parts=(
            Report(
                name="standings",
                title="At the end",
                columns=(Column(name="artist", title="Artist"), _TOTAL),
                rows=tuple((name, minutes(1)) for name in NAMES),
            ),
            Report(
                name="leaders",
                title="Who led",
                columns=(
                    Column(name="artist", title="Artist"),
                    Column(name="periods", title="Months", kind=ColumnKind.COUNT),
                ),
                rows=(("Ada", 3), ("The Lanterns", 9)),
            ),
        ),
    )
