"""Every benchmark can be run by its name."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main

_NO_BENCHMARKS = {"hello"}


def test_every_module_of_the_folder_is_a_benchmark() -> None:
    modules = {path.stem for path in Path(__file__).parent.glob("[!_]*.py")}
    assert {one for one in modules if not one.startswith("test_")} - _NO_BENCHMARKS == set(
        BENCHMARKS
    )


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_takes_a_command_line(name: str) -> None:
    assert callable(import_module(f"tests.benchmarks.{name}").run)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"no benchmark 'writing'\. Choose one of: startup, "):
        main(["writing"])


def test_help_lists_every_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"  {name}" in shown and about in shown for name, about in BENCHMARKS.items())


def test_the_page_on_performance_lists_every_benchmark() -> None:
    page = (Path(__file__).parents[2] / "docs" / "performance.md").read_text("utf-8")
    page, _, _ = page.partition("## Measured")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(BENCHMARKS)
