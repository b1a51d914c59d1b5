"""A thin frame with a heading in its upper edge, for blocks that stand side by side."""

from collections.abc import Sequence

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText

EDGES = 4
"""The cells that a frame and its padding take of the width."""


def draw_frame(
    title: StyledText, lines: Sequence[StyledText], *, width: int, height: int, aside: str = ""
) -> list[StyledText]:
    """Return lines in a frame that is exactly so wide, and at least so many lines high inside.

    ``aside`` stands at the right of the upper edge if there is room.
    """
    inner = width - EDGES
    top = StyledText.assemble(("╭─ ", "frame"), title, " ")
    if aside and top.cell_len + len(aside) + EDGES <= width:
        top.append("─" * (width - top.cell_len - len(aside) - EDGES), "frame")
        top.append(f" {aside} ", SIDE)
    top.append("─" * (width - 1 - top.cell_len) + "╮", "frame")
    padded = [*lines, *[StyledText()] * (height - len(lines))]
    side = ("│", "frame")
    body = [StyledText.assemble(side, " ", line.fit(inner), " ", side) for line in padded]
    return [top, *body, StyledText(f"╰{'─' * (width - 2)}╯", style="frame")]
