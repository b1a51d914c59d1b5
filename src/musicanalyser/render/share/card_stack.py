"""Blocks below each other: which of them fit a card, and how high each becomes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_GAP = 44
"""The least pixels between two blocks."""
_WIDEST_GAP = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something to draw: ``draw`` gets its top and its height, from ``least`` to ``most``.

    A block that ``waits`` is shown only if those before it can have a ``good`` height.
    """

    least: float
    most: float
    draw: Callable[[float, float], Iterator[str]]
    good: float = 0
    waits: bool = False


def draw_stack(blocks: Sequence[Block], top: float, bottom: float) -> Iterator[str]:
    """Yield the first blocks that fit between two heights; free room goes to blocks, then gaps."""
    shown = _fitting(blocks, bottom - top)
    heights = [block.least for block in shown]
    gaps = max(len(shown) - 1, 1)
    free = bottom - top - sum(heights) - _GAP * (len(shown) - 1)
    for wanted in ([block.good for block in shown], [block.most for block in shown]):
        for place, height in enumerate(wanted):
            more = min(max(height - heights[place], 0), max(free, 0))
            heights[place] += more
            free -= more
    gap = min(_GAP + max(free, 0) / gaps, _WIDEST_GAP)
    for block, height in zip(shown, heights, strict=True):
        yield from block.draw(top, height)
        top += height + gap


def fits(blocks: Sequence[Block], room: float) -> bool:
    """Return whether there is room for all blocks."""
    return len(_fitting(blocks, room)) == len(blocks)


def _fitting(blocks: Sequence[Block], room: float) -> list[Block]:
    """Return the blocks in order, without those for which there is no room left."""
    shown = list[Block]()
    for block in blocks:
        taken = sum(max(one.least, one.good if block.waits else 0) for one in shown)
        if taken + block.least + _GAP * len(shown) <= room:
            shown.append(block)
    return shown
