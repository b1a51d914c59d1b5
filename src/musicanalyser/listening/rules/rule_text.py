"""Rules in words, as users write them."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from musicanalyser.model.rule import Rule, RuleAction
from musicanalyser.timespan import from_ms, start_of_day


def rule_text(rule: Rule, zone: ZoneInfo) -> str:
    """Return what a rule says, as ``merge artist 'A' into 'B'``; moments are in a zone."""
    named = f"{rule.action} {rule.level} {full_name(rule.artist, rule.name)!r}"
    return f"{named} {change_text(rule, zone)}".rstrip()


def change_text(rule: Rule, zone: ZoneInfo) -> str:
    """Return what becomes of the name of a rule, as ``into 'B'``, or the limits of an ignoring."""
    match rule.action:
        case RuleAction.IGNORE:
            return " ".join(_limits(rule, zone))
        case RuleAction.MERGE:
            return f"into {full_name(rule.new_artist, rule.new_name or '')!r}"
        case RuleAction.SPLIT:
            return f"on {rule.album!r} as {rule.new_name!r}"
        case RuleAction.RENAME:
            return f"to {rule.new_name!r}"


def full_name(artist: str | None, name: str) -> str:
    """Return a name with its artist, as in ``Artist - Title``."""
    return name if artist is None else f"{artist} - {name}"


def time_text(minute: int) -> str:
    """Return a time of day, given in minutes since midnight, as ``23:00``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def moment_text(moment_ms: int, zone: ZoneInfo) -> str:
    """Return ms since 1970 UTC as a date, if it is the start of one, else as a date with a time."""
    moment = from_ms(moment_ms, zone)
    if moment == start_of_day(moment.date(), zone):
        return moment.date().isoformat()
    return moment.replace(tzinfo=None).isoformat()


def _limits(rule: Rule, zone: ZoneInfo) -> Iterator[str]:
    if rule.from_minute is not None and rule.until_minute is not None:
        yield f"between {time_text(rule.from_minute)} and {time_text(rule.until_minute)}"
    if rule.since_ms is not None:
        yield f"since {moment_text(rule.since_ms, zone)}"
    if rule.until_ms is not None:
        yield f"until {moment_text(rule.until_ms, zone)}"
