"""Listening by what the evidence of plays says of the device, such as its platform or country."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Coverage, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import (
    TimeSplit,
    previous_split,
    share,
    split_columns,
    split_row,
)
from musicanalyser.stats.base.window import empty_text, report_span, with_previous
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

_COLUMNS = (
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="first_day", title="First", kind=ColumnKind.DATE),
    Column(name="last_day", title="Last", kind=ColumnKind.DATE),
)
_CREATE = """
create temp table {name} (device_id integer primary key, heard_ms, plays, first_day, last_day)
"""
# Rows that are added to those of the same key need no sorting, which takes longer, and memory.
_ADD = """
insert into NAME
select
  h.device_id, h.heard_ms, {counted}, iif({counted}, h.day_number, null),
  iif({counted}, h.day_number, null)
from v_heard h
where {music} and {window}
on conflict do update set
  heard_ms = heard_ms + excluded.heard_ms, plays = plays + excluded.plays,
  first_day = min(coalesce(first_day, excluded.first_day), coalesce(excluded.first_day, first_day)),
  last_day = max(coalesce(last_day, excluded.last_day), coalesce(excluded.last_day, last_day))
"""
_NUMBERS = count()
_DEVICES = "select id, platform, country from v_devices"


class DeviceWords(NamedTuple):
    """What the evidence of plays says of the device; ``None`` is unknown."""

    platform: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTotals:
    """The plays of one label: time in ms, counted plays, and the first and last day with one."""

    heard_ms: int
    plays: int
    first_day: int | None
    last_day: int | None

    def plus(self, other: "LabelTotals") -> "LabelTotals":
        """Return the totals of both."""
        days = (self.first_day, other.first_day, self.last_day, other.last_day)
        known = [day for day in days if day is not None]
        return LabelTotals(
            heard_ms=self.heard_ms + other.heard_ms,
            plays=self.plays + other.plays,
            first_day=min(known, default=None),
            last_day=max(known, default=None),
        )


Totals = dict[str | None, LabelTotals]
"""The totals of each label; those of ``None`` are of the plays whose label is unknown."""


def device_report(
    conn: sqlite3.Connection,
    question: Question,
    blank: Report,
    *,
    label_of: Callable[[DeviceWords], str | None],
    more: Callable[[str | None], Row] = lambda _: (),
) -> Report:
    """Return ``blank`` with a row for each label, by listening time (ms).

    Shares and their changes are of the time of which the label is known. The last row is of the
    plays whose label is unknown, and has none. ``more`` gives the cells of further columns.
    """
    windows = [_totals(conn, question, one, label_of) for one in with_previous(question.window)]
    now, previous = _split(windows[0]), previous_split([_split(one) for one in windows])
    (label,), further = blank.columns[:1], blank.columns[1:]
    columns = split_columns(label, compared=previous is not None)
    return replace(
        blank,
        columns=(*columns, *_COLUMNS, *further),
        rows=tuple(_rows(windows, now, previous, more)) if windows[0] else (),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT, blank.definition),
        coverage=_coverage(blank.name, windows[0], now),
        empty=empty_text(conn, question.window),
    )


def _totals(
    conn: sqlite3.Connection,
    question: Question,
    window: Window,
    label_of: Callable[[DeviceWords], str | None],
) -> Totals:
    devices = {device_id: DeviceWords(*words) for device_id, *words in conn.execute(_DEVICES)}
    totals: Totals = {}
    name = f"window_devices_{next(_NUMBERS)}"
    conn.execute(_CREATE.format(name=name))
    run_query(conn, _ADD.replace("NAME", name), question, window)
    found = conn.execute(f"select * from {name}")  # noqa: S608
    for device_id, heard_ms, plays, first, last in found:
        label = label_of(devices[device_id])
        one = LabelTotals(heard_ms=heard_ms, plays=plays, first_day=first, last_day=last)
        totals[label] = totals[label].plus(one) if label in totals else one
    return totals


def _split(totals: Totals) -> TimeSplit | None:
    """Return the time of each known label; ``None`` if none is known."""
    times_ms = {label: one.heard_ms for label, one in totals.items() if label is not None}
    whole_ms = sum(times_ms.values())
    return TimeSplit(times_ms=times_ms, whole_ms=whole_ms) if whole_ms else None


def _rows(
    windows: Sequence[Totals],
    now: TimeSplit | None,
    previous: TimeSplit | None,
    more: Callable[[str | None], Row],
) -> Iterator[Row]:
    labels = {label for totals in windows for label in totals if label is not None}
    none = LabelTotals(heard_ms=0, plays=0, first_day=None, last_day=None)
    found = {label: windows[0].get(label, none) for label in labels}
    for label in sorted(found, key=lambda one: (-found[one].heard_ms, -found[one].plays, one)):
        split = now or TimeSplit(times_ms={}, whole_ms=0)
        yield *split_row(label, split, previous), *_cells(found[label]), *more(label)
    if None in windows[0]:
        unknown = windows[0][None]
        yield None, unknown.heard_ms, None, None, None, *_cells(unknown), *more(None)


def _cells(one: LabelTotals) -> Row:
    days = (one.first_day, one.last_day)
    return (one.plays, *(None if day is None else numbered_day(day) for day in days))


def _coverage(what: str, totals: Totals, now: TimeSplit | None) -> Coverage | None:
    """Return for how much of the listening time the label is known."""
    known_ms = now.whole_ms if now else 0
    known = share(known_ms, sum(one.heard_ms for one in totals.values()))
    return None if known is None else Coverage(what=what, share=known)
