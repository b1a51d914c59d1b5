"""Skip rates, and the formula of `skipped-favourite` and `skipped-artist`: a loved one skipped."""

from typing import NamedTuple

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count, make_rank, make_share
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import (
    CONTRADICTION_BONUS,
    MAX_SURPRISE,
    Proportion,
    compare_shares,
)
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_EXCESS = 2.0
"""Standard errors by which a favourite's skip rate must exceed the usual one."""


class Favourites(NamedTuple):
    """Which favourites may be skipped too often: where to look, and how far down the list."""

    subject: str
    """``tracks`` or ``artists``."""
    head: int
    """The first ranks of the list, which count as favourites."""
    title: str | None
    """The column of titles; ``None`` for artists."""


def read_skip_rate(skips: ReportReader) -> Proportion:
    """Return the skip rate of the plays whose end is known."""
    return Proportion(skips.first.share("skip_rate"), skips.first.count("plays_known"))


def claim_skipped_favourite(kind: FactKind, reports: Reports, *, favourites: Favourites) -> Claim:
    """Return a claim about the favourite that is skipped far more often than usual."""
    skips = reports.current(kind.statistic)
    usual = read_skip_rate(skips)
    subject, head, title = favourites
    ranks = {
        row.key(title): row.count("rank") for row in reports.current(f"top-{subject}").rows[:head]
    }
    candidates = [
        (excess, -ranks[row.key(title)], row)
        for row in skips.part(f"most-skipped-{subject}").rows
        if row.key(title) in ranks
        and row.count("plays_known") >= kind.least_evidence
        and (excess := _measure_excess(row, usual)) >= _LEAST_EXCESS
    ]
    if not candidates:
        raise UnknownError(subject)
    excess, minus_rank, row = max(candidates, key=lambda one: one[:2])
    return make_claim(
        f"{{share}} of {{plays}} plays of {{of}}, number {{rank}} of the most heard {subject}, were"
        " skipped, against {usual} of all plays.",
        make_share("share", row.share("rate")),
        make_count("plays", row.count("plays_known")),
        make_rank("rank", -minus_rank),
        make_share("usual", usual.value),
        surprise=min(MAX_SURPRISE, excess + CONTRADICTION_BONUS),
        support=row.count("plays_known"),
        of=row.music_name(title),
    )


def _measure_excess(row: ReportRow, usual: Proportion) -> float:
    """Return by how many standard errors a skip rate exceeds the usual one; 0 if it does not."""
    rate = Proportion(row.share("rate"), row.count("plays_known"))
    return compare_shares(rate, usual) if rate.value > usual.value else 0.0
