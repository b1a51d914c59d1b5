"""Facts and personas as JSON, for snapshots: written, and read back unchanged."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from msgspec import convert

from musicanalyser.roast.persona import Fact, Persona


def facts_to_json(facts: Sequence[Fact]) -> str:
    """Return facts as one line of JSON, the same for the same facts."""
    return _dump([asdict(fact) for fact in facts])


def persona_to_json(persona: Persona) -> str:
    """Return a persona as one line of JSON."""
    return _dump(asdict(persona))


def facts_from_json(text: str) -> tuple[Fact, ...]:
    """Return the facts that `facts_to_json` wrote."""
    return convert(json.loads(text), tuple[Fact, ...])


def persona_from_json(text: str) -> Persona:
    """Return the persona that `persona_to_json` wrote."""
    return convert(json.loads(text), Persona)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
