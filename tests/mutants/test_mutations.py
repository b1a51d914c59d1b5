"""What the planted bugs are."""

import ast

import pytest

from tests.mutants.mutations import mutations


@pytest.mark.parametrize(
    ("source", "planted"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a + b", ["a - b"]),
        ("a / b", ["a * b"]),
        ("50", ["51"]),
        ("0.3", ["3.0"]),
        ("True", ["False"]),
        ("if a:\n    b", ["if False:\n    b"]),
        ("a | b", []),
        ("'text'", []),
    ],
)
def test_each_place_is_changed_by_itself(source: str, planted: list[str]) -> None:
    assert [one.source for one in mutations(source)] == planted


def test_a_mutation_names_its_line_and_its_change() -> None:
    (one,) = mutations("a = b\nc = d == e\n")
    assert (one.line, one.what) == (2, "d == e  ->  d != e")


def test_every_mutation_can_be_parsed() -> None:
    source = "def f(a: int = 3) -> bool:\n    return not (a * 2 > 7 or a is None)\n"
    found = [*mutations(source)]
    assert len(found) == 8
    assert all(ast.parse(one.source) for one in found)
