"""The figures of a day in one line, for a prompt or a status bar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from rich.cells import cell_len, set_cell_size

from musicanalyser.duration import format_duration
from musicanalyser.errors import UsageError
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind, Report
from musicanalyser.units import HOUR_MS, MINUTE_MS

SHORT_WIDTH = 24
"""The greatest width of a short line in cells."""
_LEAST_NAME = 4
"""A name of which fewer cells would fit is left out."""
_NOTE, _GAP = "♫ ", " · "
_MARKS = "♫·–…"  # noqa: RUF001 - an en dash
_ASCII = str.maketrans(dict(zip(_MARKS, ("", "|", "-", "."), strict=True)))


class StatusField(StrEnum):
    """What the line can show."""

    TIME = "time"
    PLAYS = "plays"
    SKIPS = "skips"
    STREAK = "streak"
    LAST = "last"


_SHORT_FIELDS = (StatusField.TIME, StatusField.PLAYS, StatusField.STREAK)
"""Those of a short line, unless others are asked for."""
_COLUMNS: Mapping[StatusField, tuple[str, ...]] = {
    StatusField.TIME: ("heard_ms",),
    StatusField.PLAYS: ("plays",),
    StatusField.SKIPS: ("skip_rate",),
    StatusField.STREAK: ("current_streak_days",),
    StatusField.LAST: ("last_title", "last_artist"),
}
"""The columns of the report that each field shows."""


def chosen_fields(names: str | None, *, short: bool) -> tuple[StatusField, ...]:
    """Return fields as they are typed, with commas between them; without any, the usual ones.

    Raises:
        UsageError: If there is no such field.
    """
    if names is None:
        return _SHORT_FIELDS if short else tuple(StatusField)
    typed = [name.strip() for name in names.split(",")]
    unknown = next((name for name in typed if name not in {*StatusField}), None)
    if unknown is not None:
        raise UsageError(
            f"There is no field {unknown!r}.", hint=f"Choose from: {', '.join(StatusField)}."
        )
    return tuple(map(StatusField, typed))


def only_fields(report: Report, fields: Sequence[StatusField]) -> Report:
    """Return a report with the columns of these fields alone, and the period as the first."""
    names = [column.name for column in report.columns]
    places = [0, *(names.index(name) for field in fields for name in _COLUMNS[field])]
    return replace(
        report,
        columns=tuple(report.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in report.rows),
    )


def status_line(
    report: Report, fields: Sequence[StatusField], *, short: bool, encoding: str | None
) -> str:
    """Return the fields of the first row of a report in a line; unknown ones are left out.

    A short line is at most `SHORT_WIDTH` cells wide: what does not fit is left out from its end.
    Without a row it is empty; a long one says that there is none. Marks that the encoding does not
    have are ASCII.
    """
    line = _line(report, fields, short=short)
    try:
        _MARKS.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return line.translate(_ASCII).strip()
    return line


def empty_line(*, short: bool) -> str:
    """Return the line of an empty history, which is empty if it is short."""
    return "" if short else "No plays yet."


def _line(report: Report, fields: Sequence[StatusField], *, short: bool) -> str:
    if not report.rows:
        return empty_line(short=short)
    values = dict(zip((one.name for one in report.columns), report.rows[0], strict=True))
    wordings = _SHORT if short else _LONG
    pieces = {
        field: wordings[field](*known)
        for field in fields
        if (known := [values[name] for name in _COLUMNS[field]])[0] is not None
    }
    if not pieces:
        return f"{_NOTE}{UNKNOWN if short else _unknown(report)}"
    return _fitting(pieces) if short else _NOTE + _GAP.join(pieces.values())


def _unknown(report: Report) -> str:
    """Return that nothing is known of the day, and until when the history is known."""
    if report.known is None or report.known.until is None:
        return "Nothing is known of today."
    return f"Known until {format_value(report.known.until, ColumnKind.DATE)}."


def _fitting(pieces: Mapping[StatusField, str]) -> str:
    """Return as many pieces as fit; of the names of a track, as much as fits."""
    line = _NOTE
    for field, piece in pieces.items():
        gap = _GAP if line != _NOTE else ""
        room = SHORT_WIDTH - cell_len(line + gap)
        if cell_len(piece) <= room:
            line += gap + piece
        elif field is StatusField.LAST and room >= _LEAST_NAME:
            line += f"{gap}{set_cell_size(piece, room - 1).rstrip()}…"
    return line.strip()


def _time(heard_ms: int) -> str:
    is_short = heard_ms < MINUTE_MS
    return format_duration(heard_ms if is_short else heard_ms // MINUTE_MS * MINUTE_MS)


def _short_time(heard_ms: int) -> str:
    hours, minutes = divmod(heard_ms // MINUTE_MS, HOUR_MS // MINUTE_MS)
    return f"{hours}h{minutes:02}" if hours else f"{minutes}min"


def _plays(count: int) -> str:
    return f"{count:,} play{'' if count == 1 else 's'}"


def _short_plays(count: int) -> str:
    return f"{count:,}"


def _skips(rate: float) -> str:
    return f"{format_value(rate, ColumnKind.SHARE)} skipped"


def _streak(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'} in a row"


def _short_streak(days: int) -> str:
    return f"day {days:,}"


def _last(title: str, artist: str | None) -> str:
    names = (sanitize(name) for name in (title, artist) if name is not None)
    return f"last {' – '.join(names)}"  # noqa: RUF001 - an en dash


def _short_last(title: str, _: str | None) -> str:
    return sanitize(title)


_LONG: Mapping[StatusField, Callable[..., str]] = {
    StatusField.TIME: _time,
    StatusField.PLAYS: _plays,
    StatusField.SKIPS: _skips,
    StatusField.STREAK: _streak,
    StatusField.LAST: _last,
}
_SHORT: Mapping[StatusField, Callable[..., str]] = {
    **_LONG,
    StatusField.TIME: _short_time,
    StatusField.PLAYS: _short_plays,
    StatusField.STREAK: _short_streak,
    StatusField.LAST: _short_last,
}
