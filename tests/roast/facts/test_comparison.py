"""Which claims are compared with the past, and from which evidence on there is a claim."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from musicanalyser.report import Span
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from tests.roast.synthetic_reports import (
    SINCE,
    WINDOW,
    WINDOW_DAYS,
    make_span,
    make_totals,
)

KIND = replace(KINDS["night"], least_evidence=20, ordinary=OrdinaryShare(0.1, 1.0))
FEW = replace(KIND, ordinary=OrdinaryShare(0.1, 1.0, is_low=True))


def _find(support: float) -> Claim | None:
    def find(_kind: FactKind, _reports: Reports) -> Claim:
        return Claim(figures=(), from_others=1, support=support)

    return replace(KIND, find=find).find_claim(Reports({}, {}))


def test_the_least_evidence_is_enough_for_a_claim() -> None:
    assert _find(20)
    assert not _find(19.9)


def _usual(claim: Claim) -> float | None:
    return next((figure.value for figure in claim.figures if figure.name == "usual"), None)


@pytest.mark.parametrize(("whole", "is_compared"), [(20, True), (19, False)])
def test_a_past_with_the_least_evidence_is_compared_with(whole: int, *, is_compared: bool) -> None:
    claim = claim_share(KIND, Proportion(0.5, 100), Proportion(0.2, whole))
    assert (_usual(claim) is not None) is claim.has_past is is_compared
    assert (claim.from_past > 0) is is_compared


def test_what_reads_the_same_is_not_repeated() -> None:
    claim = claim_share(KIND, Proportion(0.5, 100), Proportion(0.501, 100))
    assert (_usual(claim), claim.has_past) == (None, True)


def test_the_greater_of_both_distances_is_the_surprise() -> None:
    usual = claim_share(KIND, Proportion(0.73, 500), Proportion(0.72, 500))
    assert usual.surprise == usual.from_others > 2
    assert usual.is_usual
    moved = claim_share(KIND, Proportion(0.73, 500), Proportion(0.2, 500))
    assert moved.surprise >= usual.surprise
    assert not moved.is_usual


def test_a_change_against_the_kind_is_no_surprise() -> None:
    assert claim_share(KIND, Proportion(0.3, 500), Proportion(0.6, 500)).from_past == 0
    assert claim_share(FEW, Proportion(0.3, 500), Proportion(0.6, 500), since=1).from_past > 0
    assert claim_share(FEW, Proportion(0.6, 500), Proportion(0.3, 500), since=1).from_past == 0


def test_an_ordinary_share_is_told_only_if_it_moved_far() -> None:
    for kind, share, since in ((KIND, 0.1, 0.2), (FEW, 0.3, 0.2)):
        with pytest.raises(UnknownError):
            claim_share(kind, Proportion(share, 500), None, since=since)
    moved = claim_share(KIND, Proportion(0.15, 900), Proportion(0.02, 900), since=0.2)
    assert moved.from_past >= 2


def _reports(first_day: date, span: Span = WINDOW) -> Reports:
    return Reports({"totals": make_totals(first_day=first_day, span=span)}, {})


@pytest.mark.parametrize(("windows", "days"), [(0, 0), (1, 0), (0, 90), (1, 90)])
def test_a_history_may_begin_five_percent_late(windows: int, days: int) -> None:
    needed = windows * WINDOW_DAYS + days
    late = (WINDOW_DAYS + needed) // 20
    latest = (SINCE - timedelta(days=needed) + timedelta(days=late)).date()
    _reports(latest).require_history(windows=windows, days=days)
    with pytest.raises(UnknownError):
        _reports(latest + timedelta(days=1)).require_history(windows=windows, days=days)


def test_all_of_the_history_covers_itself_and_nothing_before() -> None:
    reports = _reports(SINCE.date(), make_span(None))
    reports.require_history()
    for needed in ({"windows": 1}, {"days": 1}):
        with pytest.raises(UnknownError):
            reports.require_history(**needed)


def test_a_window_that_begins_with_time_itself_has_nothing_before() -> None:
    reports = _reports(date(1, 1, 1), make_span(SINCE.replace(year=1)))
    with pytest.raises(UnknownError):
        reports.require_history(windows=1)


def test_numbers_may_be_zero_and_shares_may_be_all() -> None:
    row = ReportRow({"none": 0, "all": 1.0, "less": -1, "more": 1.01, "flag": True, "part": 0.1})
    assert (row.count("none"), row.share("none"), row.share("all")) == (0, 0, 1)
    for column in ("less", "more", "flag", "absent"):
        with pytest.raises(UnknownError):
            row.share(column)
    with pytest.raises(UnknownError):
        row.count("part")
