"""The files that sightings were read from, known by their content."""

import sqlite3

_FIND = "select id from files where digest = :digest"
_ADD = "insert into files (digest, name, format) values (:digest, :name, :format)"


def remember(conn: sqlite3.Connection, *, digest: bytes, name: str, format_name: str) -> int:
    """Return the id of a file, added if its content was never met before."""
    found = conn.execute(_FIND, {"digest": digest}).fetchone()
    if found:
        return int(found[0])
    values = {"digest": digest, "name": name, "format": format_name}
    return conn.execute(_ADD, values).lastrowid or 0
