"""The format of an answer: what a model must return, and what the check requires."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from musicanalyser.roast.persona import Fact


@dataclass(frozen=True, slots=True)
class ItemBounds:
    """How many items a list may have, both ends included."""

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least} to {self.most}"


class ClaimRelation(StrEnum):
    """What a claim asserts about a figure."""

    IS = "is"
    ABOUT = "about"
    MORE = "more"
    LESS = "less"
    ROSE = "rose"
    FELL = "fell"
    FIRST = "first"
    MOST = "most"
    ONLY = "only"
    NEVER = "never"
    NONE = "none"


LINE_BOUNDS: Final = ItemBounds(3, 6)
CITATION_BOUNDS: Final = ItemBounds(1, 3)
"""Facts that one line cites."""
_ASIDE_BOUNDS: Final = ItemBounds(0, 6)
"""Claims and comic numbers of one line."""

MAX_LENGTHS: Final = {
    "name": 40,
    "tagline": 90,
    "line": 220,
    "said": 60,
    "stamp": 120,
    "redeeming": 180,
}
"""Characters that each text should have at most."""

Schema = dict[str, Any]
"""A JSON schema."""


def build_schema(facts: Sequence[Fact], *, bounded: bool = False) -> Schema:
    """Return the JSON schema of an answer that can cite these facts and no others.

    It uses only what every provider supports: it is flat, without optional keys and references.
    ``bounded`` suits small local models, which do not stop without the maximum length of each text:
    they write no claims and no comic numbers.
    """
    cited: Schema = {"type": "string", "enum": [fact.id for fact in facts]}
    texts = {name: _text_schema(name, bounded=bounded) for name in MAX_LENGTHS}
    figures = [f"{fact.id}.{figure.name}" for fact in facts for figure in fact.figures]
    claim = _object_schema(
        said=texts["said"],
        figure={"type": "string", "enum": figures},
        relation={"type": "string", "enum": list(ClaimRelation)},
    )
    asides = {
        "claims": _list_schema(claim, _ASIDE_BOUNDS),
        "rhetoric": _list_schema(texts["said"], _ASIDE_BOUNDS),
    }
    line = _object_schema(
        line=texts["line"],
        fact_ids=_list_schema(cited, CITATION_BOUNDS),
        **({} if bounded else asides),
    )
    return _object_schema(
        name=texts["name"],
        tagline=texts["tagline"],
        roast=_list_schema(line, LINE_BOUNDS),
        stamp=texts["stamp"],
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
