"""What a format may know of the file it reads, beside its content, and why it may refuse it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from zoneinfo import ZoneInfo

OpenSibling = Callable[[Callable[[bytes], bool]], IO[bytes] | None]
"""Opens another file of the same delivery: the first whose first bytes a function accepts."""


class MissingColumnError(Exception):
    """A table lacks a column that its format needs; the message is the name of the column."""


class ZoneMissingError(Exception):
    """A file holds local times of an unknown zone, and nobody has named the zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file of an export.

    ``name`` holds the folders inside the export. ``zone`` is the one that the user has named for
    files that do not say their own. ``open_sibling`` returns ``None`` if there is no such file.
    """

    name: str
    zone: ZoneInfo | None = None
    open_sibling: OpenSibling = lambda _: None
