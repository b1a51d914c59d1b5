"""Claims about a share, compared with ordinary listeners and with the listener's own past."""

from collections.abc import Callable

from musicanalyser.roast.facts.claims import Claim, MusicName
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_share
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion, compare_shares
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.persona import Figure

_LEAST_CHANGE = 2.0
"""A change that is smaller does not make a figure worth telling that is ordinary."""


def read_past(
    reports: Reports, statistic: str, read: Callable[[ReportReader], Proportion]
) -> Proportion | None:
    """Return a share of the year before, for shares that do not depend on a window's length."""
    try:
        return read(reports.past(statistic))
    except UnknownError:
        return None


def read_previous(
    reports: Reports, statistic: str, read: Callable[[ReportRow], Proportion]
) -> Proportion | None:
    """Return a share of the previous window, for shares that depend on a window's length."""
    try:
        return read(reports.previous(statistic))
    except UnknownError:
        return None


def claim_share(
    kind: FactKind,
    now: Proportion,
    past: Proportion | None,
    *figures: Figure,
    since: float = 0.0,
    of: MusicName | None = None,
) -> Claim:
    """Return a claim about ``share``, with ``usual`` if there is a past that reads differently.

    ``since`` is the share from which on it is told; a kind about little is told up to it. A change
    that goes the other way than the kind says is no surprise.
    """
    is_low = isinstance(kind.ordinary, OrdinaryShare) and kind.ordinary.is_low
    has_past = past is not None and past.whole >= kind.least_evidence
    moved = 0.0
    if past is not None and has_past and (now.value < past.value) is is_low:
        moved = compare_shares(now, past)
    is_told = now.value <= since if is_low else now.value >= since
    if not is_told and moved < _LEAST_CHANGE:
        raise UnknownError("share")
    shown = (make_share("share", now.value), *figures)
    if past is not None and has_past and round(100 * past.value) != round(100 * now.value):
        shown = (*shown, make_share("usual", past.value))
    return Claim(
        figures=shown,
        names=of.names if of else (),
        from_past=moved,
        from_others=kind.ordinary.distance(now.value),
        support=now.whole,
        has_past=has_past,
    )
