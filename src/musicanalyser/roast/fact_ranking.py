"""The facts about a listener: true sentences with their figures, the most surprising first."""

from collections.abc import Mapping

from musicanalyser.report import Report
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact

MAX_FACTS = 25
"""As many as fit the context of a small local model together with the rules."""
_DIGITS = 3
"""Surprise is rounded to these digits, so that no rank depends on how a machine rounds."""


def find_facts(
    current: Mapping[str, Report], past: Mapping[str, Report], *, limit: int = MAX_FACTS
) -> tuple[Fact, ...]:
    """Return the facts about a window, at most one of each kind, the most surprising first.

    Contradictions are found best in lists of about 100 rows, and hours in an hourly heatmap.

    Args:
        current: The reports of the window, by statistic. A report that is missing, or has too few
            plays, gives no fact.
        past: The reports of a time in the listener's own past, likewise.
        limit: The number of facts at most.
    """
    reports = Reports(current, past)
    claims = {name: claim for name, kind in KINDS.items() if (claim := kind.find_claim(reports))}
    ranked = sorted(claims, key=lambda name: -_round_surprise(claims[name]))
    return tuple(
        _make_fact(f"F{rank}", name, claims[name], reports)
        for rank, name in enumerate(ranked[:limit], 1)
    )


def _round_surprise(claim: Claim) -> float:
    return round(claim.surprise, _DIGITS)


def _make_fact(fact_id: str, kind: str, claim: Claim, reports: Reports) -> Fact:
    statistic = KINDS[kind].statistic
    coverage = reports.current(statistic).report.coverage
    return Fact(
        id=fact_id,
        kind=kind,
        text=claim.text,
        figures=claim.figures,
        names=claim.names,
        statistic=statistic,
        surprise=_round_surprise(claim),
        coverage=coverage.share if coverage else 1.0,
    )
