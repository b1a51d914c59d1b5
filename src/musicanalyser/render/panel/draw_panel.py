"""The lines of a panel, and which of them a terminal of some size has room for."""

from collections.abc import Sequence

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.day_strip import STRIP, draw_day_strip
from musicanalyser.render.panel.content import Panel
from musicanalyser.render.panel.day_lines import draw_session, draw_today
from musicanalyser.render.panel.now_lines import draw_now
from musicanalyser.render.panel.past_lines import draw_past
from musicanalyser.render.panel.status_lines import draw_legend, draw_status, draw_trouble

_WIDEST = 160
"""More cells stay empty: a line of more is hard to follow."""
_SESSION_FROM, _LEGEND_FROM, _STRIP_FROM = 14, 20, 30
"""The least heights with a line for the session, with a legend, and with the hours of the day."""
_LEGEND_WIDTH = 76


def draw_panel(panel: Panel, *, width: int, height: int) -> list[StyledText]:
    """Return at most ``height`` lines of a panel, of at most ``width`` cells."""
    width = min(width, _WIDEST)
    above = [*draw_now(panel, width), StyledText(), *_day(panel, width, height)]
    below = [
        StyledText(),
        *draw_trouble(panel.trouble, width),
        draw_status(panel.status, width),
        *(draw_legend(width) if height >= _LEGEND_FROM and width >= _LEGEND_WIDTH else ()),
    ]
    room = max(0, height - len(above) - len(below))
    lines = [*above, *(draw_past(one, width) for one in panel.past[:room]), *below]
    for line in lines:
        line.truncate(width)
    return lines[:height]


def _day(panel: Panel, width: int, height: int) -> Sequence[StyledText]:
    """Return the lines between what plays and what was played."""
    lines = [draw_today(panel.today, width)]
    if panel.session is not None and height >= _SESSION_FROM:
        lines.append(draw_session(panel.session, panel.now, width))
    if panel.today.heard and height >= _STRIP_FROM and width >= STRIP:
        lines += [StyledText(), *draw_day_strip(panel.today.heard)]
    return lines if height < _SESSION_FROM else [*lines, StyledText()]
