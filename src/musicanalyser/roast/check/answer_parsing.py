"""Parses the answer of a model into a draft of a persona."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from musicanalyser.roast.answer_schema import Schema, build_schema
from musicanalyser.roast.sanitize import sanitize_output

_MAX_ANSWER_LENGTH = 100_000
"""Characters of an answer that are read."""
_MAX_TEXT_LENGTH = 2000
"""A longer text is cut here; the check refuses far shorter ones for their length."""
_MAX_KEY_LENGTH = 60
"""Characters of an unknown key that a fault quotes."""
_TYPES: Mapping[str, type[object]] = {"object": dict, "array": list, "string": str}
_SCHEMA = build_schema(())
_MAY_LACK = frozenset({"claims", "rhetoric"})
"""Small models are not asked for them."""


class FaultyAnswerError(Exception):
    """An answer that is not of the shape asked for; ``faults`` are sentences that say why."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """What a model says it asserts: its words, the figure ``F1.share``, and the relation."""

    said: str
    figure: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A line as a model wrote it, not checked."""

    text: str
    fact_ids: tuple[str, ...]
    claims: tuple[DraftClaim, ...] = ()
    rhetoric: tuple[str, ...] = ()
    """Words with comic numbers, which count nothing of the listener."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A persona as a model wrote it, not checked."""

    name: str
    tagline: str
    roast: tuple[DraftLine, ...]
    stamp: str
    redeeming: str


def parse_draft(text: str) -> Draft:
    """Return the draft in an answer: its first complete JSON object; other text is ignored.

    Every text is sanitized to one line. Ids, numbers and names are not checked.

    Raises:
        FaultyAnswerError: If there is no such object, or it does not follow the schema.
    """
    found = _find_object(text[:_MAX_ANSWER_LENGTH])
    if found is None:
        raise FaultyAnswerError(
            ("the answer holds no complete JSON object of the shape asked for",)
        )
    faults = tuple(_find_schema_faults(found, _SCHEMA, "the answer"))
    if faults:
        raise FaultyAnswerError(faults)
    return _make_draft(found)


def _find_object(text: str) -> dict[str, Any] | None:
    """Return the first object with a key of the schema; braces may stand in prose, too."""
    decoder = json.JSONDecoder()
    for brace in re.finditer("{", text):
        try:
            found, _ = decoder.raw_decode(text, brace.start())
        except ValueError:
            continue
        except RecursionError:
            return None
        if found.keys() & _SCHEMA["properties"].keys():
            return cast("dict[str, Any]", found)
    return None


def _find_schema_faults(value: object, schema: Schema, where: str) -> Iterator[str]:
    """Yield where a value does not follow its schema; which ids exist is checked elsewhere."""
    if not isinstance(value, _TYPES[schema["type"]]):
        yield f"{where} must be of type {schema['type']}"
    elif isinstance(value, dict):
        yield from _find_object_faults(value, schema, where)
    elif isinstance(value, list):
        least, most = schema["minItems"], schema["maxItems"]
        if not least <= len(value) <= most:
            yield f"{where} must hold {least} to {most} items, not {len(value)}"
        for number, item in enumerate(value, start=1):
            yield from _find_schema_faults(item, schema["items"], f"{where} {number}")


def _find_object_faults(value: dict[str, object], schema: Schema, where: str) -> Iterator[str]:
    properties = schema["properties"]
    lacking = [key for key in properties if key not in value and key not in _MAY_LACK]
    yield from (f"{where} lacks {key}" for key in lacking)
    for key, item in value.items():
        if key in properties:
            item_where = key if schema is _SCHEMA else f"{where}.{key}"
            yield from _find_schema_faults(item, properties[key], item_where)
        else:
            yield f"{where} must not hold {sanitize_output(key, _MAX_KEY_LENGTH)}"


def _make_draft(found: Mapping[str, Any]) -> Draft:
    return Draft(
        name=_sanitize(found["name"]),
        tagline=_sanitize(found["tagline"]),
        roast=tuple(map(_make_line, found["roast"])),
        stamp=_sanitize(found["stamp"]),
        redeeming=_sanitize(found["redeeming"]),
    )


def _make_line(found: Mapping[str, Any]) -> DraftLine:
    claims = (
        DraftClaim(**{key: _sanitize(text) for key, text in claim.items()})
        for claim in found.get("claims", ())
    )
    return DraftLine(
        text=_sanitize(found["line"]),
        fact_ids=tuple(map(_sanitize, found["fact_ids"])),
        claims=tuple(claims),
        rhetoric=tuple(map(_sanitize, found.get("rhetoric", ()))),
    )


def _sanitize(text: str) -> str:
    return sanitize_output(text, _MAX_TEXT_LENGTH)
