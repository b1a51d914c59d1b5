"""What is odd about a listener: true sentences with their figures, the most surprising first."""

from collections.abc import Mapping

from musicanalyser.report import Report
from musicanalyser.roast.facts.kinds import KINDS
from musicanalyser.roast.facts.least_evidence import LEAST
from musicanalyser.roast.facts.report_values import Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim
from musicanalyser.roast.persona import Fact

__all__ = ["find_facts"]

_DIGITS = 3
"""So many of a surprise are kept, so that no rank hangs on how a machine rounds."""


def find_facts(
    now: Mapping[str, Report], baseline: Mapping[str, Report], *, most: int = 25
) -> tuple[Fact, ...]:
    """Return at most so many facts, at most one of a kind, the most surprising first.

    ``now`` holds the reports of the window by statistic, and ``baseline`` those of the listener's
    own past. A report that is missing, or holds too little, makes no fact. Contradictions show best
    in long lists (a limit of 100 or so), and hours in an hourly heatmap. A report that states no
    coverage rests on all of the data.
    """
    reports = Reports(now, baseline)
    claims = {kind: found for kind in KINDS if (found := _claim(kind, reports))}
    ranked = sorted(claims, key=lambda kind: -_surprise(claims[kind]))
    return tuple(
        _fact(f"F{place}", kind, claims[kind], reports)
        for place, kind in enumerate(ranked[:most], 1)
    )


def _claim(kind: str, reports: Reports) -> Claim | None:
    try:
        found = KINDS[kind].find(reports)
    except UnknownError:
        return None
    return found if found.support >= LEAST[kind] else None


def _surprise(found: Claim) -> float:
    return round(found.surprise, _DIGITS)


def _fact(name: str, kind: str, found: Claim, reports: Reports) -> Fact:
    statistic = KINDS[kind].statistic
    coverage = reports.now(statistic).report.coverage
    return Fact(
        id=name,
        kind=kind,
        text=found.text,
        figures=found.figures,
        names=found.names,
        statistic=statistic,
        surprise=_surprise(found),
        rests_on=coverage.share if coverage else 1.0,
    )
