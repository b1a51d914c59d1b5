"""Claims about shares and sizes, beside the listener's own past where enough of it is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from musicanalyser.roast.facts.least_evidence import LEAST
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim, claim, share, written
from musicanalyser.roast.facts.surprise import Proportion, apart, beyond, moved
from musicanalyser.roast.persona import Figure

_T = TypeVar("_T")


class Size(NamedTuple):
    """A size, and of how many it is the mean or the like."""

    value: float
    whole: float


@dataclass(frozen=True, slots=True)
class Past(Generic[_T]):
    """What something was, and when, as the end of a sentence."""

    was: _T
    when: str


def past_of(
    reports: Reports, statistic: str, read: Callable[[ReportReader], _T]
) -> Past[_T] | None:
    """Return what was in the listener's past, of what does not depend on how long that is."""
    try:
        return Past(read(reports.past(statistic)), reports.when(statistic))
    except UnknownError:
        return None


def before_of(reports: Reports, statistic: str, read: Callable[[ReportRow], _T]) -> Past[_T] | None:
    """Return what was in the window before, of what only windows of equal length can tell."""
    try:
        return Past(read(reports.before(statistic)), "in the window before")
    except UnknownError:
        return None


def share_claim(
    kind: str, sentence: str, now: Proportion, past: Past[Proportion] | None, *figures: Figure
) -> Claim:
    """Claim a share, ``{share}`` in a sentence that lacks its end."""
    told = share("share", now.value)
    if past is None or past.was.whole < LEAST[kind]:
        surprise = beyond(now.value, kind)
        return claim(f"{sentence}.", told, *figures, surprise=surprise, support=now.whole)
    usual = share("usual", past.was.value)
    surprise = apart(now, past.was)
    return _beside(sentence, (told, *figures), usual, past.when, surprise, now.whole)


def size_claim(
    kind: str, sentence: str, now: Size, past: Past[Size] | None, *figures: Figure
) -> Claim:
    """Claim a size, the first of the figures, in a sentence that lacks its end."""
    if past is None or past.was.whole < LEAST[kind]:
        surprise = beyond(now.value, kind)
        return claim(f"{sentence}.", *figures, surprise=surprise, support=now.whole)
    usual = Figure(name="usual", value=past.was.value, unit=figures[0].unit)
    surprise = moved(now.value, past.was.value)
    return _beside(sentence, figures, usual, past.when, surprise, now.whole)


def _beside(
    sentence: str,
    figures: tuple[Figure, ...],
    usual: Figure,
    when: str,
    surprise: float,
    support: float,
) -> Claim:
    """Set a figure of the past beside the first of the figures, unless they read the same."""
    if written(usual) == written(figures[0]):
        return claim(f"{sentence}.", *figures, surprise=surprise, support=support)
    end = f", against {{usual}} {when}."
    return claim(sentence + end, *figures, usual, surprise=surprise, support=support)
