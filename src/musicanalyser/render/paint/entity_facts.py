"""The sentences of a page: its rank and size, first and last plays, days and skips."""

from collections.abc import Iterator, Mapping

from musicanalyser.duration import format_duration
from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.page import flowing_lines
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind, Report, Row, Value


def head_facts(report: Report) -> Iterator[StyledText]:
    """Yield the rank, what belongs to it, and its share of all listening time."""
    found = _words(report, report.rows[0])
    label = f", {report.span.label}" if report.span and report.span.since else " of all time"
    if found["rank"] != UNKNOWN:
        yield _fact(f"#{found['rank']}", f"{report.name}{label}")
    for name, title in (("tracks", "tracks"), ("albums", "albums"), ("length_ms", "long")):
        if found.get(name, UNKNOWN) != UNKNOWN:
            yield _fact(found[name], title.removesuffix("s") if found[name] == "1" else title)
    if found["share"] != UNKNOWN:
        yield _fact(found["share"], "of all listening time")


def heard_lines(parts: Mapping[str, Report], width: int) -> list[StyledText]:
    """Return the first and the last play: when, what, how it ended, and how it came."""
    lines = []
    for found in _rows(parts, "first-and-last"):
        head = _fact(found["started_at"], f"{found['which']} heard", is_before=True)
        ends = (found["verdict"], found["way_in"])
        how = StyledText(", ".join(one for one in ends if one != UNKNOWN), style=SIDE)
        lines += flowing_lines([head, StyledText(found["title"]), how], width)
    return lines


def day_facts(parts: Mapping[str, Report]) -> Iterator[StyledText]:
    """Yield the longest streak, the biggest day, and the longest silence with the return."""
    for found in _rows(parts, "days")[:1]:
        if found["streak_last_day"] != UNKNOWN:
            days = "day" if found["longest_streak_days"] == "1" else "days in a row"
            yield _fact(found["longest_streak_days"], f"{days}, to {found['streak_last_day']}")
        if found["biggest_day"] != UNKNOWN:
            day = f"on the biggest day, {found['biggest_day']}"
            yield _fact(found["biggest_day_ms"], day)
        if found["silence_days"] != UNKNOWN:
            days = "day" if found["silence_days"] == "1" else "days"
            back = f"back on {found['return_day']} with {found['return_title']}"
            yield _fact(found["silence_days"], f"{days} of silence, {back}")


def album_facts(parts: Mapping[str, Report]) -> Iterator[StyledText]:
    """Yield how much of an album was ever finished, and where it is given up."""
    for found in _rows(parts, "completion"):
        if found["tracks_finished"] != UNKNOWN:
            text = f"of {found['tracks_heard']} tracks ever finished"
            yield _fact(found["tracks_finished"], text)
        if found["completed"] != UNKNOWN:
            text = f"of {found['sittings']} sittings reached the last track"
            yield _fact(found["completed"], text)
        if found["given_up_at"] != UNKNOWN:
            sittings = f"is where you give up ({found['given_up']} sittings)"
            yield _fact(found["given_up_at"], sittings)


def skip_facts(parts: Mapping[str, Report]) -> Iterator[StyledText]:
    """Yield how much is skipped, where it is left, and how many skips that rests on."""
    for found in _rows(parts, "skips")[:1]:
        if found["skip_rate"] == UNKNOWN:
            continue
        yield _fact(found["skip_rate"], f"skipped; all music {found['window_skip_rate']}")
        if found["left_at_ms"] != UNKNOWN:
            share = f", {found['left_share']} in" if found["left_share"] != UNKNOWN else ""
            skips = "1 skip" if found["left"] == "1" else f"{found['left']} skips"
            yield _fact(found["left_at_ms"], f"is where you leave{share} (median of {skips})")
        if found["skips"] != "0":
            title = next(one.title for one in parts["skips"].columns if one.name == "passed_over")
            yield _fact(found["passed_over"], title.lower())


def _rows(parts: Mapping[str, Report], name: str) -> list[dict[str, str]]:
    part = parts.get(name)
    return [] if part is None else [_words(part, row) for row in part.rows]


def _words(report: Report, row: Row) -> dict[str, str]:
    """Return the values of a row as a person reads them, by the names of the columns."""
    pairs = zip(report.columns, row, strict=True)
    return {column.name: _word(value, column.kind) for column, value in pairs}


def _word(value: Value, kind: ColumnKind) -> str:
    if kind is ColumnKind.DURATION and (ms := as_number(value)) is not None:
        return format_duration(int(ms))
    return format_value(value, kind)


def _fact(figure: str, text: str, *, is_before: bool = False) -> StyledText:
    if is_before:
        return StyledText.assemble((f"{text} ", SIDE), (figure, "bold"))
    return StyledText.assemble((figure, "bold"), (f" {text}", SIDE))
