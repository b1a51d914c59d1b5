"""Facts about single tracks."""

from musicanalyser.roast.facts.report_values import Reports
from musicanalyser.roast.facts.sentences import Claim, claim, count, days, length_ms
from musicanalyser.roast.facts.surprise import beyond


def obsession(reports: Reports) -> Claim:
    """Tell the most plays of one track within a week."""
    line = reports.now("obsessions").part("peak-weeks").first
    plays = line.count("week_plays")
    week = (line.day("week_last_day") - line.day("week_first_day")).days + 1
    return claim(
        "{of} was played {plays} times within {days}.",
        count("plays", plays),
        days("days", week),
        surprise=beyond(plays, "obsession"),
        support=plays,
        of=line.named("title"),
    )


def repeat(reports: Reports) -> Claim:
    """Tell the most plays of one track on one day."""
    line = reports.now("obsessions").part("peak-days").first
    plays = line.count("day_plays")
    return claim(
        "{of} was played {plays} times on a single day.",
        count("plays", plays),
        surprise=beyond(plays, "repeat"),
        support=plays,
        of=line.named("title"),
    )


def most_played(reports: Reports) -> Claim:
    """Tell the track heard most."""
    line = reports.now("top-tracks").first
    plays = line.count("plays")
    return claim(
        "{of} is the most heard track: {plays} plays, {heard} in all.",
        count("plays", plays),
        length_ms("heard", line.count("heard_ms")),
        surprise=beyond(plays, "most-played"),
        support=plays,
        of=line.named("title"),
    )


def forgotten(reports: Reports) -> Claim:
    """Tell which favourite of old has been dropped."""
    line = reports.now("forgotten").part("forgotten-tracks").first
    plays = line.count("plays")
    return claim(
        "{of} had {plays} plays, and then none for {days}.",
        count("plays", plays),
        days("days", line.count("silent_days")),
        surprise=beyond(plays, "forgotten"),
        support=plays,
        of=line.named("title"),
    )
