"""The shape of an answer: what a model is asked for, and what is checked when it comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many items a list holds, both ends included."""

    least: int
    most: int


LINES: Final = Bounds(3, 6)
CITED: Final = Bounds(1, 3)
"""Facts that one line cites."""
TRAITS: Final = Bounds(3, 5)
EVIDENCE: Final = Bounds(2, 5)

LENGTHS: Final = {
    "name": 40,
    "tagline": 90,
    "summary": 300,
    "line": 180,
    "trait": 40,
    "why": 140,
    "redeeming": 180,
}
"""Characters that each text is asked to keep to."""

Schema = dict[str, Any]
"""JSON, as far as a schema has it."""


def schema(fact_ids: Sequence[str], *, bounded: bool = False) -> Schema:
    """Return the JSON schema of a persona that can cite these facts and no others.

    It keeps to what every provider takes: flat, nothing optional, no references. ``bounded`` adds
    the length of each text, without which small local models find no end; not every provider takes
    it.
    """
    cited: Schema = {"type": "string", "enum": list(fact_ids)}
    texts = {name: _text(name, bounded=bounded) for name in LENGTHS}
    line = _object(line=texts["line"], fact_ids=_list(cited, CITED))
    evidence = _object(fact_id=cited, why=texts["why"])
    return _object(
        name=texts["name"],
        tagline=texts["tagline"],
        summary=texts["summary"],
        roast=_list(line, LINES),
        traits=_list(texts["trait"], TRAITS),
        evidence=_list(evidence, EVIDENCE),
        redeeming=texts["redeeming"],
    )


def _text(name: str, *, bounded: bool) -> Schema:
    return {"type": "string"} | ({"maxLength": LENGTHS[name]} if bounded else {})


def _list(items: Schema, bounds: Bounds) -> Schema:
    return {"type": "array", "minItems": bounds.least, "maxItems": bounds.most, "items": items}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
