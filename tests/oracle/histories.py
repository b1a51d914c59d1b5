"""Generated histories: their files, their raw rows, and the program's database of them."""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.demo import ExportFile
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.store.connection import open_writing, transaction
from tests.oracle import facts, words
from tests.oracle.asking import History
from tests.oracle.rows import Row, account_row, extended_row

NOW = datetime(2026, 3, 31, 10, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One history twice: in the program's database, and as raw rows."""

    database: Path
    history: History
    now: datetime


def rows_of(files: Iterable[ExportFile]) -> Iterator[Row]:
    """Return the raw rows of the files of an export."""
    places = count()
    for file in files:
        is_video = "Video" in file.name
        for row in json.loads(file.content):
            if "Extended" in file.name:
                yield extended_row(row, place=next(places), is_video=is_video)
            else:
                yield account_row(row, place=next(places))


def import_files(database: Path, folder: Path, files: Iterable[ExportFile], zone: ZoneInfo) -> None:
    """Write files into a new folder and let the program import them."""
    for file in files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    with closing(open_writing(database)) as conn:
        import_history(conn, [folder], zone=zone, now=lambda: NOW, progress=lambda _: None)


def tell_facts(database: Path, history: History) -> None:
    """Store the invented facts about a history in the program's database."""
    uris = {play.row.uri for play in history.plays if play.row.uri}
    for invented in (facts, words):
        invented.tell(database, uris)
    with closing(open_writing(database)) as conn, transaction(conn):
        pass  # which brings up to date what follows from facts


def judged(
    folder: Path, files: Sequence[ExportFile], zone: ZoneInfo, *, untold: Iterable[ExportFile] = ()
) -> Judged:
    """Return a history of some files; ``untold`` are for the program alone."""
    import_files(folder / "history.db", folder / "export", [*files, *untold], zone)
    history = History(rows_of(files), zone)
    tell_facts(folder / "history.db", history)
    gc.freeze()  # or the collector walks through all plays again and again
    return Judged(database=folder / "history.db", history=history, now=NOW.astimezone(zone))
