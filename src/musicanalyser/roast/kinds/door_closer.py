"""A track after which sessions end far more often than after others."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_share
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("closers").first
    now = Proportion(row.share("share"), row.count("plays"))
    figures = (make_count("plays", row.count("plays")), make_share("others", row.share("usual")))
    return claim_share(kind, now, None, *figures, since=0.15, of=row.music_name("title"))


KIND = FactKind(
    statistic="moments",
    find=_find,
    least_evidence=10,  # plays of the track
    ordinary=OrdinaryShare(0.08, 0.8),
    theme=Theme.SESSIONS,
    relation=Relation.QUIT,
)
