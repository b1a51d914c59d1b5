"""A track whose plays end within the first seconds."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("intros").first
    now = Proportion(row.share("share"), row.count("plays"))
    plays = make_count("plays", row.count("plays"))
    seconds = make_count("seconds", _INTRO_S)
    return claim_share(kind, now, None, plays, seconds, since=0.6, of=row.music_name("title"))


_INTRO_S = 20
"""As `stats moments` counts."""
KIND = FactKind(
    statistic="moments",
    find=_find,
    least_evidence=10,  # starts of the track
    ordinary=OrdinaryShare(0.25, 0.9),
    theme=Theme.SKIPPED,
    relation=Relation.QUIT,
    weight=1.1,
)
