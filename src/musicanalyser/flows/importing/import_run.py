"""Reading the user's own exports into the history."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

from musicanalyser.flows import timezone
from musicanalyser.flows.importing.repeated_rows import Repeats
from musicanalyser.flows.importing.row_outcomes import FileTally, Outcome, RowOutcomes
from musicanalyser.flows.recording.record import record_sightings, refresh_lengths
from musicanalyser.imports import FORMATS, recognise
from musicanalyser.imports.archive import LARGEST_FILE_BYTES, Member, UnreadableError, members
from musicanalyser.imports.json_rows import AT_ONCE_BYTES, NotAListError
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.store import journal
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import import_files
from musicanalyser.timespan.local_clock import LocalClock

_PORTION = 20_000
"""How many sightings are recorded at a time, so that memory does not grow with the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: the file at hand, and rows and bytes so far over all files."""

    file: str
    rows: int
    bytes_done: int
    bytes_total: int


def import_history(
    conn: sqlite3.Connection,
    paths: Sequence[Path],
    *,
    zone: ZoneInfo,
    now: Callable[[], datetime],
    explain: Outcome | None = None,
    progress: Callable[[Progress], None],
) -> RowOutcomes:
    """Read all files behind the paths; every file is one transaction.

    A file that cannot be read leaves nothing behind and never stops the others. Killed at any
    moment, the same call completes the work. Rows to be listed are kept for ``explain``.

    Raises:
        ImportFileError: If there is nothing at a path; then nothing at all has been read.
        LockedError: If another process is writing the database.
    """
    with ExitStack() as keep_open:
        found = [member for path in paths for member in members(path, keep_open=keep_open)]
        with transaction(conn):
            timezone.settle_open(conn, zone)
            run_id = journal.begin(conn, "import", at=now())
        tally = RowOutcomes(explain=explain, clock=LocalClock(zone))
        for step in _steps(_Run(conn, tally), found):
            progress(step)
        refresh_lengths(conn)
    with transaction(conn):
        journal.end(conn, run_id, _outcome(tally), at=now())
    return tally


def _steps(run: "_Run", found: Sequence[Member]) -> Iterator[Progress]:
    bytes_total = sum(member.size_bytes for member in found)
    bytes_done = 0
    for member in found:
        for rows in run.read(member):
            yield Progress(
                file=member.name, rows=rows, bytes_done=bytes_done, bytes_total=bytes_total
            )
        bytes_done += member.size_bytes


def _outcome(tally: RowOutcomes) -> str:
    new = sum(file.total(Outcome.NEW) for file in tally.files)
    return f"{tally.rows} rows, {new} new plays"


class _Run:
    """One run of an import: what it must remember from file to file."""

    def __init__(self, conn: sqlite3.Connection, tally: RowOutcomes) -> None:
        self._conn = conn
        self._tally = tally
        self._digests: dict[tuple[str, bytes], str] = {}
        self._repeats = Repeats()

    def read(self, member: Member) -> Iterator[int]:
        """Read one file, if its format is known; yield now and then how many rows there were."""
        file = FileTally(name=member.name)
        self._tally.files.append(file)
        with _troubles(file):
            file.format_name = self._recognised(member)
            with _opened(member) as (digest, stream), transaction(self._conn):
                self._refuse_twice(member, digest)
                self._repeats.begin_file(member.delivery)
                file_id = import_files.find_or_add(
                    self._conn, digest=digest, name=member.name, format_name=file.format_name
                )
                rows = FORMATS[file.format_name].read(stream, name=member.name)
                for portion in self._portions(file, rows):
                    self._record(file, file_id, portion)
                    yield self._tally.rows
        yield self._tally.rows

    def _recognised(self, member: Member) -> str:
        if member.size_bytes > LARGEST_FILE_BYTES:
            raise _PassedOver(f"larger than {LARGEST_FILE_BYTES // 1024**2:,} MB")
        head = member.head()
        format_name = recognise(head)
        if format_name is None:
            raise _PassedOver("not a listening history" if head else "empty")
        return format_name

    def _refuse_twice(self, member: Member, digest: bytes) -> None:
        """Pass over a copy: counted again, its rows would look like genuine repeats."""
        key = (member.delivery, digest)
        if key in self._digests:
            raise _PassedOver(f"the same as {self._digests[key]}")
        self._digests[key] = member.name

    def _portions(
        self, file: FileTally, rows: Iterable[Sighting | BadRow]
    ) -> Iterator[list[Sighting]]:
        portion: list[Sighting] = []
        for row in rows:
            if isinstance(row, BadRow):
                self._tally.add_bad(file, row)
                continue
            portion.append(row)
            if len(portion) == _PORTION:
                yield portion
                portion = []
        yield portion

    def _record(self, file: FileTally, file_id: int, portion: list[Sighting]) -> None:
        found = self._repeats.numbered(portion)
        recorded = record_sightings(self._conn, found, file_id=file_id, clock=self._tally.clock)
        self._tally.add(file, found, recorded)


class _PassedOver(Exception):  # noqa: N818 - not an error: most files of an export are no history
    """The file is none that can be imported."""


@contextmanager
def _troubles(file: FileTally) -> Iterator[None]:
    """Turn what can go wrong with one file into a line of the report; its rows are not kept."""
    try:
        yield
    except _PassedOver as passed_over:
        file.trouble = str(passed_over)
    except NotAListError:
        file.fail("not a JSON list of plays")
    except (BadZipFile, EOFError, zlib.error):
        file.fail("damaged in the zip")
    except UnreadableError:
        file.fail("encrypted, or packed in a way that cannot be read")
    except OSError as error:
        file.fail(f"cannot be read: {error.strerror or error}")


@contextmanager
def _opened(member: Member) -> Iterator[tuple[bytes, IO[bytes]]]:
    """Open a file, with the SHA-256 of its content; a small one is read once only."""
    with member.open() as stream:
        if member.size_bytes <= AT_ONCE_BYTES:
            content = stream.read()
            yield hashlib.sha256(content).digest(), BytesIO(content)
        else:
            yield member.digest(), stream
