"""The facts about a listener: true sentences with their figures, the most surprising first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from musicanalyser.report import Report
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import write_fact
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.repetition import says_same

MAX_FACTS = 25
"""As many as fit the context of a small local model together with the rules."""
_DIGITS = 3
"""Surprise is rounded to these digits, so that no rank depends on how a machine rounds."""


def find_facts(
    current: Mapping[str, Report], past: Mapping[str, Report], *, limit: int = MAX_FACTS
) -> tuple[Fact, ...]:
    """Return the facts about a window, at most one of each kind, the most surprising first.

    Of facts that say the same, the most surprising one is kept.

    Args:
        current: The reports of the window, by statistic. A report that is missing, or has too few
            plays, gives no fact. Only those that a kind needs are looked up.
        past: The reports of a time in the listener's own past, likewise.
        limit: The number of facts at most.
    """
    reports = Reports(current, past)
    claims = {name: claim for name, kind in KINDS.items() if (claim := kind.find_claim(reports))}
    facts = [_make_fact(name, claim, reports) for name, claim in claims.items()]
    ranked = list(_drop_repetitions(sorted(facts, key=lambda fact: -fact.surprise)))
    return tuple(replace(fact, id=f"F{rank}") for rank, fact in enumerate(ranked[:limit], 1))


def _drop_repetitions(ranked: Sequence[Fact]) -> Iterator[Fact]:
    kept: list[Fact] = []
    for fact in ranked:
        if not any(says_same(fact, other) for other in kept):
            kept.append(fact)
            yield fact


def _make_fact(kind: str, claim: Claim, reports: Reports) -> Fact:
    statistic = KINDS[kind].statistic
    coverage = reports.current(statistic).report.coverage
    fact = Fact(
        id="",
        kind=kind,
        text="",
        figures=claim.figures,
        names=claim.names,
        statistic=statistic,
        surprise=round(KINDS[kind].weight * claim.surprise, _DIGITS),
        coverage=coverage.share if coverage else 1.0,
        is_usual=claim.is_usual,
    )
    return replace(fact, text=write_fact(fact, "en"))
