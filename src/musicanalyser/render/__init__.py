"""Writes a `Report` to a terminal, a pipe or a file: each format is a module with a ``write``.

Importing this package loads no format and no Rich: formats import it when they write.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, TextIO

from musicanalyser.errors import UsageError
from musicanalyser.registry import Registry
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


_ROOM = "musicanalyser.render.formats"
FORMATS = Registry[OutputFormat](_ROOM, "table", "json", "jsonl", "csv", "markdown")
"""The values of ``--format``."""

PICTURES = Registry[OutputFormat](_ROOM, "svg", "png", "html")
"""Formats for files only; they are always in colour."""

SUFFIXES: Mapping[str, str] = {
    ".csv": "csv",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".png": "png",
    ".svg": "svg",
    ".txt": "table",
}
"""The name of the format of a file, by the suffix of its name."""


def format_for(path: Path) -> OutputFormat:
    """Return the format for the suffix of a file name.

    Raises:
        UsageError: If no format has that suffix.
    """
    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise UsageError(
            f"No output format for {path.name!r}.",
            hint=f"Use a file name that ends in {', '.join(SUFFIXES)}.",
        )
    return PICTURES[name] if name in PICTURES else FORMATS[name]
