"""Every promise about security and privacy names the test that holds it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "docs" / name for name in ("security.md", "privacy.md")]
PROMISES = [
    (page.stem, *row)
    for page in PAGES
    for table in re.findall(
        r"^\| promise \| test \|\n\|[-|]+\|\n((?:\|.*\n)+)", page.read_text("utf-8"), re.MULTILINE
    )
    for row in re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)
]


def test_there_are_promises_on_both_pages() -> None:
    assert {page for page, _, _ in PROMISES} == {"security", "privacy"}
    assert len(PROMISES) > 40


@pytest.mark.parametrize(("page", "promise", "test"), PROMISES)
def test_a_promise_names_a_test_that_there_is(page: str, promise: str, test: str) -> None:
    path, _, name = test.strip("`").partition("::")
    assert (ROOT / path).is_file(), f"{page}: {promise}"
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, promise


def test_no_test_holds_two_promises_of_a_page() -> None:
    named = [(page, test) for page, _, test in PROMISES]
    assert len(set(named)) == len(named)
