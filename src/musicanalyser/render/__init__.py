"""A `Report` on a screen, in a pipe, in a picture: every format is a module with a ``write``.

Importing this room is cheap: a format loads what it draws with when it writes.
"""

from pathlib import Path
from typing import Protocol, TextIO

from musicanalyser.errors import UsageError
from musicanalyser.render.formats import csv, html, json, jsonl, markdown, svg, table
from musicanalyser.render.style import Look
from musicanalyser.report import Report

__all__ = ["FORMATS", "PICTURES", "SUFFIXES", "Look", "OutputFormat", "format_for"]


class OutputFormat(Protocol):
    """One way to write a report down."""

    def write(self, report: Report, stream: TextIO, *, look: Look) -> None:
        """Write the whole report to a stream, which stays open.

        CSV ends its lines itself: open its stream with ``newline=""``.
        """
        ...


FORMATS: dict[str, OutputFormat] = {
    "table": table,
    "json": json,
    "jsonl": jsonl,
    "csv": csv,
    "markdown": markdown,
}
"""What ``--format`` takes."""

PICTURES: dict[str, OutputFormat] = {"svg": svg, "html": html}
"""What only a file can hold. They are always in colour, and as wide as the look says."""

SUFFIXES: dict[str, OutputFormat] = {
    ".csv": csv,
    ".html": html,
    ".json": json,
    ".jsonl": jsonl,
    ".md": markdown,
    ".svg": svg,
    ".txt": table,
}
"""What the name of a file says about its format."""


def format_for(path: Path) -> OutputFormat:
    """Return the format that the suffix of a file asks for.

    Raises:
        UsageError: If no format is written under that suffix.
    """
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"The name {path.name!r} does not tell in which format to write.",
            hint=f"Let it end in one of {', '.join(SUFFIXES)}.",
        ) from None
