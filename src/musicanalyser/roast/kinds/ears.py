"""The decade with the most listening time, where it is long ago."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_share, make_year
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS

_LEAST_SHARE = 0.25
_LEAST_YEARS_AGO = 25
_AGE_OF_TASTE = 17
"""Taste is said to form at about this age: https://www.nytimes.com/2018/02/10/opinion/sunday/favorite-songs.html"""


def _find(kind: FactKind, reports: Reports) -> Claim:
    rows = [
        row for row in reports.current(kind.statistic).rows if row.text("decade")[:4].isdecimal()
    ]
    row = max(rows, key=lambda one: one.share("share"), default=None)
    if row is None:
        raise UnknownError(kind.statistic)
    decade, share = int(row.text("decade")[:4]), row.share("share")
    ago = reports.window.until.year - (decade + 5)
    if share < _LEAST_SHARE or ago < _LEAST_YEARS_AGO:
        raise UnknownError("decade")
    return Claim(
        figures=(
            make_share("share", share),
            make_year("decade", decade),
            make_year("born", decade + 5 - _AGE_OF_TASTE),
        ),
        from_others=kind.ordinary.distance(ago),
        support=row.count("heard_ms") / HOUR_MS,
    )


KIND = FactKind(
    statistic="decades",
    find=_find,
    least_evidence=5,  # hours
    ordinary=OrdinarySize(16),  # years ago
    theme=Theme.AGE,
    relation=Relation.GONE,
    weight=1.2,
)
