"""Facts and personas as JSON, for snapshots: written, and read back unchanged."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from musicanalyser.roast.persona import Fact, Figure, Persona, RoastLine, Unit

_COVERAGE_KEY = "rests_on"
"""What snapshots call the coverage of a fact."""


def facts_to_json(facts: Sequence[Fact]) -> str:
    """Return facts as one line of JSON, the same for the same facts."""
    return _dump([_fact_to_values(fact) for fact in facts])


def persona_to_json(persona: Persona) -> str:
    """Return a persona as one line of JSON."""
    return _dump(asdict(persona))


def facts_from_json(text: str) -> tuple[Fact, ...]:
    """Return the facts that `facts_to_json` wrote."""
    return tuple(map(_fact_from_values, json.loads(text)))


def persona_from_json(text: str) -> Persona:
    """Return the persona that `persona_to_json` wrote, or an older one without a verdict."""
    values: dict[str, Any] = json.loads(text)
    return Persona(
        name=values["name"],
        tagline=values["tagline"],
        roast=tuple(
            RoastLine(text=line["text"], fact_ids=tuple(line["fact_ids"]))
            for line in values["roast"]
        ),
        stamp=values.get("stamp", ""),
        redeeming=values["redeeming"],
        phrases=tuple(values.get("phrases", ())),
    )


def _fact_to_values(fact: Fact) -> dict[str, Any]:
    values = asdict(fact)
    values[_COVERAGE_KEY] = values.pop("coverage")
    return values


def _fact_from_values(values: dict[str, Any]) -> Fact:
    figures = (
        Figure(name=figure["name"], value=figure["value"], unit=Unit(figure["unit"]))
        for figure in values["figures"]
    )
    return Fact(
        id=values["id"],
        kind=values["kind"],
        text=values["text"],
        figures=tuple(figures),
        names=tuple(values["names"]),
        statistic=values["statistic"],
        surprise=values["surprise"],
        coverage=values[_COVERAGE_KEY],
        is_usual=values.get("is_usual", False),
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
