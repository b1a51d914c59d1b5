"""Which claims are compared with the past, and from which evidence on there is a claim."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from musicanalyser.report import Span
from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.comparison import Past, claim_share, claim_size
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import Proportion, Size
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS
from tests.roast.synthetic_reports import (
    SINCE,
    WINDOW,
    WINDOW_DAYS,
    make_report,
    make_span,
    make_totals,
)

KIND = replace(KINDS["night"], least_evidence=20, ordinary=0.1)


def _find(support: float) -> Claim | None:
    def find(_kind: FactKind, _reports: Reports) -> Claim:
        return make_claim("So it is.", surprise=1, support=support)

    return replace(KIND, find=find).find_claim(Reports({}, {}))


def test_the_least_evidence_is_enough_for_a_claim() -> None:
    assert _find(20)
    assert not _find(19.9)


@pytest.mark.parametrize(("whole", "is_compared"), [(20, True), (19, False)])
def test_a_past_with_the_least_evidence_is_compared_with(whole: int, *, is_compared: bool) -> None:
    share = claim_share(
        KIND, "{share} did", Proportion(0.5, 100), Past(Proportion(0.2, whole), "before")
    )
    size = claim_size(
        KIND, "{plays} did", Size(8, 100), Past(Size(4, whole), "before"), make_count("plays", 8)
    )
    assert (share.text == "50 % did, against 20 % before.") is is_compared
    assert (size.text == "8 did, against 4 before.") is is_compared
    assert (size.surprise == pytest.approx(3)) is is_compared


def test_what_reads_the_same_is_not_repeated() -> None:
    past = Past(Proportion(0.501, 100), "before")
    assert claim_share(KIND, "{share} did", Proportion(0.5, 100), past).text == "50 % did."


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


@pytest.mark.parametrize(("gap_days", "when"), [(0, "before"), (-1, "in the long run")])
def test_a_past_that_ends_where_the_window_begins_was_before(gap_days: int, when: str) -> None:
    until = SINCE - timedelta(days=gap_days)
    past = make_report("skips", {"a": 1}, span=make_span(SINCE - timedelta(days=365), until))
    reports = Reports({"skips": make_report("skips", {"a": 1})}, {"skips": past})
    assert reports.describe_past("skips") == when


def test_numbers_may_be_zero_and_shares_may_be_all() -> None:
    row = ReportRow({"none": 0, "all": 1.0, "less": -1, "more": 1.01, "flag": True, "part": 0.1})
    assert (row.count("none"), row.share("none"), row.share("all")) == (0, 0, 1)
    for column in ("less", "more", "flag", "absent"):
        with pytest.raises(UnknownError):
            row.share(column)
    with pytest.raises(UnknownError):
        row.count("part")
