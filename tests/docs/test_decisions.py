"""The records of decisions are complete, numbered and listed."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Rejected", "Consequences"]


def _title(record: Path) -> str:
    return record.read_text("utf-8").partition("\n")[0]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_its_number_a_date_and_every_part(record: Path) -> None:
    text = record.read_text("utf-8")
    assert re.match(rf"# {int(record.name[:3])}\. .+\n\n20\d\d-\d\d-\d\d\b", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS


def test_records_are_numbered_without_a_gap() -> None:
    assert [int(record.name[:3]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_the_index_lists_every_record_with_its_title() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    listed = re.findall(r"^- \[(\d+\. .+)\]\((.+)\)$", index, re.MULTILINE)
    assert sorted((file, f"# {title}") for title, file in listed) == [
        (record.name, _title(record)) for record in RECORDS
    ]


def test_every_dependency_has_a_reason() -> None:
    (record,) = FOLDER.glob("*-dependencies.md")
    table = re.findall(r"^\| (`.+`) \|", record.read_text("utf-8"), re.MULTILINE)
    listed = {name for cell in table for name in re.findall(r"`([\w-]+)`", cell)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["desktop"] + extras["lyrics"]
    names = {re.split(r"[<>=;\[ ]", needed)[0] for needed in wanted}
    assert listed == names
