"""Compares whole outputs with the files in ``golden/``, one a format.

After a change that is meant to change them, write them anew and read the difference:

    MUSICANALYSER_REWRITE_GOLDENS=1 pytest tests/render/test_goldens.py
"""

import os
from pathlib import Path

import pytest

from tests.render.output import output_of
from tests.render.samples import OVERVIEW, SAMPLES

GOLDEN = Path(__file__).parent / "golden"
TEXTS = [
    ("table", 80, "table.txt"),
    ("table", 140, "table-140.txt"),
    ("json", 80, "json.txt"),
    ("jsonl", 80, "jsonl.txt"),
    ("csv", 80, "csv.txt"),
    ("markdown", 80, "markdown.txt"),
]


def assert_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("MUSICANALYSER_REWRITE_GOLDENS"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "width", "file"), TEXTS, ids=[text[2] for text in TEXTS])
def test_every_sample_is_written_as_its_golden_says(name: str, width: int, file: str) -> None:
    """CSV has hostile text unescaped, which no file of this repository should contain."""
    samples = {key: each for key, each in SAMPLES.items() if (name, key) != ("csv", "hostile")}
    outputs = (
        f"=== {key}\n{output_of(report, name, width=width)}" for key, report in samples.items()
    )
    assert_golden(file, "".join(outputs).replace("\r\n", "\n"))


@pytest.mark.parametrize("name", ["svg", "html"])
def test_the_overview_is_drawn_as_its_golden_says(name: str) -> None:
    assert_golden(f"overview.{name}", output_of(OVERVIEW, name))
