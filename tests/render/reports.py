"""Hypothesis strategies for reports: any text, any value, every layout."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, RankChange, Report, Value
from musicanalyser.timespan import from_ms
from tests.render.samples import WEEK, ZONE

unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Settings without a deadline, for properties of whole pages on a busy machine."""

TEXTS = st.text(st.characters(), max_size=300) | st.text("夜🎧שa \x1b\n|*<&", max_size=40)
COLUMNS: dict[Column, st.SearchStrategy[Value]] = {
    Column(name="started_at", title="Started", kind=ColumnKind.MOMENT): st.integers(
        0, 2 * 10**12
    ).map(lambda ms: from_ms(ms, ZONE)),
    Column(name="artist", title="Artist"): TEXTS,
    Column(name="heard_ms", title="Heard", kind=ColumnKind.DURATION, bar=True): st.integers(
        0, 2**53
    ),
    Column(name="share_heard", title="Share", kind=ColumnKind.SHARE): st.floats(),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT): st.integers(0, 2**63 - 1),
    Column(name="mean", title="Mean", kind=ColumnKind.NUMBER): st.floats(),
    Column(name="day", title="Day", kind=ColumnKind.DATE): st.dates(),
    Column(name="private", title="Private", kind=ColumnKind.FLAG): st.booleans(),
    Column(name="uri", title="Address", detail=True): TEXTS,
    Column(name="rank_change", title="Change", kind=ColumnKind.RANK_CHANGE): st.integers()
    | st.sampled_from(RankChange),
    Column(name="share_change", title="Change", kind=ColumnKind.SHARE_CHANGE): st.floats(),
}
CARD: dict[Column, st.SearchStrategy[Value]] = {
    Column(name="part", title="Part"): st.sampled_from(
        ["tagline", "summary", "line", "trait", "evidence", "redeeming"]
    )
    | TEXTS,
    Column(name="text", title="Text"): TEXTS,
    Column(name="fact_ids", title="Facts"): st.sampled_from(["", "F1", "F2 F1"]) | TEXTS,
}
SHAPES = {
    Layout.CARD: tuple(CARD),
    Layout.TABLE: tuple(COLUMNS),
    Layout.TIMELINE: tuple(COLUMNS),
    Layout.FIGURES: tuple(COLUMNS)[1:],
    Layout.GRID: tuple(list(COLUMNS)[place] for place in (1, 6, 2)),
}


@st.composite
def reports(draw: st.DrawFn, *, parts: int = 2) -> Report:
    """Draw a report with parts."""
    layout = draw(st.sampled_from(tuple(SHAPES)))
    columns = SHAPES[layout]
    values: list[st.SearchStrategy[Value]] = [
        (COLUMNS | CARD)[column] if place == 0 else st.none() | (COLUMNS | CARD)[column]
        for place, column in enumerate(columns)
    ]
    rows = draw(st.lists(st.tuples(*values), max_size=2 if layout is Layout.FIGURES else 4))
    return Report(
        name="made-up",
        title=draw(TEXTS),
        columns=columns,
        rows=tuple(rows),
        layout=layout,
        span=WEEK,
        definition=draw(TEXTS),
        coverage=Coverage(
            what=draw(TEXTS), of=draw(TEXTS), share=draw(st.none() | st.floats(0, 1))
        ),
        notes=(draw(TEXTS),),
        parts=tuple(draw(reports(parts=0)) for _ in range(draw(st.integers(0, parts)))),
    )
