"""The share of a lyric that was sung before: how repetitive the lyrics are."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    now = Proportion(row.share("repetition"), row.share("known_share"))
    return claim_share(kind, now, None, since=0.55)


KIND = FactKind(
    statistic="lyrics",
    find=_find,
    least_evidence=0.4,  # of the listening time
    ordinary=OrdinaryShare(0.45, 0.4),
    theme=Theme.LYRICS,
    relation=Relation.AGAIN,
)
