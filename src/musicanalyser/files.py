"""The one way to write a file or folder of the program's own: private, and whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Replace a file by one that holds ``text``, in a single step; missing folders are created.

    Only the owner can read it (mode 0600), from its first byte and whatever the umask. A crash or
    a power cut leaves either the old file or the new one. A symbolic link is replaced, not
    followed: resolve the path first to write to the file behind it.

    Raises:
        OSError: If it cannot be written; then the old file is unchanged.
    """
    import tempfile

    make_private_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_private_folder(folder: Path) -> None:
    """Create a folder, and those above it that are missing, for the owner alone (mode 0700).

    Raises:
        OSError: If one cannot be created.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def follow(path: Path) -> Path:
    """Return the file behind links; of links in a circle, one of them.

    Before Python 3.13 `Path.resolve` raises an error of no kind of its own for a circle.
    """
    return Path(os.path.realpath(path))


def unfinished_copies(path: Path) -> list[Path]:
    """Return what a killed process left of its attempts to write a file."""
    return [one for one in path.parent.iterdir() if one.name.startswith(_prefix(path))]


def _prefix(path: Path) -> str:
    return f".{path.name}."


def sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too: `os.fsync` of a file covers its content alone.

    Windows cannot open a folder, and some network file systems cannot sync one. The file is in
    its place by then, so neither is an error.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
