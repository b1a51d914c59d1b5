"""What became of the rows of an import, counted by file and by year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from musicanalyser.flows.recording.record import Recorded
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import ItemKind
from musicanalyser.timespan.local_clock import LocalClock

MOST_EXPLAINED = 1_000
"""How many rows `--explain` lists at most; the counts are always complete."""
MOST_BAD_ROWS = 20
"""How many malformed rows the summary names; `--explain malformed` names more."""


class Outcome(StrEnum):
    """What can be said of a row. Each is new, known, merged or malformed; the rest comes on top."""

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"
    PODCAST = "podcast"
    PRIVATE = "private"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRow:
    """A row of a file, what it says, and what became of it."""

    file: str
    row: int | None
    outcome: Outcome
    ended_ms: int | None = None
    title: str | None = None
    artist: str | None = None
    why: str = ""


@dataclass(slots=True, kw_only=True)
class FileTally:
    """The counts of one file, by local year of the end (``None`` where unknown) and outcome."""

    name: str
    format_name: str | None = None
    trouble: str = ""
    """Why the file was passed over, or could not be read; ``""`` if it was read."""
    failed: bool = False
    cut: str = ""
    """Why reading stopped before the end of the file; ``""`` if it did not."""
    rows: int = 0
    counts: Counter[tuple[str | None, Outcome]] = field(default_factory=Counter)

    def fail(self, why: str) -> None:
        """Note that the file could not be read, and that none of its rows was kept."""
        self.failed, self.trouble, self.rows = True, why, 0
        self.counts.clear()

    def total(self, outcome: Outcome) -> int:
        """Return how many rows of the file had an outcome."""
        return sum(count for (_, kind), count in self.counts.items() if kind is outcome)


@dataclass(slots=True, kw_only=True)
class RowOutcomes:
    """Counts what becomes of every row of a run, and keeps the rows that were asked for."""

    explain: Outcome | None
    clock: LocalClock
    files: list[FileTally] = field(default_factory=list)
    explained: list[TracedRow] = field(default_factory=list)
    bad_rows: list[TracedRow] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows have been met in all files."""
        return sum(file.rows for file in self.files)

    def add_bad(self, file: FileTally, bad: BadRow) -> None:
        """Count a row that could not be read."""
        file.rows += 1
        file.counts[None, Outcome.MALFORMED] += 1
        if bad.is_last:
            file.cut = f"row {bad.row:,}: {bad.why}"
        traced = TracedRow(file=file.name, row=bad.row, outcome=Outcome.MALFORMED, why=bad.why)
        if len(self.bad_rows) < MOST_BAD_ROWS:
            self.bad_rows.append(traced)
        if self.explain is Outcome.MALFORMED and len(self.explained) < MOST_EXPLAINED:
            self.explained.append(traced)

    def add(
        self, file: FileTally, sightings: Sequence[Sighting], recorded: Sequence[Recorded]
    ) -> None:
        """Count rows that were read, and what became of each."""
        file.rows += len(sightings)
        counts, year_of = file.counts, self.clock.day_and_hour
        for one, became in zip(sightings, recorded, strict=True):
            year = year_of(one.ended_ms)[0][:4]
            outcomes = [_OUTCOMES[became]]
            if one.item.kind is ItemKind.PODCAST:
                outcomes.append(Outcome.PODCAST)
            if one.private:
                outcomes.append(Outcome.PRIVATE)
            for outcome in outcomes:
                counts[year, outcome] += 1
                if outcome is self.explain and len(self.explained) < MOST_EXPLAINED:
                    self.explained.append(_traced(file, one, outcome))


_OUTCOMES = {became: Outcome(became) for became in Recorded}


def _traced(file: FileTally, one: Sighting, outcome: Outcome) -> TracedRow:
    return TracedRow(
        file=file.name,
        row=one.row,
        outcome=outcome,
        ended_ms=one.ended_ms,
        title=one.item.title,
        artist=one.item.artist,
        why=_WHY[outcome],
    )


_WHY = {
    Outcome.NEW: "not known before",
    Outcome.KNOWN: "the same row was imported before",
    Outcome.MERGED: "another row tells of the same play",
    Outcome.PODCAST: "an episode of a podcast",
    Outcome.PRIVATE: "heard in a private session",
}
