"""Reads what a model answered as a persona, or says what is wrong with it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from musicanalyser.roast.answer_schema import Schema, schema
from musicanalyser.roast.persona import Evidence, Persona, RoastLine
from musicanalyser.roast.sanitize import safe_output

_LONGEST = 100_000
"""Characters of an answer that are looked at."""
_LONGEST_TEXT = 2000
"""More of a text is cut; far less is refused, with a word about its length."""
_SHOWN = 60
_TYPES: Mapping[str, type[object]] = {"object": dict, "array": list, "string": str}
_SHAPE = schema(())


class FaultyAnswerError(Exception):
    """An answer that is no persona; ``faults`` are sentences that say why."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def read_persona(text: str) -> Persona:
    """Read the first complete JSON object of an answer, whatever stands around it.

    Every text becomes one line without characters that act instead of being read. Whether ids,
    numbers and names are true is not judged here.

    Raises:
        FaultyAnswerError: If there is no such object, or it does not have the shape of a persona.
    """
    found = _first_object(text[:_LONGEST])
    if found is None:
        raise FaultyAnswerError(
            ("the answer holds no complete JSON object of the shape asked for",)
        )
    misfits = tuple(_misfits(found, _SHAPE, "the answer"))
    if misfits:
        raise FaultyAnswerError(misfits)
    return _persona(found)


def _first_object(text: str) -> dict[str, Any] | None:
    """Return the first object that has to do with a persona: braces stand in prose as well."""
    decoder = json.JSONDecoder()
    for brace in re.finditer("{", text):
        try:
            found, _ = decoder.raw_decode(text, brace.start())
        except ValueError:
            continue
        except RecursionError:
            return None
        if found.keys() & _SHAPE["properties"].keys():
            return cast("dict[str, Any]", found)
    return None


def _misfits(value: object, shape: Schema, where: str) -> Iterator[str]:
    """Find where a value departs from its schema; which ids exist is left to the facts."""
    if not isinstance(value, _TYPES[shape["type"]]):
        yield f"{where} must be of type {shape['type']}"
    elif isinstance(value, dict):
        properties = shape["properties"]
        yield from (f"{where} lacks {key}" for key in properties if key not in value)
        for key, item in value.items():
            if key in properties:
                yield from _misfits(
                    item, properties[key], key if shape is _SHAPE else f"{where}.{key}"
                )
            else:
                yield f"{where} must not hold {safe_output(key, _SHOWN)}"
    elif isinstance(value, list):
        least, most = shape["minItems"], shape["maxItems"]
        if not least <= len(value) <= most:
            yield f"{where} must hold {least} to {most} items, not {len(value)}"
        for place, item in enumerate(value, start=1):
            yield from _misfits(item, shape["items"], f"{where} {place}")


def _persona(found: Mapping[str, Any]) -> Persona:
    return Persona(
        name=_text(found["name"]),
        tagline=_text(found["tagline"]),
        summary=_text(found["summary"]),
        roast=tuple(
            RoastLine(text=_text(line["line"]), fact_ids=tuple(map(_text, line["fact_ids"])))
            for line in found["roast"]
        ),
        traits=tuple(map(_text, found["traits"])),
        evidence=tuple(
            Evidence(fact_id=_text(piece["fact_id"]), why=_text(piece["why"]))
            for piece in found["evidence"]
        ),
        redeeming=_text(found["redeeming"]),
    )


def _text(text: str) -> str:
    return safe_output(text, _LONGEST_TEXT)
