"""Another process that is writing the database."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from musicanalyser.store.connection import open_writing


@contextmanager
def other_writer(path: Path) -> Iterator[None]:
    """Hold the lock of a database while the block runs."""
    with closing(open_writing(path)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")
