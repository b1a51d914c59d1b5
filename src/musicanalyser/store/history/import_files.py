"""The imported files, identified by their content."""

import sqlite3

from musicanalyser.store.history.names import insert_row

_FIND = "select id from files where digest = :digest"
_ADD = "insert into files (digest, name, format) values (:digest, :name, :format)"


def find_or_add(conn: sqlite3.Connection, *, digest: bytes, name: str, format_name: str) -> int:
    """Return the id of a file with this content."""
    found = conn.execute(_FIND, {"digest": digest}).fetchone()
    if found:
        return int(found[0])
    return insert_row(conn, _ADD, {"digest": digest, "name": name, "format": format_name})
