"""Claims about shares and sizes, compared with the listener's own past if enough of it is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import format_figure, make_share
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import Proportion, Size, compare_shares, compare_sizes
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.persona import Figure

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Past(Generic[_T]):
    """A past value, and the end of a sentence that says when that was."""

    value: _T
    when: str


def read_past(
    reports: Reports, statistic: str, read: Callable[[ReportReader], _T]
) -> Past[_T] | None:
    """Return a value of the listener's past, for values that do not depend on a window's length."""
    try:
        return Past(read(reports.past(statistic)), reports.describe_past(statistic))
    except UnknownError:
        return None


def read_previous(
    reports: Reports, statistic: str, read: Callable[[ReportRow], _T]
) -> Past[_T] | None:
    """Return a value of the previous window, for values that depend on a window's length."""
    try:
        return Past(read(reports.previous(statistic)), "in the window before")
    except UnknownError:
        return None


def claim_share(
    kind: FactKind, sentence: str, now: Proportion, past: Past[Proportion] | None, *figures: Figure
) -> Claim:
    """Return a claim about ``{share}``; the sentence lacks its end and full stop."""
    share = make_share("share", now.value)
    if past is None or past.value.whole < kind.least_evidence:
        surprise = kind.surprise_without_past(now.value)
        return make_claim(f"{sentence}.", share, *figures, surprise=surprise, support=now.whole)
    usual = make_share("usual", past.value.value)
    surprise = compare_shares(now, past.value)
    return _claim_against(sentence, (share, *figures), usual, past.when, surprise, now.whole)


def claim_size(
    kind: FactKind, sentence: str, now: Size, past: Past[Size] | None, *figures: Figure
) -> Claim:
    """Return a claim about a size, the first figure; the sentence lacks its end and full stop."""
    if past is None or past.value.whole < kind.least_evidence:
        surprise = kind.surprise_without_past(now.value)
        return make_claim(f"{sentence}.", *figures, surprise=surprise, support=now.whole)
    usual = Figure(name="usual", value=past.value.value, unit=figures[0].unit)
    surprise = compare_sizes(now.value, past.value.value)
    return _claim_against(sentence, figures, usual, past.when, surprise, now.whole)


def _claim_against(
    sentence: str,
    figures: tuple[Figure, ...],
    usual: Figure,
    when: str,
    surprise: float,
    support: float,
) -> Claim:
    """End the sentence with the usual figure, unless it reads the same as the first figure."""
    if format_figure(usual) == format_figure(figures[0]):
        return make_claim(f"{sentence}.", *figures, surprise=surprise, support=support)
    end = f", against {{usual}} {when}."
    return make_claim(sentence + end, *figures, usual, surprise=surprise, support=support)
