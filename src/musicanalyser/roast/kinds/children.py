"""The share of listening time that goes to music for children."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds.genre import CHILDREN
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    genres = reports.current(kind.statistic)
    hours = sum(one.number("heard_ms") for one in genres.rows) / HOUR_MS
    share = sum(one.share("share") for one in genres.rows if one.text("genre") in CHILDREN)
    return claim_share(kind, Proportion(min(1.0, share), hours), None, since=0.2)


KIND = FactKind(
    statistic="genres",
    find=_find,
    least_evidence=5,  # hours
    ordinary=OrdinaryShare(0.03, 0.9),
    theme=Theme.GENRE,
    relation=Relation.AGAIN,
    weight=1.3,
)
