"""The formula that `new-artists` and `kept-artists` share: a share of artists, and a long history.

An artist is new if the history holds no earlier play. If the history begins shortly before the
window, nearly every artist would be new.
"""

from collections.abc import Callable

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import Past, claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_HISTORY_DAYS = 90
"""How long before a window the history must begin: three months show most regular artists."""


def claim_share_of_artists(
    kind: FactKind,
    reports: Reports,
    *,
    sentence: str,
    artists: str,
    read_share: Callable[[ReportRow], Proportion],
) -> Claim:
    """Return a claim about a share of artists; ``artists`` is the name of the figure of all."""
    _require_long_history(reports, windows=0)
    row = reports.current(kind.statistic).first
    past = _read_previous(reports, kind.statistic, read_share)
    return claim_share(
        kind, sentence, read_share(row), past, make_count(artists, row.count("artists"))
    )


def _read_previous(
    reports: Reports, statistic: str, read_share: Callable[[ReportRow], Proportion]
) -> Past[Proportion] | None:
    try:
        _require_long_history(reports, windows=1)
    except UnknownError:
        return None
    return read_previous(reports, statistic, read_share)


def _require_long_history(reports: Reports, *, windows: int) -> None:
    reports.require_history(windows=windows, days=_LEAST_HISTORY_DAYS)
