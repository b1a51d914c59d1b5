"""How the known time splits into parts with labels, beside how it split in the window before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from musicanalyser.report import Column, ColumnKind, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The time in ms that each label has of the whole."""

    times_ms: Mapping[str, float]
    whole_ms: int

    def share(self, label: str) -> float | None:
        """Return the share of a label; of what was not heard it is a true 0."""
        return self.times_ms.get(label, 0) / self.whole_ms if self.whole_ms else None


def split_columns(label: Column, *, compared: bool) -> tuple[Column, ...]:
    """Return the columns of `split_row`; without a window before, its figures are not shown."""
    return (
        label,
        Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="previous_share", title="Before", kind=ColumnKind.SHARE, detail=not compared),
        Column(
            name="change",
            title="Change",
            kind=ColumnKind.SHARE_CHANGE,
            detail=not compared,
        ),
    )


def split_row(label: str, now: Split, before: Split | None) -> Row:
    """Return a label with its time and share, and how its share moved."""
    previous = None if before is None else before.share(label)
    return (
        label,
        round(now.times_ms.get(label, 0)),
        now.share(label),
        previous,
        share_change(now.share(label), previous),
    )


def split_rows(labels: Iterable[str], now: Split, before: Split | None) -> tuple[Row, ...]:
    """Return a row for each of the labels that was heard in one of the windows."""
    heard = {*now.times_ms, *(() if before is None else before.times_ms)}
    return tuple(split_row(label, now, before) for label in labels if label in heard)


def share_change(now: float | None, before: float | None) -> float | None:
    """Return the difference of two shares, as a fraction; ``None`` if one of them is unknown."""
    return None if now is None or before is None else now - before


def before(splits: Sequence[Split | None]) -> Split | None:
    """Return the second of the splits: that of the window before, if there is one."""
    return splits[1] if len(splits) > 1 else None
