"""The panel of `watch`: what plays, the totals of today, recent plays, and the connection."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import set_cell_size

from musicanalyser.duration import format_clock, format_duration
from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.paint.timeline import MARK_INKS, MARKS
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind

_BESIDE_LIST = 9
"""The lines of a panel that are no recent plays."""
_LOW_HEIGHT = 14
"""A lower panel leaves out the session, for one more recent play."""
_WIDE = 60
"""From here on there is room for the confidence of each play."""
_SURE, _LIKELY = 0.9, 0.6
"""A verdict with more confidence needs no word, with less it is a guess."""
_LEAST_NAMES = 12
"""The cells that title and artist keep on a narrow screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPlaying:
    """The track that plays or is paused, and its position now."""

    title: str | None
    artist: str | None
    position_ms: int | None
    length_ms: int | None
    playing: bool
    private: bool = False
    earlier_plays: int | None = None
    """How often the track was played before, ``None`` if that is not known."""
    next_title: str | None = None
    next_artist: str | None = None

    @property
    def is_within_track(self) -> bool:
        """Whether the track can still be playing, or paused, without a new answer."""
        return self.position_ms is not None and self.position_ms < (self.length_ms or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlay:
    """A finished play; ``at`` is the local time of its start."""

    at: str
    title: str | None
    artist: str | None
    heard_ms: int
    verdict: str
    private: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTotals:
    """The session that is going on; ``since`` is the local time of its start."""

    since: str
    heard_ms: int
    plays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """The totals of the local day so far: music without private sessions."""

    heard_ms: int
    plays: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The content of the panel: ``past`` is newest first, ``trouble`` is empty if there is none.

    ``unknown_since`` is the local time since when it is not known what plays, empty if it is known.
    Of ``status``, the parts that fit are shown, the first ones first.
    """

    now: NowPlaying | None
    today: DayTotals
    past: tuple[PastPlay, ...]
    status: tuple[str, ...]
    clock: str = ""
    session: SessionTotals | None = None
    trouble: str = ""
    unknown_since: str = ""


def draw_panel(panel: Panel, *, width: int, height: int) -> list[StyledText]:
    """Return at most ``height`` lines of a panel, of at most ``width`` cells."""
    session = () if height < _LOW_HEIGHT else tuple(_session(panel.session))
    room = max(0, height - _BESIDE_LIST + 1 - len(session))
    lines = [
        _with_clock(_title(panel.now, panel.unknown_since), panel.clock, width),
        _progress(panel.now, width),
        _around(panel.now),
        StyledText(),
        _today(panel.today),
        *session,
        *(_past(one, width) for one in panel.past[:room]),
        StyledText(),
        *_status(panel, width),
    ]
    for line in lines:
        line.truncate(width)
    return lines[:height]


def _title(now: NowPlaying | None, unknown_since: str) -> StyledText:
    if now is None:
        silence = f"Not known since {unknown_since}." if unknown_since else "Nothing plays."
        return StyledText(silence, style=SIDE)
    text = StyledText("▶ " if now.playing else "‖ ", style=HEADING)
    text.append(format_value(now.title, ColumnKind.TEXT), style="bold")
    text.append(f"  {format_value(now.artist, ColumnKind.TEXT)}", style="")
    if now.private:
        text.append("  private", style="private")
    return text


def _with_clock(title: StyledText, clock: str, width: int) -> StyledText:
    """Return the first line, with the time at its right end if there is room."""
    room = width - len(clock) - GAP
    if not clock or room < _LEAST_NAMES:
        return title
    return title.fit(room).append(f"{' ' * GAP}{clock}", style="bold")


def _around(now: NowPlaying | None) -> StyledText:
    """Return which play of the track this is, and what comes next."""
    text = StyledText()
    if now is not None and now.earlier_plays is not None:
        count = format_value(now.earlier_plays + 1, ColumnKind.COUNT)
        text.append(f"Play {count} of this track" if now.earlier_plays else "First play")
    if now is not None and now.next_title:
        text.append(f"{' ' * GAP if text else ''}Next  ", style=SIDE)
        text.append(sanitize(f"{now.next_title}  {now.next_artist or UNKNOWN}"))
    return text


def _session(session: SessionTotals | None) -> Iterator[StyledText]:
    if session is not None:
        heard = format_duration(session.heard_ms)
        plays = format_value(session.plays, ColumnKind.COUNT)
        figures = f"{heard}   {plays} plays   since {session.since}"
        yield StyledText.assemble(("Session  ", SIDE), figures)


def _progress(now: NowPlaying | None, width: int) -> StyledText:
    if now is None or now.position_ms is None:
        return StyledText()
    position_ms = max(0, min(now.position_ms, now.length_ms or now.position_ms))
    clock = f" {format_clock(position_ms)}"
    if now.length_ms:
        clock += f" / {format_clock(now.length_ms)}"
    room = width - len(clock)
    if not now.length_ms or room < 1:
        return StyledText(clock.strip(), style=SIDE)
    done = round(position_ms / now.length_ms * room)
    return StyledText.assemble(
        ("━" * done, "ramp-3"), ("─" * (room - done), "track"), (clock, SIDE)
    )


def _today(today: DayTotals) -> StyledText:
    figures = (
        format_duration(today.heard_ms),
        f"{format_value(today.plays, ColumnKind.COUNT)} plays",
        f"{format_value(today.skipped, ColumnKind.COUNT)} skipped",
    )
    return StyledText.assemble(("Today  ", SIDE), "   ".join(figures))


def _past(one: PastPlay, width: int) -> StyledText:
    heard = format_value(one.heard_ms, ColumnKind.DURATION)
    mark = MARKS.get(one.verdict, MARKS["unknown"])
    if one.private:
        mark += " p"
    if width >= _WIDE:
        heard += f"{' ' * GAP}{_doubt(one.confidence):6}"
    head = f"{one.at}  {mark}  "
    room = max(_LEAST_NAMES, width - len(head) - len(heard) - GAP)
    names = f"{sanitize(one.title or UNKNOWN)}  {sanitize(one.artist or UNKNOWN)}"
    line = StyledText.assemble((f"{one.at}  ", SIDE), (mark, MARK_INKS.get(one.verdict, SIDE)))
    line.append(f"  {set_cell_size(names, room)}")
    return line.append(f"{' ' * GAP}{heard}", style=SIDE)


def _doubt(confidence: float | None) -> str:
    if confidence is None or confidence >= _SURE:
        return ""
    return "likely" if confidence >= _LIKELY else "guess"


def _status(panel: Panel, width: int) -> Iterator[StyledText]:
    if panel.trouble:
        yield StyledText(f"! {sanitize(panel.trouble)}", style="bad")
    line = panel.status[0]
    for part in panel.status[1:]:
        if len(line) + GAP + len(part) > width:
            break
        line += f"{' ' * GAP}{part}"
    yield StyledText(sanitize(line), style=SIDE)
