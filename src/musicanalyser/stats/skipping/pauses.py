"""How long plays were paused, where their evidence tells it."""

from collections.abc import Sequence

from musicanalyser.listening.start_and_end import LATE_REASONS
from musicanalyser.model.origin import Clock, Origin
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.skipping.play_ways import LEAST_PAUSE_MS, PlayWay
from musicanalyser.timespan import Window
from musicanalyser.units import SECOND_MS

_COLUMNS = (
    PERIOD,
    Column(name="paused_ms", title="Paused at least", kind=ColumnKind.DURATION),
    Column(name="plays_paused", title="Plays with a pause", kind=ColumnKind.COUNT),
    Column(name="plays_timed", title="Plays with a known start", kind=ColumnKind.COUNT),
    Column(name="paused_share", title="Share with a pause", kind=ColumnKind.SHARE),
)


def pauses(
    question: Question, windows: Sequence[tuple[Window, Sequence[PlayWay]]]
) -> Report | None:
    """Return the time (ms) and number of pauses; ``None`` if no play of the window tells any."""
    rows = [_row(window, list(filter(_is_timed, ways))) for window, ways in windows]
    if rows[0][3] is None:
        return None
    return Report(
        name="pauses",
        title="Pauses",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(rows),
        span=report_span(question.window),
        definition="A pause is the time from the start of a play to its end in which nothing"
        f" sounded, from {LEAST_PAUSE_MS // SECOND_MS} s on. A start is the moment at which the"
        " track was loaded, so that the wait before the first note counts too."
        f" {privacy_text(question)}",
    )


def _is_timed(way: PlayWay) -> bool:
    """Return whether an end of these plays is stamped when they end, and not later."""
    return _is_observed(way) or not (way.offline or way.reason_end in LATE_REASONS)


def _is_observed(way: PlayWay) -> bool:
    return Origin(way.source).traits.clock is Clock.OBSERVED


def _row(window: Window, ways: Sequence[PlayWay]) -> Row:
    timed = sum(way.plays if _is_observed(way) else way.plays_stamped for way in ways)
    if not timed:
        return (window.label, *[None] * 4)
    paused = sum(way.plays_paused for way in ways)
    return (
        window.label,
        sum(way.paused_ms for way in ways),
        paused,
        timed,
        share(paused, timed),
    )
