"""The last lines of a panel: what goes wrong, the connection, the calls, and what signs mean."""

from collections.abc import Iterator

from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar
from musicanalyser.render.panel.content import PollStatus
from musicanalyser.render.panel.past_lines import SIGNALS
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind

_BETWEEN = 3
_MOST_LINES = 2
_LEAST_BAR, _LONGEST_BAR = 6, 24


def draw_trouble(trouble: str, width: int) -> list[StyledText]:
    """Return what goes wrong, in at most two lines; none if nothing does."""
    if not trouble:
        return []
    return StyledText(f"! {sanitize(trouble)}", style="bad").wrap(width)[:_MOST_LINES]


def draw_status(status: PollStatus, width: int) -> StyledText:
    """Return where answers come from and when, and the calls used, as a bar if there is room."""
    mark = StyledText("✓ ", style=HEADING) if status.is_connected else StyledText(f"{UNKNOWN} ")
    calls = _calls(status)
    left = f"from {status.source}   {status.policy} · next check in {status.next_poll_s} s"
    label = f"{status.saving or 'calls in 24 h'} "
    room = width - mark.cell_len - len(left) - _BETWEEN - len(label) - len(calls) - 1
    if room >= _LEAST_BAR:
        bar = draw_bar(status.calls_used / max(status.calls_allowed, 1), min(room, _LONGEST_BAR))
        right = StyledText.assemble((label, SIDE), bar, (f" {calls}", SIDE))
    else:
        right = StyledText(f"{calls} calls", style=SIDE)
    if mark.cell_len + len(left) + _BETWEEN + right.cell_len > width:
        left = f"{status.policy} · {status.next_poll_s} s"
    room = width - mark.cell_len - right.cell_len
    if room < len(left) + 1:
        return StyledText.assemble(mark, (left, SIDE))
    return StyledText.assemble(mark, StyledText(left, style=SIDE).fit(room), right)


def _calls(status: PollStatus) -> str:
    used, allowed = (
        format_value(count, ColumnKind.COUNT) for count in (status.calls_used, status.calls_allowed)
    )
    return f"{used} of {allowed}"


def draw_legend(width: int) -> Iterator[StyledText]:
    """Yield what the signs of confidence mean, and how a watch ends."""
    signs = "  ".join(f"{sign} {word}" for word, sign in SIGNALS.items())
    line = StyledText(f"confidence  {signs}", style=SIDE)
    quit_text = "Ctrl-C to quit"
    yield line.fit(width - len(quit_text)).append(quit_text, SIDE)
