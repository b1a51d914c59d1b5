"""Compares what is written of listeners with the files in ``golden/``, to be read aloud.

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
EVERYONE = tuple(listeners())
READINGS = [
    ("en", Tone.MEDIUM, EVERYONE),
    ("en", Tone.GENTLE, ("demo 5", "night owl")),
    ("en", Tone.SAVAGE, ("demo 7", "toddler", "one song")),
    ("de", Tone.MEDIUM, ("demo 7", "skipper", "seventies", "talk only")),
    ("es", Tone.MEDIUM, ("demo 10", "one band", "early bird", "night owl")),
]


def read(persona: Persona) -> str:
    return "\n".join(
        (
            persona.name,
            persona.tagline,
            "",
            *(f"- {line.text} [{' '.join(line.fact_ids)}]" for line in persona.roast),
            "",
            persona.stamp,
            persona.redeeming,
        )
    )


@pytest.mark.parametrize(("language", "tone", "names"), READINGS)
def test_a_persona_reads_as_its_golden_says(
    language: str, tone: Tone, names: tuple[str, ...]
) -> None:
    everyone = listeners()
    personas = [write_persona(everyone[one], tone=tone, language=language, seed=0) for one in names]
    text = "\n\n* * *\n\n".join(map(read, personas)) + "\n"
    path = GOLDEN / f"offline-{language}-{tone}.txt"
    if os.environ.get("MUSICANALYSER_REWRITE_GOLDENS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
