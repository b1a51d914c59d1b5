"""The shape of the tree: every room is small enough to read, and every name means one thing."""

import ast
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

from musicanalyser.enrich import SOURCES
from musicanalyser.imports import FORMATS as IMPORT_FORMATS
from musicanalyser.llm import PROVIDERS
from musicanalyser.render import FORMATS, PICTURES
from musicanalyser.stats import STATS
from musicanalyser.stats.pages import PAGES

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "src" / "musicanalyser"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
COMMANDS = "cli"
REGISTRIES: Mapping[str, Collection[str]] = {
    "stats": STATS,
    "stats/pages": PAGES,
    "imports": IMPORT_FORMATS,
    "imports/services": IMPORT_FORMATS,
    "enrich": SOURCES,
    "llm": PROVIDERS,
    "render/formats": {**FORMATS, **PICTURES},
}
"""The rooms that grow by one module an entry, and the names of their entries."""
OTHER_TESTS = {"benchmarks", "docs", "mutants", "oracle", "simulators"}
"""Folders of tests that are not about one room."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Size(NamedTuple):
    """A part of the code, and how many lines it has."""

    name: str
    lines: int


def room_of(path: Path) -> str:
    return path.parent.relative_to(PACKAGE).as_posix()


def is_entry(path: Path) -> bool:
    """Whether a module is a command or an entry of a registry: its name is what a user types."""
    name = path.stem.rstrip("_").replace("_", "-")
    return room_of(path) == COMMANDS or name in REGISTRIES.get(room_of(path), ())


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


def file_sizes() -> list[Size]:
    return [Size(str(path), len(path.read_text("utf-8").splitlines())) for path in MODULES]


def function_sizes() -> list[Size]:
    return [
        Size(f"{path.relative_to(PACKAGE)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, Function)
    ]


def command_sizes() -> list[Size]:
    """Return the sizes of the bodies that Typer calls, without their docstrings."""
    return [
        Size(f"{path.name}:{node.name}", _body_lines(node))
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, Function) and any(map(_is_command, node.decorator_list))
    ]


def _is_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "callback"}


def _body_lines(node: Function) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def over(limit: int, sizes: Collection[Size]) -> list[Size]:
    return [size for size in sizes if size.lines > limit]


def test_a_typical_file_is_read_at_a_glance() -> None:
    """Half of the files have 100 lines or fewer: one subject, and no scrolling back."""
    assert median(size.lines for size in file_sizes()) <= 100


def test_hardly_a_file_holds_two_subjects() -> None:
    """In a file of more than 200 lines there usually are two."""
    sizes = file_sizes()
    assert len(over(200, sizes)) <= 0.05 * len(sizes), over(200, sizes)


def test_most_functions_do_one_thing() -> None:
    """A function of up to 20 lines can be checked without notes."""
    sizes = function_sizes()
    assert len(over(20, sizes)) <= 0.15 * len(sizes)


def test_every_function_fits_on_a_screen() -> None:
    assert over(45, function_sizes()) == []


def test_a_command_leaves_the_work_to_the_flows() -> None:
    """What a command does must be callable without Typer, so its body is short."""
    sizes = command_sizes()
    assert len(sizes) > 20
    assert over(12, sizes) == []


def test_a_class_name_means_one_thing() -> None:
    """A reader who knows the class from one room must not meet another one elsewhere."""
    places = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_module_name_means_one_thing() -> None:
    """Only commands and entries of registries may share a name, as users chose it by a word."""
    names = Counter(path.stem for path in MODULES if not is_entry(path))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_name_is_in_three_rooms() -> None:
    """A statistic and its source may both be `genres`; a third would need the path each time."""
    names = Counter(path.stem for path in MODULES)
    assert [name for name, count in names.items() if count > 2] == []


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "common", "misc", "manager"])
def test_no_module_has_a_name_that_says_nothing(name: str) -> None:
    """Whatever has no other name ends up there, and nobody finds it again."""
    assert [path for path in PACKAGE.rglob("*") if path.stem == name] == []


def test_a_room_can_be_surveyed() -> None:
    """A list of 16 names is read whole. A registry is a list by nature, so entries do not count."""
    sizes = Counter(room_of(path) for path in MODULES if not is_entry(path))
    assert {room: size for room, size in sizes.items() if size > 16} == {}


def test_tests_are_where_their_subject_is() -> None:
    """The tests of a room are in the folder of the same name."""
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    units = {folder for folder in folders if folder.parts and folder.parts[0] not in OTHER_TESTS}
    assert {folder.as_posix() for folder in units if not (PACKAGE / folder).is_dir()} == set()
    assert all((TESTS / other).is_dir() for other in OTHER_TESTS)
