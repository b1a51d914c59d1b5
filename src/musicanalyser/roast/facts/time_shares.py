"""The formula that `podcasts` and `private` share: a kind's share of the listening time."""

from collections.abc import Callable
from dataclasses import replace

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.report_values import ReportReader
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports


def claim_share_of_time(
    kind: FactKind, reports: Reports, *, sentence: str, content: str, whole: tuple[str, ...]
) -> Claim:
    """Return a claim about the share of listening time that goes to one kind of content.

    ``content`` and ``whole`` are values of the column ``kind`` of `stats totals`. The support is
    the number of plays of the content.
    """
    totals = reports.current(kind.statistic)
    read_share = _make_share_reader(content, whole)
    past = read_past(reports, kind.statistic, read_share)
    claim = claim_share(kind, sentence, read_share(totals), past)
    return replace(claim, support=_sum_column(totals, "plays", content))


def _make_share_reader(
    content: str, whole: tuple[str, ...]
) -> Callable[[ReportReader], Proportion]:
    def read_share(totals: ReportReader) -> Proportion:
        whole_ms = sum(_sum_column(totals, "heard_ms", one) for one in whole)
        plays = sum(_sum_column(totals, "plays", one) for one in whole)
        part_ms = _sum_column(totals, "heard_ms", content)
        return Proportion(min(1.0, part_ms / whole_ms) if whole_ms else 0.0, plays)

    return read_share


def _sum_column(totals: ReportReader, column: str, content: str) -> int:
    """Return a figure of one kind of content, 0 if the report has no row of it."""
    rows = (row for row in totals.rows if row.cells.get("kind") == content)
    return sum(row.count(column) for row in rows)
