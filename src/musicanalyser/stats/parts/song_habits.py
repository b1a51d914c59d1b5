"""The habits of songs: their hours, plays of the intro alone, and plays in a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

HOURS = 24

OrderedPlay = tuple[int, int, int, int]
"""A play by its song, local hour and time heard in ms, and whether it counts."""


@dataclass(slots=True)
class SongHabits:
    """The plays of a song in one window."""

    by_hour: list[int] = field(default_factory=lambda: [0] * HOURS)
    """The plays that began in each hour of the local day, counted or not."""
    intros: int = 0
    """Those of them that ended within the intro."""
    longest_run: int = 0
    """The most counted plays in a row, without another between."""

    @property
    def plays(self) -> int:
        """All plays, counted or not."""
        return sum(self.by_hour)


def song_habits(plays: Iterable[OrderedPlay], *, intro_ms: int) -> dict[int, SongHabits]:
    """Return the habits of each song, from plays by start time."""
    found: dict[int, SongHabits] = {}
    before: SongHabits | None = None
    run = 0
    for song_id, hour, heard_ms, counts in plays:
        habits = found.get(song_id)
        if habits is None:
            habits = found[song_id] = SongHabits()
        habits.by_hour[hour] += 1
        if heard_ms < intro_ms:
            habits.intros += 1
        if counts:
            run = run + 1 if habits is before else 1
            if run > habits.longest_run:  # noqa: PLR1730 - every play comes by here
                habits.longest_run = run
            before = habits
    return found


def all_hours(habits: Iterable[SongHabits]) -> list[int]:
    """Return the plays of all songs that began in each hour."""
    return [sum(plays) for plays in zip(*(one.by_hour for one in habits), strict=True)]
