"""Draws days as a calendar, with the average of each weekday, streaks and the best days below."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar
from musicanalyser.render.marks.calendar import (
    LABELS,
    UNKNOWN_DAY,
    WEEKS,
    count_weeks,
    draw_calendar,
    draw_small_calendar,
    legend,
    limits_text,
)
from musicanalyser.render.paint.page import (
    draw_header,
    draw_notes,
    flowing_lines,
    heading,
    side_by_side,
)
from musicanalyser.render.row_names import drawn_column
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import EN_DASH, format_day, format_value
from musicanalyser.report import ColumnKind, Report, Value

_THREE, _TWO = 110, 66
"""From these widths on, so many blocks stand side by side."""
_GAP = 3
_LONGEST_BAR = 20
_BEST = 3
_NAME = 9
_YEAR_DAYS = 366
"""Days of a longer window are named with their year."""

_Facts = Mapping[str, Value]


def draw_calendar_page(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the whole page of a calendar."""
    weeks = count_weeks(report)
    is_large = LABELS + 2 * weeks <= style.width or style.width >= _THREE
    if is_large:
        *days, scale = draw_calendar(report, style)
    else:
        days, scale = draw_small_calendar(report, style, []), legend(style)
    for each in days:
        each.rstrip()
    below = [scale]
    if any(UNKNOWN_DAY in line.plain for line in days):
        below.append(StyledText.assemble((f"{UNKNOWN_DAY} ", "dot"), ("unknown", SIDE)))
    if limits := limits_text(report, style):
        below.append(StyledText(f"steps at {limits}", style=SIDE))
    shown = min(WEEKS, (style.width - LABELS) // (1 + is_large))
    if shown < weeks:
        below.append(StyledText(f"last {shown} of {weeks:,} weeks", style=SIDE))
    page = [*draw_header(report, style), StyledText(), *days, StyledText()]
    page += flowing_lines(below, style.width)
    page += [StyledText(), *_blocks(report, style)]
    for each in page:
        each.truncate(style.width)
    return [*page, StyledText(), *draw_notes(report, style)]


def draw_days(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the days of the last weeks alone, and what their marks mean."""
    return [*draw_small_calendar(report, style, []), legend(style)]


def _blocks(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the parts: three or two side by side, or each below the other."""
    drawn: Mapping[str, Callable[[Report, Report, int], Iterator[StyledText]]] = {
        "weekdays": _weekdays,
        "streaks": _streaks,
        "best-days": _best_days,
    }
    count = 3 if style.width >= _THREE else 2 if style.width >= _TWO else 1
    width = (style.width - (count - 1) * _GAP) // count
    parts = {part.name: part for part in report.parts if part.rows}
    blocks = [
        [heading(parts[name]), *draw(report, parts[name], width)]
        for name, draw in drawn.items()
        if name in parts
    ]
    first, *others = blocks or [[]]
    if count == len(drawn):
        return side_by_side(blocks, width, _GAP)
    stacked = [line for block in others for line in (StyledText(), *block)]
    return side_by_side([first, stacked[1:]], width, _GAP) if count > 1 else [*first, *stacked]


def _weekdays(_: Report, part: Report, width: int) -> Iterator[StyledText]:
    place, column = drawn_column(part)
    values = [as_number(row[place]) for row in part.rows]
    largest = max((value or 0 for value in values), default=0) or 1
    texts = [format_value(row[place], column.kind) for row in part.rows]
    longest = max(map(len, texts))
    bar = min(_LONGEST_BAR, width - LABELS - longest)
    for row, value, text in zip(part.rows, values, texts, strict=True):
        line = StyledText.assemble((str(row[0])[:3].ljust(LABELS - 1), SIDE))
        if bar > 0:
            line.append(draw_bar((value or 0) / largest, bar)).append(" ")
        yield line.append(text.rjust(longest), SIDE if value is None else "")


def _streaks(report: Report, part: Report, _: int) -> Iterator[StyledText]:
    facts = dict(zip((one.name for one in part.columns), part.rows[0], strict=True))
    current = facts["current_streak_days"]
    if current is not None:
        yield _fact("now", _days(current))
    yield _fact("longest", _days(facts["longest_streak_days"]), _longest(report, facts))
    # The time of a day may be unknown, and its plays known.
    known = [row[1] for row in report.rows if row[1] is not None or any(row[2:3])]
    unknown = len(report.rows) - len(known)
    active = as_number(facts["active_days"]) or 0
    share = format_value(active / len(known) if known else None, ColumnKind.SHARE)
    of = f"{len(known):,} known days" if unknown else _days(len(known))
    yield _fact("active", f"{active:,.0f} of {of}", share)
    yield _fact("quiet", _days(known.count(0)), "without music")
    if unknown:
        yield _fact("unknown", _days(unknown))


def _longest(report: Report, facts: _Facts) -> str:
    first, last = facts["longest_first_day"], facts["longest_last_day"]
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    has_year = _has_year(report)
    if first == last:
        return format_day(first, year=has_year)
    return f"{format_day(first, year=has_year)} {EN_DASH} {format_day(last, year=has_year)}"


def _best_days(report: Report, part: Report, _: int) -> Iterator[StyledText]:
    place, column = drawn_column(part)
    for row in part.rows[:_BEST]:
        if isinstance(row[0], date):
            day = f"{row[0]:%a} {format_day(row[0], year=_has_year(report))}"
            yield StyledText.assemble(
                (f"{day:<12} ", SIDE), (format_value(row[place], column.kind), "bold")
            )


def _has_year(report: Report) -> bool:
    return len(report.rows) > _YEAR_DAYS


def _fact(name: str, value: str, more: str = "") -> StyledText:
    return StyledText.assemble((name.ljust(_NAME), SIDE), (value, "bold"), (f"  {more}", SIDE))


def _days(count: Value) -> str:
    return f"{format_value(count, ColumnKind.COUNT)} day{'' if count == 1 else 's'}"
