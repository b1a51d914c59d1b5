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
        ("2", ["3"]),
        ("50", ["51", "5"]),
        ("0.3", ["3.0"]),
        ("True", ["False"]),
        ("if a:\n    b", ["if False:\n    b"]),
        ("a = ('x', 'y')", ["a = ('y',)", "a = ('x',)"]),
        ("a: T = {'x': b, 'y': c}", ["a: T = {'y': c}", "a: T = {'x': b}"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f():\n    return None", []),
        ("def f():\n    return False", ["def f():\n    return True"]),
        ("a | b", []),
        ("'text'", []),
        ("f(['x', 'y'])", []),
        ("T = dict[str, int]", []),
        ("@f(1)\ndef g(a: L[2]) -> L[3]:\n    pass", []),
        ("if TYPE_CHECKING:\n    a = 1", []),
    ],
)
def test_each_place_is_changed_by_itself(source: str, planted: list[str]) -> None:
    assert [one.source for one in mutations(source)] == planted


def test_a_mutation_names_its_line_and_its_change() -> None:
    (one,) = mutations("a = b\nc = d == e\n")
    assert (one.line, one.what) == (2, "d == e  ->  d != e")


def test_an_element_that_is_missing_is_named() -> None:
    assert [one.what for one in mutations("a = {'x': 'p', 'y': 'q'}")] == [
        "without 'p'",
        "without 'q'",
    ]


def test_every_mutation_can_be_parsed() -> None:
    source = "def f(a: int = 3) -> bool:\n    return not (a * 2 > 7 or a is None)\n"
    found = [*mutations(source)]
    assert len(found) == 9
    assert all(ast.parse(one.source) for one in found)
