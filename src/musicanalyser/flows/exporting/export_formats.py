"""The formats of an export: functions that write its rows to a stream, one by one."""

import csv
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from musicanalyser.imports.history_rows import (
    FIELDS,
    OBSERVED_FIELDS,
    OWN_FIELDS,
    HistoryRow,
    encode_row,
    flatten_row,
)

_NOT_IN_CSV = {"musicanalyser", "observed", "span", "show"}
_COLUMNS = tuple(
    name for name in (*FIELDS, *OWN_FIELDS, *OBSERVED_FIELDS) if name not in _NOT_IN_CSV
)


def _write_json(rows: Iterable[HistoryRow], stream: TextIO) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(encode_row(row))
    stream.write("\n]\n" if count else "[]\n")
    return count


def _write_jsonl(rows: Iterable[HistoryRow], stream: TextIO) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last count is the answer
        stream.write(f"{encode_row(row)}\n")
    return count


def _write_csv(rows: Iterable[HistoryRow], stream: TextIO) -> int:
    """Write the sightings; there is no column for known spans and shows."""
    writer = csv.DictWriter(stream, _COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in rows:
        fields = flatten_row(row)
        if fields.keys().isdisjoint(("span", "show")):
            writer.writerow({name: _csv_value(value) for name, value in fields.items()})
            count += 1
    return count


def _csv_value(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


EXPORT_FORMATS: Mapping[str, Callable[[Iterable[HistoryRow], TextIO], int]] = {
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
"""Each writes all rows, leaves the stream open and returns how many it wrote."""
