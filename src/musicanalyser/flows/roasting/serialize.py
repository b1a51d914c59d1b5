"""Facts and personas as snapshots keep them: JSON, read back into what they were."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from musicanalyser.roast.persona import Evidence, Fact, Figure, Persona, RoastLine, Unit


def facts_as_text(facts: Sequence[Fact]) -> str:
    """Return facts as one line of JSON, the same for the same facts."""
    return _dumped([asdict(fact) for fact in facts])


def persona_as_text(persona: Persona) -> str:
    """Return a persona as one line of JSON."""
    return _dumped(asdict(persona))


def facts_of(text: str) -> tuple[Fact, ...]:
    """Return the facts that `facts_as_text` wrote."""
    return tuple(_fact(one) for one in json.loads(text))


def persona_of(text: str) -> Persona:
    """Return the persona that `persona_as_text` wrote."""
    kept: dict[str, Any] = json.loads(text)
    lines = (RoastLine(text=one["text"], fact_ids=tuple(one["fact_ids"])) for one in kept["roast"])
    return Persona(
        name=kept["name"],
        tagline=kept["tagline"],
        summary=kept["summary"],
        roast=tuple(lines),
        traits=tuple(kept["traits"]),
        evidence=tuple(Evidence(**one) for one in kept["evidence"]),
        redeeming=kept["redeeming"],
    )


def _fact(kept: dict[str, Any]) -> Fact:
    figures = (
        Figure(name=one["name"], value=one["value"], unit=Unit(one["unit"]))
        for one in kept["figures"]
    )
    return Fact(**{**kept, "figures": tuple(figures), "names": tuple(kept["names"])})


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
