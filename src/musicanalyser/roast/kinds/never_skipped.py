"""The track with the most plays and no skip."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.skip_rates import read_skip_rate
from musicanalyser.roast.facts.surprise import Proportion, compare_shares
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    skips = reports.current(kind.statistic)
    row = skips.part("never-skipped-tracks").first
    plays = row.count("plays_known")
    # Half as surprising as for a track chosen beforehand: some track of many is never skipped.
    surprise = compare_shares(Proportion(0.0, plays), read_skip_rate(skips)) / 2
    return make_claim(
        "{of} was never skipped in {plays} plays.",
        make_count("plays", plays),
        surprise=surprise,
        support=plays,
        of=row.music_name("title"),
    )


KIND = FactKind(
    statistic="skips",
    find=_find,
    least_evidence=10,  # plays of the track whose end is known
    theme=Theme.SKIPS,
)
