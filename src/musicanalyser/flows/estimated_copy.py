"""A copy of a history in which unknown times heard are estimated."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from musicanalyser.store.connection import transaction
from musicanalyser.store.history import estimated_times
from musicanalyser.store.rollups import upkeep


@contextmanager
def with_estimates(conn: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Lend a copy in memory in which plays of unknown time were heard to the end of their track.

    Without such plays, the history itself is lent. Its file is never changed.
    """
    if not estimated_times.has_unknown(conn):
        yield conn
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        conn.backup(copy)
        with transaction(copy):
            estimated_times.estimate(copy)
            upkeep.update(copy)
        yield copy
