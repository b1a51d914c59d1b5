"""How the top of a list would change: its new ranks, and what falls out of it."""

from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, RankChange, Report, Row, Value

SHOWN = 20
"""The ranks that are shown."""

_NAMES = frozenset({"title", "artist"})
_FIGURES = (
    Column(name="heard_before_ms", title="Time now", kind=ColumnKind.DURATION),
    Column(name="heard_ms", title="Time then", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays then", kind=ColumnKind.COUNT),
    Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE),
    Column(name="rank_before", title="Rank now", kind=ColumnKind.COUNT, detail=True),
)

_Names = tuple[Value, ...]


class _Standing(NamedTuple):
    """A rank and what it rests on; the listening time, in ms, is ``None`` if it is unknown."""

    rank: int
    heard_ms: Value
    plays: Value


def show_shift(before: Report, after: Report, change: str) -> Report:
    """Return the top of a list after a change of rules, given in words, beside that before it.

    Both are whole lists. What had another name before, or none, is new.
    """
    names = tuple(column for column in after.columns if column.name in _NAMES)
    old, new = _by_name(before), _by_name(after)
    top = list(new.items())[:SHOWN]
    gone = [
        (rank, *name, heard_ms)
        for name, (rank, heard_ms, _) in list(old.items())[:SHOWN]
        if name not in dict(top)
    ]
    rank = Column(name="rank", title="#", kind=ColumnKind.COUNT)
    return Report(
        name="rule-trial",
        title=f"Dry run: {change}",
        columns=(rank, *names, *_FIGURES),
        rows=tuple(_row(name, figures, old.get(name)) for name, figures in top),
        span=after.span,
        counting=("nothing was changed", *after.counting),
        caveats=after.caveats,
        definition=after.definition,
        notes=after.notes,
        parts=(_gone(rank, names, gone),) if gone else (),
    )


def _by_name(report: Report) -> dict[_Names, _Standing]:
    """Return where each row of a list stands, by its names."""
    names = [one.name for one in report.columns]
    found: dict[_Names, _Standing] = {}
    for rank, row in enumerate(report.rows, 1):
        cells = dict(zip(names, row, strict=True))
        key = tuple(value for name, value in cells.items() if name in _NAMES)
        found.setdefault(key, _Standing(rank, cells["heard_ms"], cells["plays"]))
    return found


def _row(name: _Names, now: _Standing, old: _Standing | None) -> Row:
    if old is None:
        return (now.rank, *name, None, now.heard_ms, now.plays, RankChange.NEW_ENTRY, None)
    return (
        now.rank, *name, old.heard_ms, now.heard_ms, now.plays, old.rank - now.rank, old.rank
    )  # fmt: skip


def _gone(rank: Column, names: Sequence[Column], rows: Sequence[Row]) -> Report:
    heard = Column(name="heard_before_ms", title="Time now", kind=ColumnKind.DURATION)
    return Report(
        name="rule-trial-gone",
        title=f"No longer among the first {SHOWN}",
        columns=(rank, *names, heard),
        rows=tuple(rows),
    )
