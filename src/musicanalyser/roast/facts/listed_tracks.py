"""The formulas of kinds that tell the first row of a list."""

from collections.abc import Mapping

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count, make_days, make_share
from musicanalyser.roast.facts.window_reports import Reports

_DAYS = "days"


def claim_listed(
    kind: FactKind, reports: Reports, *, part: str, counts: Mapping[str, str], measure: str
) -> Claim:
    """Return a claim about the first track of a part of a report.

    ``counts`` are the columns of its figures, by their names; the one named ``measure`` says how
    far it is from ordinary, and is its support.
    """
    row = reports.current(kind.statistic).part(part).first
    values = {name: row.count(column) for name, column in counts.items()}
    return Claim(
        figures=tuple(
            make_days(name, value) if name == _DAYS else make_count(name, value)
            for name, value in values.items()
        ),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(values[measure]),
        support=values[measure],
    )


def claim_top(kind: FactKind, reports: Reports, *, title: str | None) -> Claim:
    """Return a claim about the share of the listening time that the first entry has."""
    row = reports.current(kind.statistic).first
    share = row.share("share")
    return Claim(
        figures=(make_share("share", share),),
        names=row.music_name(title).names,
        from_others=kind.ordinary.distance(share),
        support=row.count("plays"),
    )
