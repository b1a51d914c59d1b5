"""How much of an artist, track or album is skipped, and where in the track it is left."""

from collections.abc import Sequence

from musicanalyser.listening.skip_points import EXACT_MS, PASSED_OVER_MS, skip_point
from musicanalyser.model.play_end import Verdict
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.units import SECOND_MS

_FIRST = f"the first {PASSED_OVER_MS // SECOND_MS} s"

_COLUMNS = (
    PERIOD,
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
    Column(name="window_skip_rate", title="Skip rate of all music", kind=ColumnKind.SHARE),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Plays with a known end", kind=ColumnKind.COUNT),
    Column(name="passed_over", title=f"Skips in {_FIRST}", kind=ColumnKind.COUNT),
    Column(name="left", title="Skips after that", kind=ColumnKind.COUNT),
    Column(name="left_at_ms", title="Median point of these", kind=ColumnKind.LENGTH),
    Column(name="left_share", title="Of the track", kind=ColumnKind.SHARE),
)
_DEFINITION = (
    "The skip rate is the share of skipped plays among those whose end is known, however short they"
    " were. A track is left where its time heard ends; the point is the median of the skips after"
    f" {_FIRST}. Skips known less exactly than to {EXACT_MS // SECOND_MS} s are left out."
)


def page_skips(question: Question, shown: Sequence[PageWindow]) -> Report:
    """Return the skip rate, from 0 to 1, and the median point (ms) of each window."""
    return Report(
        name="skips",
        title="Skips",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_row, shown)),
        span=report_span(question.window),
        definition=_DEFINITION,
        coverage=shown[0].verdict_coverage,
    )


def _row(shown: PageWindow) -> Row:
    if not shown.sums.known:
        return (shown.window.label, None, shown.totals.skip_rate, None, 0, *[None] * 4)
    exact = [one for one in shown.plays if one.verdict == Verdict.SKIPPED and one.is_exact]
    point = skip_point(exact)
    return (
        shown.window.label,
        shown.skip_rate,
        shown.totals.skip_rate,
        shown.sums.skips,
        shown.sums.known,
        len(exact) - point.left,
        point.left,
        point.left_ms,
        point.left_share,
    )
