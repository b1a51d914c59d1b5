"""The file that an answer is written to: none of our own, and whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import UsageError
from musicanalyser.files import follow, sync_folder


def refuse_own_file(ctx: typer.Context, output: Path | None) -> Path | None:
    """Return the file, unless it is or would be one of the program's own, also through a link.

    Raises:
        UsageError: If it is.
    """
    paths = ctx.ensure_object(Invocation).paths
    own = [paths.config, paths.keys, paths.token, paths.database, paths.demo]
    if output is not None and any(map(partial(_is_beside, follow(output)), own)):
        raise _refusal(output)
    refuse_any(output, own)
    return output


def refuse_any(output: Path | None, needed: Iterable[Path]) -> None:
    """Return if the file is none of those needed, and in none of the folders among them.

    Raises:
        UsageError: If it is.
    """
    if output is None or not output.exists():
        return
    if any(path.exists() and _is_within(output, path) for path in needed):
        raise _refusal(output)


def _refusal(output: Path) -> UsageError:
    return UsageError(
        f"{output} is a file that musicanalyser reads or keeps; it was left untouched.",
        hint="Write to another file.",
    )


def _is_beside(file: Path, own: Path) -> bool:
    """Return whether a file has the name of one of our own, or of a lock, log or copy of it."""
    own = follow(own)
    return file.is_relative_to(own.with_name("backups")) or (
        file.parent == own.parent and file.name.lstrip(".").startswith(own.name)
    )


def _is_within(file: Path, path: Path) -> bool:
    """Return whether a file is another one, or lies in a folder."""
    return file.samefile(path) or (path.is_dir() and follow(file).is_relative_to(follow(path)))


@contextmanager
def open_replacement(path: Path, *, mode: int = 0o666) -> Iterator[TextIO]:
    """Open a file for writing; other programs see the old or the whole new content.

    A new file has the rights of ``mode`` that the umask leaves.
    """
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    target = follow(path)
    opener = partial(os.open, mode=mode)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(part, "w", encoding="utf-8", newline="", opener=opener) as stream:
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
