"""The format of an answer: what a model must return, and what the check requires."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class ItemBounds:
    """How many items a list may have, both ends included."""

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least} to {self.most}"


LINE_BOUNDS: Final = ItemBounds(3, 6)
CITATION_BOUNDS: Final = ItemBounds(1, 3)
"""Facts that one line cites."""
TRAIT_BOUNDS: Final = ItemBounds(3, 5)
EVIDENCE_BOUNDS: Final = ItemBounds(2, 5)

MAX_LENGTHS: Final = {
    "name": 40,
    "tagline": 90,
    "summary": 300,
    "line": 180,
    "trait": 40,
    "why": 140,
    "redeeming": 180,
}
"""Characters that each text should have at most."""

Schema = dict[str, Any]
"""A JSON schema."""


def build_schema(fact_ids: Sequence[str], *, bounded: bool = False) -> Schema:
    """Return the JSON schema of a persona that can cite these facts and no others.

    It uses only what every provider supports: it is flat, without optional keys and references.
    ``bounded`` adds the maximum length of each text. Small local models do not stop without it, and
    some providers do not support it.
    """
    cited: Schema = {"type": "string", "enum": list(fact_ids)}
    texts = {name: _text_schema(name, bounded=bounded) for name in MAX_LENGTHS}
    line = _object_schema(line=texts["line"], fact_ids=_list_schema(cited, CITATION_BOUNDS))
    evidence = _object_schema(fact_id=cited, why=texts["why"])
    return _object_schema(
        name=texts["name"],
        tagline=texts["tagline"],
        summary=texts["summary"],
        roast=_list_schema(line, LINE_BOUNDS),
        traits=_list_schema(texts["trait"], TRAIT_BOUNDS),
        evidence=_list_schema(evidence, EVIDENCE_BOUNDS),
        redeeming=texts["redeeming"],
    )


def _text_schema(name: str, *, bounded: bool) -> Schema:
    return {"type": "string"} | ({"maxLength": MAX_LENGTHS[name]} if bounded else {})


def _list_schema(items: Schema, bounds: ItemBounds) -> Schema:
    return {"type": "array", "minItems": bounds.least, "maxItems": bounds.most, "items": items}


def _object_schema(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
