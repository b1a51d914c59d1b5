"""All rules, with what each of them changes."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from musicanalyser.listening.rules.rule_text import change_text, full_name, rule_text, time_text
from musicanalyser.model.rule import StoredRule
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.store.rules.rule_reach import RuleReach
from musicanalyser.timespan import from_ms

_COLUMNS = (
    Column(name="number", title="#", kind=ColumnKind.COUNT),
    Column(name="action", title="Rule"),
    Column(name="level", title="Level"),
    Column(name="about", title="Name"),
    Column(name="change", title="Change"),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Time", kind=ColumnKind.DURATION),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT, detail=True),
    Column(name="created_at", title="Made", kind=ColumnKind.MOMENT, detail=True),
    Column(name="rule", title="In words", detail=True),
    Column(name="name", title="Name", detail=True),
    Column(name="artist", title="Artist", detail=True),
    Column(name="album", title="Album", detail=True),
    Column(name="new_name", title="New name", detail=True),
    Column(name="new_artist", title="New artist", detail=True),
    Column(name="since", title="Since", kind=ColumnKind.MOMENT, detail=True),
    Column(name="until", title="Until", kind=ColumnKind.MOMENT, detail=True),
    Column(name="from_time", title="From", detail=True),
    Column(name="until_time", title="To", detail=True),
)


def list_of_rules(
    rules: Sequence[StoredRule], reach: Mapping[int, RuleReach], zone: ZoneInfo
) -> Report:
    """Return rules in order of their numbers; moments are in a zone."""
    return Report(
        name="rules",
        title="Rules",
        columns=_COLUMNS,
        rows=tuple(_row(one, reach.get(one.number, RuleReach()), zone) for one in rules),
        definition="Tracks and plays of all kinds that a rule moves or ignores,"
        " whether or not another ignores them too.",
        notes=(
            "Rules apply in order of their numbers, each to the names that those before leave.",
            *(f"Rule {one.number}: {rule_text(one.rule, zone)}." for one in rules),
        ),
        empty="There are no rules. See: musicanalyser rules --help",
    )


def _row(stored: StoredRule, reach: RuleReach, zone: ZoneInfo) -> Row:
    rule = stored.rule
    return (
        stored.number,
        rule.action.value,
        rule.level.value,
        full_name(rule.artist, rule.name),
        change_text(rule, zone) or "always",
        reach.plays,
        reach.heard_ms if reach.heard_ms or not reach.plays else None,
        len(reach.track_ids),
        from_ms(stored.created_ms, zone),
        rule_text(rule, zone),
        rule.name,
        rule.artist,
        rule.album,
        rule.new_name,
        rule.new_artist,
        *(None if ms is None else from_ms(ms, zone) for ms in (rule.since_ms, rule.until_ms)),
        *(
            None if minute is None else time_text(minute)
            for minute in (rule.from_minute, rule.until_minute)
        ),
    )
