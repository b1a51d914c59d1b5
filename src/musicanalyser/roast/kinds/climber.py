"""The artist that rose the most, from far down the previous window's list to its top."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_rank
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports

_TOP_RANKS = 3
"""The ranks that an artist must have reached."""
_LEAST_CLIMB = 4
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
    return Claim(
        figures=(
            make_rank("rank", row.count("rank")),
            make_rank("before", row.count("previous_rank")),
        ),
        names=row.music_name().names,
        from_others=kind.ordinary.distance(climb),
        support=row.count("plays"),
    )


KIND = FactKind(
    statistic="top-artists",
    find=_find,
    least_evidence=20,  # plays of the artist
    ordinary=OrdinarySize(5),  # times as large a rank in the previous window
    theme=Theme.ARTIST,
    relation=Relation.MUCH,
    weight=0.5,
)
