"""Small changes to a module, each of which a test should notice."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=ast.AST)

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
_FACTOR = 10
_SKIPPED_FIELDS = {"decorator_list", "annotation", "returns"}
"""Parts of a function or class that the program does not compute with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change: the line it is made in, what it changes, and the whole module with it."""

    line: int
    what: str
    source: str


def mutations(source: str) -> Iterator[Mutation]:
    """Yield every mutation of a module, in the order of its lines."""
    for place, node in enumerate(_places(ast.parse(source))):
        for variant, replacement in enumerate(_replacements(node)):
            yield Mutation(
                line=getattr(node, "lineno", 0),
                what=_description(node, replacement, variant),
                source=_mutated(source, place, variant),
            )


def _description(node: ast.AST, replacement: ast.AST, variant: int) -> str:
    if elements := _elements(node):
        return f"without {ast.unparse(elements[variant])}"
    before, after = (ast.unparse(one).splitlines()[0] for one in (node, replacement))
    return f"{before}  ->  {after}"


def _mutated(source: str, place: int, variant: int) -> str:
    tree = ast.parse(source)
    node = [*_places(tree)][place]
    replacement = [*_replacements(node)][variant]
    return ast.unparse(ast.fix_missing_locations(_Replace(node, replacement).visit(tree)))


def _places(tree: ast.AST, *, is_table: bool = False) -> Iterator[ast.AST]:
    """Yield the nodes that the program computes with, each after the one it is part of.

    Literals of several elements are yielded for their elements only if they are values of a module:
    tables of rules.
    """
    if isinstance(tree, ast.If) and ast.unparse(tree.test) == "TYPE_CHECKING":
        return
    if is_table or not isinstance(tree, ast.Tuple | ast.List | ast.Set | ast.Dict):
        yield tree
    in_module, is_type = isinstance(tree, ast.Module), isinstance(tree, ast.Subscript)
    for field, value in ast.iter_fields(tree):
        if field in _SKIPPED_FIELDS:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                assigned = isinstance(part, ast.Assign | ast.AnnAssign)
                holds = (is_table and not is_type) or (in_module and assigned)
                yield from _places(part, is_table=holds)


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may be in place of a node."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                changed = deepcopy(node)
                changed.ops[place] = _swapped(operator)
                yield changed
        case ast.BoolOp() | ast.BinOp() if type(node.op) in _SWAPPED:
            yield _with(node, op=_swapped(node.op))
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant():
            yield from map(ast.Constant, _other_values(node.value))
        case ast.If():
            yield _with(node, test=ast.Constant(value=False))
        case ast.Return(value=ast.expr() as value) if not _is_falsy(value):
            yield ast.Return(ast.Constant(None))
        case _ if len(elements := _elements(node)) > 1:
            for place in range(len(elements)):
                yield _without(node, place)


def _is_falsy(value: ast.expr) -> bool:
    """Whether ``None`` in its place would be the same to most callers."""
    return isinstance(value, ast.Constant) and not value.value


def _other_values(value: object) -> Iterator[bool | float]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            if value >= _FACTOR:
                yield value // _FACTOR
        case float():
            yield value * _FACTOR


def _elements(node: ast.AST) -> list[ast.expr]:
    """Return the elements of a literal, or the values of a dict."""
    match node:
        case ast.Tuple() | ast.List() | ast.Set():
            return node.elts
        case ast.Dict():
            return node.values
        case _:
            return []


def _without(node: T, place: int) -> T:
    changed = deepcopy(node)
    del _elements(changed)[place]
    if isinstance(changed, ast.Dict):
        del changed.keys[place]
    return changed


def _swapped(operator: T) -> T:
    return _SWAPPED[type(operator)]()  # type: ignore[return-value]


def _with(node: T, **fields: ast.AST) -> T:
    changed = deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class _Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, node: ast.AST, replacement: ast.AST) -> None:
        self._node = node
        self._replacement = replacement

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._node:
            return self._replacement
        visited: ast.AST = super().visit(node)
        return visited
