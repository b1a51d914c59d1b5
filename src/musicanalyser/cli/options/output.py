"""The options that say how an answer is written, and to where."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from musicanalyser.cli.terminal.pager import show_pages
from musicanalyser.errors import UsageError
from musicanalyser.render import FORMATS, SUFFIXES, OutputFormat, OutputStyle, format_for
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_PANEL = "Output"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """The format of an answer, and the file that takes it in place of the screen.

    Raises:
        UsageError: If there is no such format, or the file's name asks for another one.
    """

    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            rich_help_panel=_PANEL,
            autocompletion=lambda: list(FORMATS),
            help=f"One of {', '.join(FORMATS)}; on the screen a table if not given.",
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=_PANEL,
            help=f"Write a file; its suffix chooses the format: {' '.join(SUFFIXES)}.",
        ),
    ] = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(
                f"There is no format {self.format!r}.",
                hint=f"Choose {', '.join(FORMATS)}; pictures are written with -o FILE.svg.",
            )
        if self.output is None:
            return
        if self.format is None:
            format_for(self.output)
        elif SUFFIXES.get(self.output.suffix.lower(), self._format) is not self._format:
            raise UsageError(
                f"The name {self.output.name!r} asks for another format than {self.format}.",
                hint="Leave out --format, or choose another name.",
            )

    def write(self, report: Report, screen: "Screen", *, paged: bool = False) -> None:
        """Write the answer to where it is wanted; on a terminal, ``paged`` shows it in pages.

        Raises:
            OSError: If the file cannot be written.
        """
        if self.output is not None:
            with _replacing(self.output) as stream:
                self._format.write(
                    report, stream, style=OutputStyle(width=screen.width, colour=False)
                )
            screen.say(f"Wrote {self.output}")
            return
        text = StringIO()  # all of the answer is there before any of it is shown
        style = OutputStyle(width=screen.width, colour=screen.colour)
        self._format.write(report, text, style=style)
        if paged and screen.out.isatty():
            show_pages(text.getvalue(), screen)
        else:
            screen.out.write(text.getvalue())

    @property
    def _format(self) -> OutputFormat:
        if self.format is not None:
            return FORMATS[self.format]
        return FORMATS["table"] if self.output is None else format_for(self.output)


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Open a file whose new content is seen whole or not at all."""
    if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        if error.filename is not None:
            error.filename = str(path)  # the name that was asked for
        raise
    finally:
        with suppress(OSError):  # it has its new name, or could never be made
            part.unlink()
