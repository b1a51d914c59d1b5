"""Writes a `Report` to a terminal, a pipe or a file: each format is a module with a ``write``.

Importing this package does not load Rich: formats import it when they write.
"""

from pathlib import Path
from typing import Protocol, TextIO

from musicanalyser.errors import UsageError
from musicanalyser.render.formats import csv, html, json, jsonl, markdown, svg, table
from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report

__all__ = ["FORMATS", "PICTURES", "SUFFIXES", "OutputFormat", "OutputStyle", "format_for"]


class OutputFormat(Protocol):
    """A module that writes reports in one format."""

    def write(self, report: Report, stream: TextIO, *, style: OutputStyle) -> None:
        """Write the whole report to a stream and leave it open.

        CSV writes its own line ends: open its stream with ``newline=""``.
        """
        ...


FORMATS: dict[str, OutputFormat] = {
    "table": table,
    "json": json,
    "jsonl": jsonl,
    "csv": csv,
    "markdown": markdown,
}
"""The values of ``--format``."""

PICTURES: dict[str, OutputFormat] = {"svg": svg, "html": html}
"""Formats for files only; they are always in colour."""

SUFFIXES: dict[str, OutputFormat] = {
    ".csv": csv,
    ".html": html,
    ".json": json,
    ".jsonl": jsonl,
    ".md": markdown,
    ".svg": svg,
    ".txt": table,
}
"""The format of a file, by the suffix of its name."""


def format_for(path: Path) -> OutputFormat:
    """Return the format for the suffix of a file name.

    Raises:
        UsageError: If no format has that suffix.
    """
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"No output format for {path.name!r}.",
            hint=f"Use a file name that ends in {', '.join(SUFFIXES)}.",
        ) from None
