"""The artist that rose the most, from far down the previous window's list to its top."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_rank
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.window_reports import Reports

_TOP_RANKS = 3
"""The ranks that an artist must have reached."""
_LEAST_CLIMB = 5
"""How many times smaller the rank must have become."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history(windows=1)
    climbs = [
        (row.count("previous_rank") / row.count("rank"), row)
        for row in reports.current(kind.statistic).rows[:_TOP_RANKS]
        if row.cells.get("previous_rank") is not None and row.count("rank")
    ]
    climb, row = max(climbs, key=lambda one: one[0], default=(0, ReportRow({})))
    if climb < _LEAST_CLIMB:
        raise UnknownError("climber")
    return make_claim(
        "{of} rose from number {before} to number {rank} of the most heard artists.",
        make_rank("before", row.count("previous_rank")),
        make_rank("rank", row.count("rank")),
        surprise=kind.surprise_without_past(climb),
        support=row.count("plays"),
        of=row.music_name(),
    )


KIND = FactKind(
    statistic="top-artists",
    find=_find,
    least_evidence=20,  # plays of the artist
    ordinary=5,  # times as large a rank in the previous window
    theme=Theme.FAVOURITES,
)
