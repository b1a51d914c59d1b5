"""Skip rates, and the formula of `skipped-favourite` and `skipped-artist`."""

from collections.abc import Iterator

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count, make_rank, make_share
from musicanalyser.roast.facts.report_values import ReportReader, UnknownError
from musicanalyser.roast.facts.surprise import Proportion, compare_shares
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_EXCESS = 1.5
"""How far, on the scale of surprises, a favourite's skip rate exceeds the usual one."""


def read_skip_rate(skips: ReportReader) -> Proportion:
    """Return the skip rate of the plays whose end is known."""
    return Proportion(skips.first.share("skip_rate"), skips.first.count("plays_known"))


def claim_skipped_favourite(
    kind: FactKind, reports: Reports, *, subject: str, head: int, title: str | None
) -> Claim:
    """Return a claim about the favourite that is skipped far more often than other music.

    The favourites are the first ``head`` of the list of ``tracks`` or ``artists``; ``title`` is the
    column of titles, ``None`` for artists.
    """
    found = _candidates(kind, reports, subject, head, title)
    best = max(found, key=lambda claim: claim.from_others, default=None)
    if best is None:
        raise UnknownError(subject)
    return best


def _candidates(
    kind: FactKind, reports: Reports, subject: str, head: int, title: str | None
) -> Iterator[Claim]:
    skips = reports.current(kind.statistic)
    usual = read_skip_rate(skips)
    ranks = {
        row.key(title): row.count("rank") for row in reports.current(f"top-{subject}").rows[:head]
    }
    for row in skips.part(f"most-skipped-{subject}").rows:
        rate = Proportion(row.share("rate"), row.count("plays_known"))
        rank = ranks.get(row.key(title))
        if rank is None or rate.whole < kind.least_evidence or rate.value <= usual.value:
            continue
        excess = compare_shares(rate, usual)
        if excess < _LEAST_EXCESS:
            continue
        yield Claim(
            figures=(
                make_share("share", rate.value),
                make_count("plays", rate.whole),
                make_rank("rank", rank),
                make_share("usual", usual.value),
            ),
            names=row.music_name(title).names,
            from_others=min(excess, kind.ordinary.distance(rate.value)),
            support=rate.whole,
        )
