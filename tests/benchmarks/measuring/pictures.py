"""Pictures of figures, drawn by the program's own renderer."""

from collections.abc import Sequence
from pathlib import Path

from musicanalyser.render import OutputStyle, format_for
from musicanalyser.report import Column, ColumnKind, Report

_WIDTH = 72


def draw_bars(path: Path, title: str, rows: Sequence[tuple[str, str, int]]) -> None:
    """Draw a bar of CPU time (ms) for each history and tool, and say where the picture is."""
    report = Report(
        name="benchmark",
        title=title,
        columns=(
            Column(name="plays", title="Plays"),
            Column(name="tool", title="Tool"),
            Column(name="cpu", title="CPU time, ms", kind=ColumnKind.COUNT, bar=True),
        ),
        rows=tuple(rows),
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        format_for(path).write(report, stream, style=OutputStyle(width=_WIDTH))
    print(f"Drawn: {path}\n")
