"""A line of a panel for a finished play, with the confidence of its verdict."""

from musicanalyser.duration import format_clock
from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.paint.timeline import MARK_INKS, MARKS
from musicanalyser.render.panel.content import PastPlay
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN

SIGNALS = {"sure": "▂▄▆", "likely": "▂▄▁", "guess": "▂▁▁"}
"""Like the signal of a phone: shapes differ without colour, too."""
_SURE, _LIKELY = 0.9, 0.6
"""From these confidences on."""
_WIDE, _COLUMNS_FROM = 60, 110
"""The least widths with artist and confidence, and with artists in a column of their own."""
_TITLE_SHARE = 0.52
_LEAST_NAME = 12
"""The cells that a name keeps on a narrow screen."""


def draw_past(one: PastPlay, width: int) -> StyledText:
    """Return the line of one play; on a narrow screen it has no artist and no confidence."""
    is_wide = width >= _WIDE
    gap = " " * (GAP if is_wide else 1)
    line = StyledText.assemble((f"{one.at}{gap}", SIDE), _mark(one), gap)
    end = StyledText(f"{gap}{format_clock(one.heard_ms):>5}", style=SIDE)
    if is_wide:
        end.append(f"{gap} ").append(draw_signal(one.confidence))
    room = max(_LEAST_NAME, width - line.cell_len - end.cell_len)
    return line.append(_names(one, room, width).fit(room)).append(end)


def _mark(one: PastPlay) -> StyledText:
    mark = StyledText(
        MARKS.get(one.verdict, MARKS["unknown"]), style=MARK_INKS.get(one.verdict, SIDE)
    )
    return StyledText.assemble(mark, (" p", "private")) if one.private else mark


def _names(one: PastPlay, room: int, width: int) -> StyledText:
    title = StyledText(sanitize(one.title or UNKNOWN))
    if width < _WIDE:
        return title
    if width >= _COLUMNS_FROM:
        title = title.fit(round(_TITLE_SHARE * room) - GAP)
    return StyledText.assemble(title, (f"{' ' * GAP}{sanitize(one.artist or UNKNOWN)}", SIDE))


def draw_signal(confidence: float | None) -> StyledText:
    """Return three bars, as many of them raised as the verdict is sure; blank if unknown."""
    if confidence is None:
        return StyledText(" " * len(SIGNALS["sure"]))
    word = "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "guess"
    raised = SIGNALS[word].rstrip("▁")
    return StyledText.assemble((raised, SIDE), (SIGNALS[word][len(raised) :], "track"))
