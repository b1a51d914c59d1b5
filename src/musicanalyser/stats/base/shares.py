"""Shares: a part of a whole, how it changed, and how a window's time splits by labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, ColumnKind, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSplit:
    """The listening time of each label in a window, in ms, and of all labels together."""

    times_ms: Mapping[str, float]
    whole_ms: int

    def share(self, label: str) -> float | None:
        """Return the share of a label: 0 if it was not played, ``None`` if nothing was."""
        return share(self.times_ms.get(label, 0), self.whole_ms)


def share(part: float, whole: int) -> float | None:
    """Return a part as a fraction of the whole; ``None`` if the whole is 0."""
    return part / whole if whole else None


def share_change(now: float | None, previous: float | None) -> float | None:
    """Return the difference of two shares, as a fraction; ``None`` if one of them is unknown."""
    return None if now is None or previous is None else now - previous


def previous_split(splits: Sequence[TimeSplit | None]) -> TimeSplit | None:
    """Return the split of the previous window from those of a window and its previous one."""
    return splits[1] if len(splits) > 1 else None


def split_columns(label: Column, *, compared: bool) -> tuple[Column, ...]:
    """Return the columns of `split_row`; those of the comparison are details if not compared."""
    return (
        label,
        Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="previous_share", title="Before", kind=ColumnKind.SHARE, detail=not compared),
        change_column(compared=compared),
    )


def change_column(*, compared: bool) -> Column:
    """Return the column of a `share_change`; it is a detail if nothing is compared."""
    return Column(name="change", title="Change", kind=ColumnKind.SHARE_CHANGE, detail=not compared)


def split_row(label: str, now: TimeSplit, previous: TimeSplit | None) -> Row:
    """Return a label, its time in ms, its share, its previous share, and their difference."""
    previous_share = None if previous is None else previous.share(label)
    return (
        label,
        round(now.times_ms.get(label, 0)),
        now.share(label),
        previous_share,
        share_change(now.share(label), previous_share),
    )


def split_rows(
    labels: Iterable[str], now: TimeSplit, previous: TimeSplit | None
) -> tuple[Row, ...]:
    """Return a `split_row` for each of the labels that has time in one of the windows."""
    present = {*now.times_ms, *(() if previous is None else previous.times_ms)}
    return tuple(split_row(label, now, previous) for label in labels if label in present)
