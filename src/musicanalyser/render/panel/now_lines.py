"""The four lines of a panel about what plays: title, artist, position, and what comes next."""

from musicanalyser.duration import format_clock
from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.panel.content import EarlierPlays, NowPlaying, Panel
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind

_INDENT = "  "
"""As wide as the sign before the title."""
_LEAST_TITLE = 12
"""The cells that a title keeps beside the clock."""


def draw_now(panel: Panel, width: int) -> list[StyledText]:
    """Return four lines; those about a track are empty without one."""
    now = panel.now
    if now is None:
        silence = (
            f"Not known since {panel.unknown_since}." if panel.unknown_since else "Nothing plays."
        )
        blank = [StyledText(), StyledText(), StyledText()]
        return [_with_clock(StyledText(silence, style=SIDE), panel.clock, width), *blank]
    return [
        _with_clock(_title(now, width - len(panel.clock) - GAP), panel.clock, width),
        _artist(now, width),
        _progress(now, width),
        _next(now),
    ]


def _title(now: NowPlaying, room: int) -> StyledText:
    """Return the title, and which play of the track this is if there is room."""
    text = StyledText("▶ " if now.playing else "‖ ", style=HEADING)
    text = StyledText.assemble(text, (format_value(now.title, ColumnKind.TEXT), "bold"))
    if now.private:
        text.append(f"{' ' * GAP}private", "private")
    if now.earlier is None:
        return text
    count = format_value(now.earlier.of_track + 1, ColumnKind.COUNT)
    return _with_side(text, f"play {count}" if now.earlier.of_track else "first play", room)


def _with_clock(title: StyledText, clock: str, width: int) -> StyledText:
    """Return the first line, with the time at its right end if there is room."""
    room = width - len(clock) - GAP
    if not clock or room < _LEAST_TITLE:
        return title
    return title.fit(room).append(f"{' ' * GAP}{clock}", "bold")


def _artist(now: NowPlaying, width: int) -> StyledText:
    """Return the artist, and which play of the artist this is if there is room."""
    name = StyledText(f"{_INDENT}{format_value(now.artist, ColumnKind.TEXT)}")
    return name if now.earlier is None else _with_side(name, _artist_plays(now.earlier), width)


def _with_side(text: StyledText, more: str, room: int) -> StyledText:
    """Return a text with more beside it, if both fit."""
    if not more or text.cell_len + GAP + len(more) > room:
        return text
    return text.append(f"{' ' * GAP}{more}", SIDE)


def _artist_plays(earlier: EarlierPlays) -> str:
    if earlier.of_artist_today is None or earlier.of_artist_in_week is None:
        return ""
    today, week = (
        format_value(count + 1, ColumnKind.COUNT)
        for count in (earlier.of_artist_today, earlier.of_artist_in_week)
    )
    return f"play {today} today, {week} in 7 days"


def _progress(now: NowPlaying, width: int) -> StyledText:
    if now.position_ms is None:
        return StyledText()
    position_ms = max(0, min(now.position_ms, now.length_ms or now.position_ms))
    clock = format_clock(position_ms)
    if now.length_ms:
        clock += f" / {format_clock(now.length_ms)}"
    room = width - len(_INDENT) - len(clock) - 1
    if not now.length_ms or room < 1:
        return StyledText(f"{_INDENT}{clock}", style=SIDE)
    bar = draw_bar(position_ms / now.length_ms, room)
    return StyledText.assemble(_INDENT, bar, (f" {clock}", SIDE))


def _next(now: NowPlaying) -> StyledText:
    if not now.next_title:
        return StyledText()
    return StyledText.assemble(
        (f"{_INDENT}next  ", SIDE),
        sanitize(now.next_title),
        (f"{' ' * GAP}{sanitize(now.next_artist or UNKNOWN)}", SIDE),
    )
