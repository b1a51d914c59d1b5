import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from musicanalyser.errors import UsageError
from musicanalyser.render import FORMATS, PICTURES, SUFFIXES, format_for, formats


def test_every_module_of_formats_is_registered_under_its_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    assert modules == {*FORMATS, *PICTURES}
    for name, module in {**FORMATS, **PICTURES}.items():
        assert vars(module)["__name__"] == f"musicanalyser.render.formats.{name}"


def test_every_format_has_a_suffix() -> None:
    assert set(SUFFIXES.values()) == {*FORMATS, *PICTURES}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("week.svg", PICTURES["svg"]),
        ("week.HTML", PICTURES["html"]),
        ("week.json", FORMATS["json"]),
        ("week.jsonl", FORMATS["jsonl"]),
        ("week.csv", FORMATS["csv"]),
        ("week.md", FORMATS["markdown"]),
        ("week.2025.txt", FORMATS["table"]),
    ],
)
def test_the_suffix_of_a_file_chooses_its_format(name: str, expected: object) -> None:
    assert format_for(Path("out") / name) is expected


@pytest.mark.parametrize("name", ["week.pdf", "week", ".svg", "week."])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(UsageError) as refusal:
        format_for(Path(name))
    assert all(suffix in refusal.value.hint for suffix in SUFFIXES)


LOADED = """
import sys
from io import StringIO
from musicanalyser.render import FORMATS, OutputStyle
from musicanalyser.render.style import ColourDepth
from musicanalyser.report import Column, Report
report = Report(name="x", title="x", columns=(Column(name="a", title="A"),), rows=(("b",),))
for name in sys.argv[1:]:
    FORMATS[name].write(report, StringIO(), style=OutputStyle(width=80, depth=ColourDepth.FULL))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded_by(*names: str) -> set[str]:
    command = [sys.executable, "-c", LOADED, *names]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())  # noqa: S603 - a fresh interpreter is what is tested


def test_importing_the_room_loads_no_rich() -> None:
    assert "rich" not in loaded_by()


def test_formats_for_programs_and_markdown_do_without_rich() -> None:
    assert "rich" not in loaded_by("json", "jsonl", "csv", "markdown")
