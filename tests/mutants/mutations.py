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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change: the line it is made in, what it changes, and the whole module with it."""

    line: int
    what: str
    source: str


def mutations(source: str) -> Iterator[Mutation]:
    """Yield every mutation of a module, in the order of its syntax tree."""
    for place, node in enumerate(ast.walk(ast.parse(source))):
        for variant, replacement in enumerate(_replacements(node)):
            before, after = (ast.unparse(one).splitlines()[0] for one in (node, replacement))
            yield Mutation(
                line=getattr(node, "lineno", 0),
                what=f"{before}  ->  {after}",
                source=_mutated(source, place, variant),
            )


def _mutated(source: str, place: int, variant: int) -> str:
    tree = ast.parse(source)
    node = [*ast.walk(tree)][place]
    replacement = [*_replacements(node)][variant]
    return ast.unparse(ast.fix_missing_locations(_Replace(node, replacement).visit(tree)))


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
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
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float() as value):
            yield ast.Constant(value * _FACTOR)
        case ast.If():
            yield _with(node, test=ast.Constant(value=False))


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
