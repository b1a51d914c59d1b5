"""An import: the files of exports become sightings and plays of the history."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.flows import local_days
from musicanalyser.flows.importing.repeated_rows import RepeatCounter
from musicanalyser.flows.importing.row_outcomes import FileResult, ImportResult, RowOutcome
from musicanalyser.flows.recording.record import Recorder, refresh_figures
from musicanalyser.imports.archive import Member, list_members
from musicanalyser.imports.opened_file import (
    NoZoneError,
    OpenedFile,
    SkippedFileError,
    UnreadableFileError,
    open_member,
)
from musicanalyser.listening.matching.hour_shift import LONGEST_GAP_MS, shared_shift
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.model.evidence import BadRow, LiveSpan, PodcastShow, Sighting
from musicanalyser.store import journal
from musicanalyser.store.connection import bulk_writing, transaction
from musicanalyser.store.history import (
    import_files,
    known_spans,
    live_plays,
    play_gaps,
    plays,
    podcast_shows,
)
from musicanalyser.store.history import sightings as sightings_store
from musicanalyser.store.rollups import confidence_checks, upkeep
from musicanalyser.timespan.local_clock import LocalClock

_BATCH_ROWS = 20_000
"""Sightings that are recorded at a time, so that memory does not grow with the file."""
_BYTES_PER_ROW = 700
"""About as many has a row of an extended export."""
_FEW_ROWS = 5_000
_SMALL_PARTS = 20
"""From a twentieth of the history on, to make its sums anew is faster than to add each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """The state of a running import: the present file, and rows and bytes over all files."""

    file: str
    rows: int
    bytes_done: int
    bytes_total: int


def import_history(
    conn: sqlite3.Connection,
    paths: Sequence[Path],
    *,
    zone: ZoneInfo,
    file_zone: ZoneInfo | None = None,
    now: Callable[[], datetime],
    explain: RowOutcome | None = None,
    progress: Callable[[ImportProgress], None],
) -> ImportResult:
    """Import all files behind the paths in one transaction; return what became of them.

    A file that cannot be read changes nothing and does not stop the others. After a kill at any
    moment, nothing has changed, and the same call does all of the work. Rows with the outcome
    ``explain`` are listed in the result. ``file_zone`` is that of files that do not say theirs.

    Raises:
        ImportFileError: If one of the paths is missing; then no file is read.
        LockedError: If another process is writing the database.
    """
    with ExitStack() as keep_open:
        members = [one for path in paths for one in list_members(path, keep_open=keep_open)]
        with transaction(conn):
            local_days.update_local_days_in_transaction(conn, zone)
            run_id = journal.begin_run(conn, "import", at=now())
        result = ImportResult(explain=explain, clock=LocalClock(zone))
        judged, refuted = confidence_checks.count_plays(conn), live_plays.count_refuted(conn)
        with bulk_writing(conn), transaction(conn), ExitStack() as sums:
            run = _ImportRun(conn, result, sums, members=members, file_zone=file_zone)
            for step in _import_all(run, members):
                progress(step)
            run.finish()
            refresh_figures(conn)
            result.podcasts_by_show = podcast_shows.count_plays(conn)
            journal.end_run(conn, run_id, _summary(result), at=now())
        run.compare_clocks()
        result.judged_plays = confidence_checks.count_plays(conn) - judged
        result.refuted_plays = live_plays.count_refuted(conn) - refuted
    return result


def _expected_rows(members: Sequence[Member]) -> int:
    return sum(member.size_bytes for member in members) // _BYTES_PER_ROW


def _import_all(run: "_ImportRun", members: Sequence[Member]) -> Iterator[ImportProgress]:
    bytes_total = sum(member.size_bytes for member in members)
    bytes_done = 0
    for member in members:
        for rows in run.read(member):
            yield ImportProgress(
                file=member.name, rows=rows, bytes_done=bytes_done, bytes_total=bytes_total
            )
        bytes_done += member.size_bytes


def _summary(result: ImportResult) -> str:
    new = sum(file.total(RowOutcome.NEW) for file in result.files)
    return f"{result.rows} rows, {new} new plays"


class _ImportRun:
    """Imports files one by one, and remembers what one file means for the next."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        result: ImportResult,
        sums: ExitStack,
        *,
        members: Sequence[Member],
        file_zone: ZoneInfo | None,
    ) -> None:
        self._conn = conn
        self._result = result
        self._sums = sums
        self._stored_plays = plays.count(conn)
        self._members = members
        self._file_zone = file_zone
        self._expected_rows = _expected_rows(members)
        self._are_sums_left = False
        self._names: dict[tuple[str, bytes], str] = {}
        self._of_services: list[tuple[FileResult, int]] = []
        self._repeats = RepeatCounter()
        self._recorder = Recorder(conn, result.clock)

    def read(self, member: Member) -> Iterator[int]:
        """Import one file; yield the number of rows of the run after each batch."""
        file = FileResult(name=member.name)
        self._result.files.append(file)
        self._choose_sums()
        opening = open_member(member, among=self._members, zone=self._file_zone)
        with _failure_noted(file), opening as opened:
            yield from self._read_opened(file, member, opened)
        yield self._result.rows

    def _read_opened(self, file: FileResult, member: Member, opened: OpenedFile) -> Iterator[int]:
        with self._recorder.part():
            self._skip_copy(member, opened.digest)
            self._repeats.begin_file(member.delivery)
            file.format_name = opened.format_name
            file_id = import_files.find_or_add(
                self._conn,
                digest=opened.digest,
                name=member.name,
                format_name=opened.format_name,
            )
            for batch in self._batches(file, opened.rows):
                self._record(file, file_id, batch)
                yield self._result.rows
            if file.is_of_scrobbler:
                self._of_services.append((file, file_id))

    def _choose_sums(self) -> None:
        """Leave the sums of plays to the end of a large import, which then makes all of them anew.

        All rows of a first import are new. Later, the rows of the files before tell.
        """
        new = sum(file.total(RowOutcome.NEW) for file in self._result.files)
        rows = new if self._stored_plays else self._expected_rows
        is_large = rows > _FEW_ROWS and rows * _SMALL_PARTS > self._stored_plays
        if is_large and not self._are_sums_left:
            self._sums.enter_context(upkeep.rebuilt_afterwards(self._conn))
            self._are_sums_left = True

    def finish(self) -> None:
        """Store what waited for the last file, and forget all that files meant for the next."""
        self._recorder.finish()

    def compare_clocks(self) -> None:
        """See which files lie whole hours beside other plays, once all indexes are there."""
        for file, file_id in self._of_services:
            gaps_ms = play_gaps.find_gaps(self._conn, file_id, longest_ms=LONGEST_GAP_MS)
            file.shift_hours = shared_shift(gaps_ms)

    def _skip_copy(self, member: Member, digest: bytes) -> None:
        """Skip a file that was read before: its rows would look like genuine repeats."""
        key = (member.delivery, digest)
        if key in self._names:
            raise SkippedFileError(f"the same content as {self._names[key]}")
        self._names[key] = member.name

    def _batches(
        self, file: FileResult, rows: Iterable[Sighting | PodcastShow | LiveSpan | BadRow]
    ) -> Iterator[list[Sighting]]:
        batch: list[Sighting] = []
        for row in rows:
            if isinstance(row, BadRow):
                self._result.add_bad_row(file, row)
                continue
            if isinstance(row, PodcastShow):
                self._add_show(file, row)
                continue
            if isinstance(row, LiveSpan):
                span = KnownSpan(row.since_ms, row.until_ms)
                known_spans.extend(self._conn, row.origin, span)
                continue
            batch.append(row)
            if len(batch) == _BATCH_ROWS:
                yield batch
                batch = []
        yield batch

    def _add_show(self, file: FileResult, show: PodcastShow) -> None:
        podcast_shows.add(self._conn, show.name)
        file.shows += 1

    def _record(self, file: FileResult, file_id: int, batch: list[Sighting]) -> None:
        sightings = self._repeats.number_repeats(batch)
        recorded = self._recorder.record(sightings, file_id=file_id)
        partner_of = partial(sightings_store.describe_partner, self._conn, file_id)
        self._result.add_rows(file, sightings, recorded, partner_of=partner_of)


@contextmanager
def _failure_noted(file: FileResult) -> Iterator[None]:
    """Note in the result why a file was not imported, and go on with the next."""
    try:
        yield
    except NoZoneError as error:
        file.mark_failed(str(error))
        file.lacks_zone = True
    except SkippedFileError as error:
        file.not_read_reason = str(error)
    except UnreadableFileError as error:
        file.mark_failed(str(error))
