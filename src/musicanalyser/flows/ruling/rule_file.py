"""Rules as a TOML file: written to be kept, and read into another history."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import tomlkit

from musicanalyser.errors import Error, UsageError
from musicanalyser.invisible_characters import is_visible
from musicanalyser.listening.rules.counted_names import says_nothing
from musicanalyser.listening.rules.rule_text import time_text
from musicanalyser.model.rule import RULE_FIELDS, Rule, RuleAction, RuleLevel, rule_of
from musicanalyser.timespan import from_ms, to_ms
from musicanalyser.timespan.parsing import parse_time_of_day

_UTC = ZoneInfo("UTC")
_TEXTS = ("action", "level", "name", "artist", "album", "new_name", "new_artist")
_LIMITS = ("since", "until", "between")
_ALLOWED = {
    RuleAction.IGNORE: {"artist", *_LIMITS},
    RuleAction.MERGE: {"artist", "new_name", "new_artist"},
    RuleAction.SPLIT: {"artist", "album", "new_name"},
    RuleAction.RENAME: {"artist", "new_name"},
}
"""The keys of each rule, beside those of all."""
_OPTIONAL = {"artist", "new_artist", *_LIMITS}
HINT = "Compare the file with what `musicanalyser rules export` writes."


def write_rules(rules: Iterable[Rule]) -> str:
    """Return rules as the text of a TOML file, in order; moments are in UTC."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Rules of musicanalyser, in the order in which they apply."))
    tables = tomlkit.aot()
    for rule in rules:
        tables.append(tomlkit.item(dict(_entries(rule))))
    document.add("rules", tables)
    return tomlkit.dumps(document)


class ReadRules(NamedTuple):
    """The rules of a file, in its order, and one sentence on each that is none."""

    rules: list[Rule]
    wrong: list[str]


def read_rules(path: Path) -> ReadRules:
    """Return the rules of a TOML file; what is no rule stops none of the others.

    Raises:
        Error: If the file cannot be read, is not TOML, or holds no list of rules.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("rules", [])
    except OSError as error:
        raise Error(f"{path} cannot be read: {error.strerror}.", hint="Check the path.") from None
    except ValueError as error:  # also of bytes that are no UTF-8
        raise Error(f"{path} is not TOML: {error}.", hint=HINT) from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Error("The file holds no list of rules.", hint=HINT)
    read = ReadRules([], [])
    for place, entries in enumerate(found, 1):
        try:
            read.rules.append(_read_rule(entries))
        except (KeyError, ValueError, UsageError) as error:
            what = f"{error} is missing" if isinstance(error, KeyError) else error
            read.wrong.append(f"Rule {place} of the file is left out: {what}.")
    return read


def _entries(rule: Rule) -> Iterator[tuple[str, object]]:
    for name in _TEXTS:
        value = getattr(rule, name)
        if value is not None:
            yield name, str(value)
    for name, ms in (("since", rule.since_ms), ("until", rule.until_ms)):
        if ms is not None:
            yield name, from_ms(ms, _UTC)
    if rule.from_minute is not None and rule.until_minute is not None:
        yield "between", [time_text(rule.from_minute), time_text(rule.until_minute)]


def _read_rule(entries: Mapping[str, object]) -> Rule:
    """Return a rule; raise KeyError, ValueError or UsageError if it is none."""
    rule = rule_of(_values(entries)[name] for name in RULE_FIELDS)
    _refuse_wrong_keys(rule, entries.keys() - {"action", "level", "name"})
    if rule.new_name is not None and not is_visible(rule.new_name):
        raise ValueError("'new_name' has no visible character")
    if says_nothing(rule):
        raise ValueError("the new name is the name that it has")
    return rule


def _values(entries: Mapping[str, object]) -> Mapping[str, str | int | None]:
    """Return the fields of a rule; those that it must have are there."""
    values: dict[str, str | int | None] = dict.fromkeys(RULE_FIELDS)
    for name in _TEXTS:
        if name in entries or name in {"action", "level", "name"}:
            values[name] = _text(entries[name], name)
    for name in ("since", "until"):
        if name in entries:
            values[f"{name}_ms"] = _moment_ms(entries[name], name)
    if "between" in entries:
        values["from_minute"], values["until_minute"] = _minutes(entries["between"])
    return values


def _refuse_wrong_keys(rule: Rule, keys: Iterable[str]) -> None:
    """Raise ValueError if a rule of this action and level has a key too many or too few."""
    keys, allowed = set(keys), _ALLOWED[rule.action]
    if rule.level is RuleLevel.ARTIST:
        allowed = allowed - {"artist", "new_artist"}
    if rule.action is RuleAction.SPLIT and rule.level is RuleLevel.ALBUM:
        raise ValueError("an album cannot be split")
    for name in sorted(keys - allowed):
        raise ValueError(f"{name!r} does not belong to {rule.action} {rule.level}")
    for name in sorted(allowed - _OPTIONAL - keys):
        raise ValueError(f"{name!r} is missing")


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name!r} is not a text")
    return value


def _moment_ms(value: object, name: str) -> int:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"{name!r} is not a date with a time and an offset")
    return to_ms(value)


def _minutes(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(v, str) for v in value):  # noqa: PLR2004 - from and to
        raise ValueError("'between' is not two times of day")
    start, end = map(parse_time_of_day, value)
    if start == end:
        raise ValueError("'between' is not two times that differ")
    return start, end
