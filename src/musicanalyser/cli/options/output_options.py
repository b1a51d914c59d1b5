"""The options that choose the format of an answer, and a file for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.output_file import (
    open_replacement,
    refuse_any,
    refuse_own_file,
)
from musicanalyser.cli.terminal.screen_style import screen_style
from musicanalyser.errors import UsageError
from musicanalyser.render import FORMATS, PICTURES, SUFFIXES, OutputFormat, format_for
from musicanalyser.render.public_rows import without_private_rows
from musicanalyser.render.style import CardShape, ColourDepth
from musicanalyser.report import Layout, Report

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_PANEL = "Output"
_CARD_SUFFIXES = frozenset({".svg", ".png"})
_ROW_BY_ROW = frozenset({"csv", "jsonl"})
"""Formats that are written as rows are read, so that a long list takes no more memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """The format of an answer, and the file it is written to instead of stdout.

    Raises:
        UsageError: If there is no such format, or the file has the suffix of another one.
    """

    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            rich_help_panel=_PANEL,
            autocompletion=lambda: list(FORMATS),
            help=f"Output format: {', '.join(FORMATS)}. Default: table.",
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            callback=refuse_own_file,
            rich_help_panel=_PANEL,
            help=f"Write to a file; the suffix sets the format: {' '.join(SUFFIXES)}.",
        ),
    ] = None
    card: Annotated[
        CardShape | None,
        typer.Option(
            metavar="SHAPE",
            rich_help_panel=_PANEL,
            help="Draw the SVG or PNG as a card to post: portrait, square or story.",
        ),
    ] = None
    notes: Annotated[
        bool,
        typer.Option(
            "--notes", rich_help_panel=_PANEL, help="Explain every figure and name its sources."
        ),
    ] = False

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(
                f"There is no format {self.format!r}.",
                hint=f"Choose one of: {', '.join(FORMATS)}. For a picture, use -o FILE.svg.",
            )
        if self.card is not None and (self.output is None or self._suffix not in _CARD_SUFFIXES):
            raise UsageError(
                "A card needs a picture file.",
                hint="Use --card with -o FILE.svg or -o FILE.png.",
            )
        if self.output is None:
            return
        if self._suffix == ".png" and self.format is None:
            from musicanalyser.render.formats.png import require_library

            require_library()  # before a roast is written and paid for
        if self.format is None:
            format_for(self.output)
        elif SUFFIXES.get(self._suffix, self.format) != self.format:
            raise UsageError(
                f"{self.output.name!r} does not have a suffix of --format {self.format}.",
                hint="Omit --format, or use another file name.",
            )

    @property
    def is_default(self) -> bool:
        """Whether the answer is a table on stdout."""
        return self.output is None and self.format in {None, "table"}

    def refuse_inputs(self, paths: Iterable[Path]) -> None:
        """Return if the file is none of those that a command reads, and in none of the folders.

        Raises:
            UsageError: If it is.
        """
        refuse_any(self.output, paths)

    def write(self, report: Report, screen: "Screen", *, paged: bool = False) -> None:
        """Write the answer to the file or to stdout; ``paged`` uses a pager on a terminal.

        Raises:
            OSError: If the file cannot be written.
        """
        if self.output is not None:
            for path, piece in self._files(self.output, report):
                self._write_file(path, piece, screen)
            return
        is_drawn = self.format in {None, "table"} and not paged
        style = screen_style(screen, may_ask=is_drawn, notes=self.notes)
        if self.format in _ROW_BY_ROW:
            self._format.write(report, screen.out, style=style)
            self._name_parts(report, screen)
            return
        text = StringIO()  # an error while formatting leaves stdout empty
        self._format.write(report, text, style=style)
        if paged and screen.out.isatty():
            from musicanalyser.cli.terminal.pager import show_pages

            show_pages(text.getvalue(), screen)
        else:
            screen.out.write(text.getvalue())

    def _name_parts(self, report: Report, screen: "Screen") -> None:
        """Say which parts of an answer a format with a single table leaves out."""
        if report.parts:
            names = ", ".join(part.name for part in report.parts)
            screen.print_message(f"{self.format} holds one table. --format json also has: {names}")

    def _files(self, path: Path, report: Report) -> Iterator[tuple[Path, Report]]:
        """Yield what goes into which file: the pictures of a story are one for each card."""
        if report.layout is Layout.STORY and self._suffix in _CARD_SUFFIXES:
            for number, card in enumerate(report.parts, 1):
                yield path.with_stem(f"{path.stem}-{number:02}"), card
        else:
            yield path, report

    def _write_file(self, path: Path, report: Report, screen: "Screen") -> None:
        with open_replacement(path) as stream:
            style = replace(
                screen_style(screen, may_ask=False, notes=self.notes),
                depth=ColourDepth.NONE,
                height=None,
                card=CardShape.STORY if path != self.output and self.card is None else self.card,
            )
            is_shown = self.format is None and SUFFIXES[self._suffix] in PICTURES
            shown = without_private_rows(report) if is_shown else report
            self._format.write(shown, stream, style=style)
        screen.print_message(f"Wrote {path}")

    @property
    def _suffix(self) -> str:
        return "" if self.output is None else self.output.suffix.lower()

    @property
    def _format(self) -> OutputFormat:
        if self.format is not None:
            return FORMATS[self.format]
        return FORMATS["table"] if self.output is None else format_for(self.output)
