"""The track with the most plays and no skip."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.skip_rates import read_skip_rate
from musicanalyser.roast.facts.surprise import OrdinarySize, Proportion, compare_shares
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    skips = reports.current(kind.statistic)
    row = skips.part("never-skipped-tracks").first
    plays = row.count("plays_known")
    # Half as surprising as for a track chosen beforehand: some track of many is never skipped.
    distance = compare_shares(Proportion(0.0, plays), read_skip_rate(skips)) / 2
    return Claim(
        figures=(make_count("plays", plays),),
        names=row.music_name("title").names,
        from_others=distance,
        support=plays,
    )


KIND = FactKind(
    statistic="skips",
    find=_find,
    least_evidence=10,  # plays of the track whose end is known
    ordinary=OrdinarySize(10),
    theme=Theme.SKIPPED,
    relation=Relation.AGAIN,
)
