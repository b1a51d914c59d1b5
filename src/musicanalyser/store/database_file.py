"""The file behind an open connection: whether it is still where it was."""

import sqlite3
from pathlib import Path

from musicanalyser.errors import StoreError


class DatabaseFile:
    """Notices that a file was deleted, moved or replaced: SQLite would go on with the lost one."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        name = conn.execute("pragma database_list").fetchone()[2]
        self.path = Path(name)
        self._is_on_disk = bool(name)
        self._identity = self._read_identity()

    def is_replaced(self) -> bool:
        """Return whether another file is in its place."""
        found = self._read_identity()
        return found is not None and found != self._identity

    def require(self) -> None:
        """Return if the file is there.

        Raises:
            StoreError: If it is gone.
        """
        if self._is_on_disk and self._read_identity() is None:
            raise StoreError(
                f"{self.path} is gone; plays are saved when it is back.",
                hint="Put the file or its disk back.",
            )

    def _read_identity(self) -> tuple[int, int] | None:
        """Return the numbers of the device and of the file, ``None`` if it cannot be found."""
        if not self._is_on_disk:
            return None
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
