"""What the pages name in the code exists."""

import re
from pathlib import Path
from pydoc import locate

import pytest

from musicanalyser import report, timespan
from musicanalyser.model import evidence, item, origin, play_end, player, rule, subject
from musicanalyser.timespan import local_clock

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "musicanalyser"
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
WORDS = re.findall(r"^\| ([a-z].+?) \| (.+) \| (.+) \|$", GLOSSARY, re.MULTILINE)[1:]

ROOMS = {path.stem for path in SOURCE.iterdir() if not path.name.startswith("_")}


def _modules(text: str) -> set[str]:
    """Return the dotted names in backticks, or after ``python -m``, that begin with a room."""
    names = re.findall(r"`(?:python -m )?([a-z_]+(?:\.\w+)+)[^`]*`", text)
    return {name for name in names if name.partition(".")[0] in {*ROOMS, "tests"}}


def _paths(text: str) -> set[str]:
    """Return the paths in backticks, but not patterns such as ``stats/NAME.py``."""
    paths = re.findall(r"`([\w./-]+/[\w./-]*)`", text)
    tops = {*ROOMS, "src", "tests", "docs", ".github", ".ci"}
    known = {path for path in paths if path.partition("/")[0] in tops}
    return {path for path in known if not re.search(r"[A-Z]{2}", path)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_class_and_path_on_a_page_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    assert {name for name in _modules(text) if not _exists(name)} == set()
    assert {path for path in _paths(text) if not _found(path)} == set()


def _exists(name: str) -> bool:
    full = name if name.startswith("tests.") else f"musicanalyser.{name}"
    return locate(full) is not None


def _found(path: str) -> bool:
    return (ROOT / path).exists() or (SOURCE / path).exists()


def test_words_of_the_glossary_are_sorted_and_explained_once() -> None:
    words = [word for word, _, _ in WORDS]
    assert words == sorted(set(words))


def test_every_word_of_the_glossary_says_where_it_is_defined() -> None:
    assert [word for word, _, where in WORDS if not _modules(where)] == []


@pytest.mark.parametrize(
    "module",
    [evidence, item, origin, play_end, player, rule, subject, report, timespan, local_clock],
)
def test_every_class_that_rooms_exchange_is_in_the_glossary(module: object) -> None:
    name = getattr(module, "__name__", "")
    own = [one for one in vars(module).values() if getattr(one, "__module__", None) == name]
    classes = {one.__name__ for one in own if isinstance(one, type)}
    words = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one).lower(): one for one in classes}
    explained = {word for words, _, _ in WORDS for word in re.split(r", | \(.*\)", words)}
    assert set(words) - explained == set()


def test_every_page_that_the_code_cites_exists() -> None:
    cited = {
        page
        for module in SOURCE.rglob("*.py")
        for page in re.findall(r"\bdocs/[\w/-]+\.md\b", module.read_text("utf-8"))
    }
    assert cited
    assert {page for page in cited if not (ROOT / page).exists()} == set()
