"""What became of each row of an import, counted by file and by year."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from musicanalyser.flows.recording.record import Recorded
from musicanalyser.imports import is_named_like_a_history
from musicanalyser.model.evidence import BadRow, HeardTime, Sighting
from musicanalyser.model.item import ItemKind
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

MOST_EXPLAINED = 1_000
"""The rows that `--explain` lists at most; the counts are always complete."""
MOST_BAD_ROWS = 20
"""The malformed rows that the report names; `--explain malformed` lists more."""
MOST_LONG_ROWS = 20
"""The rows longer than a day that the report names."""


class RowOutcome(StrEnum):
    """What became of a row: each one is new, known, merged or malformed.

    A row may be a podcast or private as well.
    """

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"
    PODCAST = "podcast"
    PRIVATE = "private"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRow:
    """A row for a list: its place, its names, and the reason for its outcome.

    ``row`` counts from 1. ``ended_ms`` is in ms since 1970 UTC; it and ``played_ms`` are ``None``
    for a malformed row.
    """

    file: str
    row: int | None
    outcome: RowOutcome
    ended_ms: int | None = None
    played_ms: int | None = None
    title: str | None = None
    artist: str | None = None
    why: str = ""


@dataclass(slots=True, kw_only=True)
class FileResult:
    """What became of one file.

    ``counts`` are by local year of the end, ``None`` where it is unknown, and by outcome.
    """

    name: str
    format_name: str | None = None
    not_read_reason: str = ""
    """Why the file was skipped, or could not be read; ``""`` if it was read."""
    has_failed: bool = False
    lacks_zone: bool = False
    """Whether it was not read because it holds times of an unknown zone."""
    cut_reason: str = ""
    """Why reading stopped before the end of the file; ``""`` if it did not."""
    rows: int = 0
    shows: int = 0
    """The podcast shows that the file names."""
    counts: Counter[tuple[str | None, RowOutcome]] = field(default_factory=Counter)
    heard: Counter[HeardTime] = field(default_factory=Counter)
    """Its good rows, by what they say of the time heard."""
    copies: int = 0
    """The rows that say that they came from Spotify, in a file of another service."""
    shift_hours: int | None = None
    """By how many hours its rows lie later than the same plays elsewhere, if nearly all do."""

    def mark_failed(self, reason: str) -> None:
        """Note that the file could not be read, and forget its rows, which were not stored."""
        self.has_failed, self.not_read_reason, self.rows = True, reason, 0
        self.copies = 0
        self.counts.clear()
        self.heard.clear()

    @property
    def is_damaged(self) -> bool:
        """Whether it is a history that could not be read, or not to its end, or no row of it.

        What could not even be opened is taken for a history by its name.
        """
        if self.lacks_zone:
            return False
        if self.has_failed:
            return self.format_name is not None or is_named_like_a_history(self.name)
        return bool(self.cut_reason) or 0 < self.rows == self.total(RowOutcome.MALFORMED)

    @property
    def is_of_scrobbler(self) -> bool:
        """Whether it has rows of another service that stores moments, and hardly times heard."""
        return bool(self.copies or self.heard.keys() - {HeardTime.KNOWN})

    def total(self, outcome: RowOutcome) -> int:
        """Return how many rows of the file have an outcome."""
        return sum(count for (_, kind), count in self.counts.items() if kind is outcome)


@dataclass(slots=True, kw_only=True)
class ImportResult:
    """What became of every file and row of an import."""

    explain: RowOutcome | None
    """The outcome whose rows are listed in ``explained_rows``."""
    clock: LocalClock
    files: list[FileResult] = field(default_factory=list)
    explained_rows: list[TracedRow] = field(default_factory=list)
    bad_rows: list[TracedRow] = field(default_factory=list)
    podcasts_by_show: int = 0
    """The plays of the history that are podcasts by the name of their show alone."""
    judged_plays: int = 0
    """The plays of `watch` of which an export now says how they ended, and did not before."""
    refuted_plays: int = 0
    """The plays of the history that turned out not to have happened."""
    long_rows: list[TracedRow] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The number of rows of all files, so far."""
        return sum(file.rows for file in self.files)

    def add_bad_row(self, file: FileResult, bad: BadRow) -> None:
        """Count a row that could not be read."""
        file.rows += 1
        file.counts[None, RowOutcome.MALFORMED] += 1
        if bad.is_last:
            file.cut_reason = f"row {bad.row:,}: {bad.why}"
        traced = TracedRow(file=file.name, row=bad.row, outcome=RowOutcome.MALFORMED, why=bad.why)
        if len(self.bad_rows) < MOST_BAD_ROWS:
            self.bad_rows.append(traced)
        if self.explain is RowOutcome.MALFORMED and len(self.explained_rows) < MOST_EXPLAINED:
            self.explained_rows.append(traced)

    def add_rows(
        self,
        file: FileResult,
        sightings: Sequence[Sighting],
        recorded: Sequence[Recorded],
        *,
        partner_of: Callable[[Sighting], str],
    ) -> None:
        """Count the rows of a batch by what became of each.

        ``partner_of`` returns which row describes the same play as one that was merged.
        """
        file.rows += len(sightings)
        file.heard.update(one.heard for one in sightings)
        file.copies += sum(one.origin.traits.copies_spotify for one in sightings)
        year = self.clock.year
        kinds = Counter(
            [
                (year(one.ended_ms), became, one.item.kind is ItemKind.PODCAST, one.private)
                for one, became in zip(sightings, recorded, strict=True)
            ]
        )
        for (of_year, became, is_podcast, private), count in kinds.items():
            for outcome in _outcomes(became, is_podcast=is_podcast, private=private):
                file.counts[of_year, outcome] += count
        self._trace_long_rows(file, sightings, recorded)
        if self.explain is not None:
            self._explain_rows(file, sightings, recorded, self.explain, partner_of)

    def _trace_long_rows(
        self, file: FileResult, sightings: Sequence[Sighting], recorded: Sequence[Recorded]
    ) -> None:
        for place, one in enumerate(sightings):
            if one.played_ms > DAY_MS and len(self.long_rows) < MOST_LONG_ROWS:
                outcome = RowOutcome(recorded[place])
                self.long_rows.append(_traced(file, one, outcome, why=""))

    def _explain_rows(
        self,
        file: FileResult,
        sightings: Sequence[Sighting],
        recorded: Sequence[Recorded],
        outcome: RowOutcome,
        partner_of: Callable[[Sighting], str],
    ) -> None:
        for one, became in zip(sightings, recorded, strict=True):
            if len(self.explained_rows) == MOST_EXPLAINED:
                return
            is_podcast = one.item.kind is ItemKind.PODCAST
            if outcome in _outcomes(became, is_podcast=is_podcast, private=one.private):
                merged = outcome is RowOutcome.MERGED
                why = f"the same play as {partner_of(one)}" if merged else _WHY[outcome]
                self.explained_rows.append(_traced(file, one, outcome, why=why))


def _outcomes(became: Recorded, *, is_podcast: bool, private: bool | None) -> Iterator[RowOutcome]:
    """Yield all that became of a row."""
    yield RowOutcome(became)
    if is_podcast:
        yield RowOutcome.PODCAST
    if private:
        yield RowOutcome.PRIVATE


def _traced(file: FileResult, one: Sighting, outcome: RowOutcome, *, why: str) -> TracedRow:
    return TracedRow(
        file=file.name,
        row=one.row,
        outcome=outcome,
        ended_ms=one.ended_ms,
        played_ms=one.played_ms,
        title=one.item.title,
        artist=one.item.artist,
        why=why,
    )


_WHY = {
    RowOutcome.NEW: "not in the history before",
    RowOutcome.KNOWN: "an equal row was read before, in this import or an earlier one",
    RowOutcome.PODCAST: "a podcast episode",
    RowOutcome.PRIVATE: "played in a private session",
}
