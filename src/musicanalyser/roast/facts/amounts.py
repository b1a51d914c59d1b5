"""Facts about how much was heard, and of what."""

from dataclasses import replace

from musicanalyser.roast.facts.comparison import past_of, share_claim
from musicanalyser.roast.facts.report_values import ReportReader, Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim, claim, days, length_ms, share, written
from musicanalyser.roast.facts.surprise import Proportion, beyond, moved
from musicanalyser.units import DAY_MS, HOUR_MS

_KINDS = ("music", "podcast", "audiobook", "video", "unknown")
_PRIVATE = "private (taken in above)"
"""So `stats totals` calls private plays where they were asked for."""


def total_time(reports: Reports) -> Claim:
    """Tell how much music was heard, and how many days on end that would be."""
    heard_ms = reports.now("overview").first.count("heard_ms")
    listened_days = reports.now("streaks").first.count("days")
    figures = [length_ms("heard", heard_ms)]
    sentence = "{heard} of music were heard."
    if heard_ms >= DAY_MS:
        figures.append(days("days", heard_ms / DAY_MS))
        sentence = "{heard} of music were heard, as much as {days} without a pause."
    surprise = beyond(heard_ms / max(listened_days, 1), "total-time")
    return claim(sentence, *figures, surprise=surprise, support=heard_ms / HOUR_MS)


def time_change(reports: Reports) -> Claim:
    """Tell how the time heard has changed against the window before."""
    before_ms = reports.before("overview").count("heard_ms")
    now_ms = reports.now("overview").first.count("heard_ms")
    change = share("change", abs(now_ms / before_ms - 1) if before_ms else 0.0)
    if written(change) == "0 %":
        raise UnknownError("change")
    verb = "rose" if now_ms > before_ms else "fell"
    return claim(
        f"Listening time {verb} by {{change}}, from {{before}} in the window before to {{now}}.",
        change,
        length_ms("before", before_ms),
        length_ms("now", now_ms),
        surprise=moved(now_ms, before_ms),
        support=min(now_ms, before_ms) / HOUR_MS,
    )


def podcasts(reports: Reports) -> Claim:
    """Tell how much of the time goes to podcasts rather than to music."""
    totals = reports.now("totals")
    told = share_claim(
        "podcasts",
        "{share} of the time went to podcasts rather than music",
        _podcast_share(totals),
        past_of(reports, "totals", _podcast_share),
    )
    return replace(told, support=_of_kind(totals, "podcast", "plays"))


def private(reports: Reports) -> Claim:
    """Tell how much was heard in private, where private plays were asked for."""
    totals = reports.now("totals")
    told = share_claim(
        "private",
        "{share} of the time was heard in private sessions",
        _private_share(totals),
        past_of(reports, "totals", _private_share),
    )
    return replace(told, support=_of_kind(totals, _PRIVATE, "plays"))


def _podcast_share(totals: ReportReader) -> Proportion:
    return _share(totals, "podcast", of=("music", "podcast"))


def _private_share(totals: ReportReader) -> Proportion:
    return _share(totals, _PRIVATE, of=_KINDS)


def _share(totals: ReportReader, kind: str, *, of: tuple[str, ...]) -> Proportion:
    """Return the share of the time; the plays of the whole are what it rests on."""
    whole_ms = sum(_of_kind(totals, one, "heard_ms") for one in of)
    plays = sum(_of_kind(totals, one, "plays") for one in of)
    part_ms = _of_kind(totals, kind, "heard_ms")
    return Proportion(min(1.0, part_ms / whole_ms) if whole_ms else 0.0, plays)


def _of_kind(totals: ReportReader, kind: str, column: str) -> int:
    """Return a figure of one kind; what has no row was not heard."""
    rows = (line for line in totals.lines if line.cells.get("kind") == kind)
    return sum(line.count(column) for line in rows)
