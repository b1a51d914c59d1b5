"""Values as programs read them: exact, and of the few types that every data format knows."""

import re
from datetime import date
from math import isfinite

from musicanalyser.report import RankChange, Report, Value

_SURROGATE = re.compile("[\ud800-\udfff]")


def sound(text: str) -> str:
    """Return text as it is, save for halves of characters, which no encoding can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def exact(value: Value) -> str | int | float | None:
    """Return a value with times in ISO 8601; ``None`` for what no number or text can express.

    That is the unknown, floats that are not finite, and the change in rank of a new entry.
    """
    match value:
        case date():
            return value.isoformat()
        case float():
            return value if isfinite(value) else None
        case str():
            return sound(value)
        case RankChange():
            return None
        case _:
            return value


def records(report: Report) -> list[dict[str, str | int | float | None]]:
    """Return each row as an object with the names of the columns."""
    names = [sound(column.name) for column in report.columns]
    return [dict(zip(names, map(exact, row), strict=True)) for row in report.rows]
