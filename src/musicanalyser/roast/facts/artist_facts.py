"""Facts about artists, and about finding new ones."""

from collections.abc import Callable

from musicanalyser.roast.facts.comparison import Past, before_of, share_claim
from musicanalyser.roast.facts.least_evidence import LEAST
from musicanalyser.roast.facts.report_values import ReportRow, Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim, claim, count, rank, share
from musicanalyser.roast.facts.surprise import Proportion, beyond

_TOP = 10
"""How many artists `stats variety` counts to the top."""
_HEAD = 3
"""Who has climbed so high has arrived."""
_LEAST_CLIMB = 5
_LEAST_HISTORY_DAYS = 90
"""So long before a window the history must begin for what is new in it to be called new."""


def top_artist(reports: Reports) -> Claim:
    """Tell how much of the time goes to one artist."""
    line = reports.now("top-artists").first
    return claim(
        "{of} alone takes {share} of all listening time.",
        share("share", line.share("share")),
        surprise=beyond(line.share("share"), "top-artist"),
        support=line.count("plays"),
        of=line.named(),
    )


def climber(reports: Reports) -> Claim:
    """Tell which artist came from far behind, if the window before is known."""
    reports.require_held(windows=1)
    climbs = [
        (line.count("previous_rank") / line.count("rank"), line)
        for line in reports.now("top-artists").lines[:_HEAD]
        if line.cells.get("previous_rank") is not None and line.count("rank")
    ]
    climb, line = max(climbs, key=lambda one: one[0], default=(0, ReportRow({})))
    if climb < _LEAST_CLIMB:
        raise UnknownError("climber")
    return claim(
        "{of} rose from number {before} to number {rank} of the most heard artists.",
        rank("before", line.count("previous_rank")),
        rank("rank", line.count("rank")),
        surprise=beyond(climb, "climber"),
        support=line.count("plays"),
        of=line.named(),
    )


def top_ten(reports: Reports) -> Claim:
    """Tell how much of everything is by ten artists."""
    line = reports.now("variety").first
    artists = line.count("artists")
    return share_claim(
        "top-ten",
        "{top} of {artists} artists take {share} of plays",
        _top_share(line),
        before_of(reports, "variety", _top_share),
        count("top", _TOP),
        count("artists", artists),
    )


def effective_artists(reports: Reports) -> Claim:
    """Tell how few artists it amounts to."""
    line = reports.now("variety").first
    artists, effective = line.count("artists"), line.number("effective_artists")
    if not effective:
        raise UnknownError("effective_artists")
    return claim(
        "{artists} artists were played, which in variety amounts to {effective} played equally"
        " often.",
        count("artists", artists),
        count("effective", effective),
        surprise=beyond(artists / effective, "effective-artists"),
        support=artists,
    )


def new_artists(reports: Reports) -> Claim:
    """Tell how many of the artists are new, where the history is long enough to know."""
    _require_history(reports, windows=0)
    line = reports.now("overview").first
    return share_claim(
        "new-artists",
        "{share} of the {artists} artists heard were new",
        _new_share(line),
        _before(reports, "overview", _new_share),
        count("artists", line.count("artists")),
    )


def kept_artists(reports: Reports) -> Claim:
    """Tell how many of the new artists were more than a passing acquaintance."""
    _require_history(reports, windows=0)
    line = reports.now("discoveries").first
    return share_claim(
        "kept-artists",
        "{share} of {new} new artists were played again on a later day",
        _kept_share(line),
        _before(reports, "discoveries", _kept_share),
        count("new", line.count("artists")),
    )


def _top_share(line: ReportRow) -> Proportion:
    if line.count("artists") < LEAST["top-ten"]:
        raise UnknownError("top-ten")
    return Proportion(line.share("top_artists_share"), line.count("plays"))


def _new_share(line: ReportRow) -> Proportion:
    return Proportion.of(line.count("new_artists"), line.count("artists"))


def _kept_share(line: ReportRow) -> Proportion:
    return Proportion(line.share("artists_kept"), line.count("artists"))


def _before(
    reports: Reports, statistic: str, read: Callable[[ReportRow], Proportion]
) -> Past[Proportion] | None:
    """Return a share of what was new in the window before, if that can be known."""
    try:
        _require_history(reports, windows=1)
    except UnknownError:
        return None
    return before_of(reports, statistic, read)


def _require_history(reports: Reports, *, windows: int) -> None:
    """Insist that the history begins long before what is new in the window could be called so."""
    reports.require_held(windows=windows, days=_LEAST_HISTORY_DAYS)
