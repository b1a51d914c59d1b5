"""Compares what is written of ten listeners with the files in ``golden/``, to be read aloud.

After a change that is meant to change them, write them anew and read the difference:

    MUSICANALYSER_REWRITE_GOLDENS=1 pytest tests/roast/offline/test_goldens.py
"""

import os
from pathlib import Path

import pytest

from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Persona, Tone
from tests.roast.listeners import listeners

GOLDEN = Path(__file__).parent.parent / "golden"
ALL_TEN = range(10)
READINGS = [
    ("en", Tone.MEDIUM, ALL_TEN),
    ("en", Tone.GENTLE, [4]),
    ("en", Tone.SAVAGE, [6]),
    ("de", Tone.MEDIUM, [6]),
    ("es", Tone.MEDIUM, [9]),
]


def read(persona: Persona) -> str:
    return "\n".join(
        (
            persona.name,
            persona.tagline,
            "",
            persona.summary,
            "",
            *(f"- {line.text} [{' '.join(line.fact_ids)}]" for line in persona.roast),
            "",
            " · ".join(persona.traits),
            *(f"[{piece.fact_id}] {piece.why}" for piece in persona.evidence),
            "",
            persona.redeeming,
        )
    )


@pytest.mark.parametrize(("language", "tone", "places"), READINGS)
def test_a_persona_reads_as_its_golden_says(language: str, tone: Tone, places: list[int]) -> None:
    everyone = listeners()
    personas = [
        write_persona(everyone[one], tone=tone, language=language, seed=0) for one in places
    ]
    text = "\n\n* * *\n\n".join(map(read, personas)) + "\n"
    path = GOLDEN / f"offline-{language}-{tone}.txt"
    if os.environ.get("MUSICANALYSER_REWRITE_GOLDENS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
