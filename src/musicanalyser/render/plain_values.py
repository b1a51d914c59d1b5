"""Values for programs: exact, and of types that JSON and CSV can express."""

import re
from collections.abc import Iterator
from datetime import date
from math import isfinite

from musicanalyser.report import RankChange, Report, Value

_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced, because UTF-8 cannot encode them."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain_value(value: Value) -> str | int | float | None:
    """Return a value with dates and times in ISO 8601.

    The result is ``None`` for what is unknown, for floats that are not finite, and for the change
    of rank of a new entry.
    """
    match value:
        case date():
            return value.isoformat()
        case float():
            return value if isfinite(value) else None
        case str():
            return encodable(value)
        case RankChange():
            return None
        case _:
            return value


def records(report: Report) -> Iterator[dict[str, str | int | float | None]]:
    """Yield each row as a mapping from column names to plain values."""
    names = [encodable(column.name) for column in report.columns]
    return (dict(zip(names, map(plain_value, row), strict=True)) for row in report.rows)
