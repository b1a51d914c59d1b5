"""The options that choose the format of an answer, and a file for it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError
from musicanalyser.files import sync_folder
from musicanalyser.render import FORMATS, SUFFIXES, OutputFormat, OutputStyle, format_for
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_PANEL = "Output"


def _refuse_own_file(ctx: typer.Context, output: Path | None) -> Path | None:
    """Return the file, unless it is one of the program's own, also through a link.

    Raises:
        UsageError: If it is.
    """
    paths = ctx.ensure_object(Invocation).paths
    wals = [paths.database.with_name(paths.database.name + suffix) for suffix in ("-wal", "-shm")]
    own = [paths.config, paths.keys, paths.token, paths.database, paths.demo, *wals]
    _refuse_any(output, own)
    return output


def _refuse_any(output: Path | None, needed: Iterable[Path]) -> None:
    if output is None or not output.exists():
        return
    if any(path.exists() and _is_within(output, path) for path in needed):
        raise UsageError(
            f"{output} is a file that musicanalyser reads or keeps; it was left untouched.",
            hint="Write to another file.",
        )


def _is_within(file: Path, path: Path) -> bool:
    """Return whether a file is another one, or lies in a folder."""
    return file.samefile(path) or (path.is_dir() and file.resolve().is_relative_to(path.resolve()))


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
            callback=_refuse_own_file,
            rich_help_panel=_PANEL,
            help=f"Write to a file; the suffix sets the format: {' '.join(SUFFIXES)}.",
        ),
    ] = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(
                f"There is no format {self.format!r}.",
                hint=f"Choose one of: {', '.join(FORMATS)}. For a picture, use -o FILE.svg.",
            )
        if self.output is None:
            return
        if self.format is None:
            format_for(self.output)
        elif SUFFIXES.get(self.output.suffix.lower(), self.format) != self.format:
            raise UsageError(
                f"{self.output.name!r} does not have a suffix of --format {self.format}.",
                hint="Omit --format, or use another file name.",
            )

    def refuse_inputs(self, paths: Iterable[Path]) -> None:
        """Return if the file is none of those that a command reads, and in none of the folders.

        Raises:
            UsageError: If it is.
        """
        _refuse_any(self.output, paths)

    def write(self, report: Report, screen: "Screen", *, paged: bool = False) -> None:
        """Write the answer to the file or to stdout; ``paged`` uses a pager on a terminal.

        Raises:
            OSError: If the file cannot be written.
        """
        if self.output is not None:
            with _open_replacement(self.output) as stream:
                self._format.write(
                    report, stream, style=OutputStyle(width=screen.width, colour=False)
                )
            screen.print_message(f"Wrote {self.output}")
            return
        text = StringIO()  # an error while formatting leaves stdout empty
        style = OutputStyle(width=screen.width, colour=screen.has_colour)
        self._format.write(report, text, style=style)
        if paged and screen.out.isatty():
            from musicanalyser.cli.terminal.pager import show_pages

            show_pages(text.getvalue(), screen)
        else:
            screen.out.write(text.getvalue())

    @property
    def _format(self) -> OutputFormat:
        if self.format is not None:
            return FORMATS[self.format]
        return FORMATS["table"] if self.output is None else format_for(self.output)


@contextmanager
def _open_replacement(path: Path) -> Iterator[TextIO]:
    """Open a file for writing; other programs see the old or the whole new content."""
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        if error.filename is not None:
            error.filename = str(path)  # the name that the user gave
        raise
    finally:
        with suppress(OSError):  # it was renamed, or never created
            part.unlink()
