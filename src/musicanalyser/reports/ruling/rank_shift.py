"""How a list would change: its new top, what moves further down, and what falls out of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, RankChange, Report, Row, Value
from musicanalyser.units import count_text

SHOWN = 20
"""The ranks that are shown, and the most rows that are shown because they change further down."""

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
    plays: int


def show_shift(before: Report, after: Report, change: str) -> Report:
    """Return the top of a list after a change of rules, given in words, beside that before it.

    Rows of which plays or time change are shown below it. Both are whole lists. What had another
    name before, or none, is new.
    """
    names = tuple(column for column in after.columns if column.name in _NAMES)
    old, new = _by_name(before), _by_name(after)
    top = list(new.items())[:SHOWN]
    changed = [one for one in list(new.items())[SHOWN:] if _is_other(one[1], old.get(one[0]))]
    shown = dict([*top, *changed[:SHOWN]])
    gone = [
        (rank, *name, heard_ms)
        for name, (rank, heard_ms, _) in old.items()
        if (rank <= SHOWN or name not in new) and name not in shown
    ]
    rank = Column(name="rank", title="#", kind=ColumnKind.COUNT)
    return Report(
        name="rule-trial",
        title=f"Dry run: {change}",
        columns=(rank, *names, *_FIGURES),
        rows=tuple(_row(name, figures, old.get(name)) for name, figures in shown.items()),
        span=after.span,
        counting=("nothing was changed", *_moves(old, new), *after.counting),
        caveats=after.caveats,
        definition=after.definition,
        notes=after.notes,
        parts=(_gone(rank, names, gone[:SHOWN]),) if gone else (),
    )


def _by_name(report: Report) -> dict[_Names, _Standing]:
    """Return where each row of a list stands, by its names."""
    names = [one.name for one in report.columns]
    found: dict[_Names, _Standing] = {}
    for rank, row in enumerate(report.rows, 1):
        cells = dict(zip(names, row, strict=True))
        key = tuple(value for name, value in cells.items() if name in _NAMES)
        found.setdefault(key, _Standing(rank, cells["heard_ms"], int(str(cells["plays"]))))
    return found


def _is_other(now: _Standing, old: _Standing | None) -> bool:
    return old is None or now[1:] != old[1:]


def _moves(old: Mapping[_Names, _Standing], new: Mapping[_Names, _Standing]) -> Iterator[str]:
    """Yield how many plays leave the list or return to it, and how many get another name."""
    gains = [_plays(new.get(name)) - _plays(old.get(name)) for name in dict.fromkeys([*old, *new])]
    rise, fall = sum(one for one in gains if one > 0), -sum(one for one in gains if one < 0)
    if fall > rise:
        yield f"{count_text(fall - rise, 'play')} would be left out"
    if rise > fall:
        yield f"{count_text(rise - fall, 'play')} would return"
    if moved := min(rise, fall):
        yield f"{count_text(moved, 'play')} would count under another name"


def _plays(standing: _Standing | None) -> int:
    return 0 if standing is None else standing.plays


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
        title="No longer in this list",
        columns=(rank, *names, heard),
        rows=tuple(rows),
    )
