import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from musicanalyser.render import OutputStyle
from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row
from tests.render.output import DARK, output_of
from tests.render.samples import (
    COUNTED,
    HEATMAP,
    HOURLY,
    LOG,
    LOG_TABLE,
    MINUTE_MS,
    OVERVIEW,
    TOP_TRACKS,
    WEEK,
    ZONE,
)


def lines(report: Report, width: int = 80) -> list[str]:
    return output_of(report, "table", width=width).splitlines()


def ranked(*values: float | None) -> Report:
    return Report(
        name="ranked",
        title="Ranked",
        columns=(
            Column(name="name", title="Name"),
            Column(name="value", title="Value", kind=ColumnKind.NUMBER, bar=True),
        ),
        rows=tuple((f"row {place}", value) for place, value in enumerate(values)),
    )


def played(*starts: datetime, heard_ms: int = 0) -> Report:
    columns = (
        Column(name="started_at", title="Started", kind=ColumnKind.MOMENT),
        Column(name="heard_ms", title="Heard", kind=ColumnKind.DURATION),
        Column(name="track", title="Track"),
    )
    rows: tuple[Row, ...] = tuple((start, heard_ms, "song") for start in starts)
    return Report(name="log", title="Log", columns=columns, rows=rows, layout=Layout.TIMELINE)


def test_a_bar_is_as_long_as_its_share_of_the_largest_row_in_halves() -> None:
    page = lines(ranked(16, 7, 1))
    bars = [re.sub("[^━╸─]", "", line) for line in page[3:]]
    assert bars == ["━" * 16, "━" * 7 + "─" * 9, "━" + "─" * 15]


def test_only_nothing_and_the_unknown_have_no_bar() -> None:
    page = lines(ranked(16.0, 0.001, 0.0, None))
    assert [any(cell in line for cell in "━╸") for line in page[3:]] == [True, True, False, False]
    assert ["─" in line for line in page[3:]] == [False, True, True, False]


def test_detail_is_kept_from_people_and_given_to_programs() -> None:
    assert "spotify:track:1" not in output_of(TOP_TRACKS, "table", width=200)
    assert "spotify:track:1" not in output_of(TOP_TRACKS, "markdown")
    for name in ("json", "jsonl", "csv"):
        assert "spotify:track:1" in output_of(TOP_TRACKS, name)


def test_numbers_stay_whole_where_a_long_title_is_cut() -> None:
    report = replace(TOP_TRACKS, rows=((1, "t" * 300, "a" * 300, 3_599_000, 12_345, 1, "", ""),))
    row = next(line for line in lines(report, width=40) if "tttt" in line)
    assert row == "1  ttttt…  aaaaa…  59 min  12,345   100%"


def test_columns_without_room_are_named_and_not_lost() -> None:
    assert "Hidden at this width: Change" in lines(TOP_TRACKS, 40)
    assert not any("Hidden" in line for line in lines(TOP_TRACKS, 80))
    page = " ".join(lines(LOG_TABLE, 40))
    assert "Hidden at this width: Heard, Length, Share, End, Private, Kind" in page


def test_titles_keep_their_room_before_bars_do() -> None:
    page = lines(TOP_TRACKS, 80)
    assert page[3] == (
        "1  Midnight Ferry          The Paper Lungs  ━━━━━━  4 h 12     68    34%       ·"
    )
    assert "━" * 16 in lines(TOP_TRACKS, 120)[3]
    assert "━" not in "".join(lines(TOP_TRACKS, 60))


def test_wide_characters_keep_the_columns_straight() -> None:
    page = lines(replace(TOP_TRACKS, rows=TOP_TRACKS.rows[2:4]))
    third = "━━━━━━━━━━━━━━━━  2 h 40     38    22%      ▲2"
    fourth = "━━━━━━━━━╸──────  1 h 35     24    13%      ▼1"
    assert page[3] == f"3  夜に駆ける  ヨルシカ      {third}"
    assert page[4] == f"4  Tin Summer  Low Meridian  {fourth}"


def test_an_empty_report_says_so_in_its_own_words() -> None:
    empty = replace(TOP_TRACKS, rows=(), empty="Nothing was heard on *that* day.")
    assert "Nothing was heard on *that* day." in lines(empty)
    assert "*Nothing was heard on \\*that\\* day.*" in output_of(empty, "markdown")


def test_narrow_parts_stand_side_by_side_where_there_is_room() -> None:
    wide = lines(OVERVIEW, 150)
    assert any("Top tracks" in line and "Top artists" in line for line in wide)
    assert any("Top albums" in line and "When" in line for line in wide)
    assert not any("Top tracks" in line and "Top artists" in line for line in lines(OVERVIEW, 119))


def test_three_narrow_parts_share_a_very_wide_screen() -> None:
    small = [replace(ranked(1, 2), title=title) for title in ("One", "Two", "Three", "Four")]
    page = lines(replace(OVERVIEW, parts=tuple(small)), 180)
    assert "One Two Three" in {" ".join(line.split()) for line in page}
    assert "Four" in page


def test_what_the_parts_rest_on_is_said_once_and_whose_it_is() -> None:
    own = replace(TOP_TRACKS, definition="Tracks have a rule of their own.", title="Songs")
    twin = replace(own, title="Works")
    report = replace(OVERVIEW, parts=(own, twin, TOP_TRACKS))
    page = output_of(report, "table", style=OutputStyle(width=80, notes=True)).splitlines()
    assert sum(COUNTED in line for line in page) == 1
    assert page[-1] == "Songs, Works: Tracks have a rule of their own."


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (83, "plays ≥ 30 s · endings known for 83% of plays · private sessions excluded · --notes"),
        (82, "plays ≥ 30 s · endings known for 83% of plays · --notes"),
        (30, "plays ≥ 30 s · --notes"),
        (21, "--notes"),
    ],
)
def test_what_counts_is_one_line_cut_from_its_end(width: int, expected: str) -> None:
    assert lines(OVERVIEW, width)[-1] == expected
    assert COUNTED not in lines(OVERVIEW, width)


def test_notes_that_are_asked_for_replace_the_line() -> None:
    page = output_of(OVERVIEW, "table", style=OutputStyle(width=80, notes=True)).splitlines()
    assert {COUNTED, "Endings known for 83% of plays."} <= set(page)
    assert not any("--notes" in line for line in page)


def test_a_part_names_its_window_only_where_it_has_another() -> None:
    other = replace(TOP_TRACKS, title="Songs", span=replace(WEEK, label="all time", since=None))
    page = lines(replace(OVERVIEW, parts=(TOP_TRACKS, other)))
    assert "Top tracks" in page
    assert "Songs  until 14 Mar 2025" in page


def test_coverage_is_said_in_percent_or_as_unknown() -> None:
    report = replace(TOP_TRACKS, coverage=Coverage(what="endings", of="plays", share=0.834))
    assert "Endings known for 83% of plays." in lines(report)
    report = replace(TOP_TRACKS, coverage=Coverage(what="endings", of="plays", share=None))
    assert "Endings known for an unknown share of plays." in lines(report)


def test_key_figures_give_up_the_previous_ones_before_their_names() -> None:
    page = "\n".join(lines(OVERVIEW, 40))
    assert "Different tracks" in page
    assert "12 h 04" in page
    assert "▲20%" in page
    assert "10 h 02" not in page


def test_twenty_four_hours_fit_an_ordinary_terminal() -> None:
    monday = next(line for line in lines(HOURLY) if line.startswith("Monday"))
    tiles = monday[11:].ljust(48)
    assert len(tiles) == 48
    shaded = [tiles[place] in "░▒▓█" for place in range(0, 48, 2)]
    assert shaded == [bool(row[2]) for row in HOURLY.rows[:24]]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_heatmap_names_its_largest_value(width: int) -> None:
    assert "most: Friday 12–16, 7 h 20" in output_of(HEATMAP, "table", width=width)  # noqa: RUF001 - an en dash joins a range


def test_in_a_heatmap_the_unknown_is_not_nothing() -> None:
    rows = (("Monday", "00", 0), ("Monday", "12", None), ("Tuesday", "00", 60_000))
    page = lines(replace(HEATMAP, rows=rows))
    assert page[3].split() == ["Monday", "·", "–"]  # noqa: RUF001 - an en dash
    assert page[4].split() == ["Tuesday", "█" * 9, "–"]  # noqa: RUF001 - an en dash


def test_a_largest_value_beyond_the_precision_of_floats_is_still_drawn() -> None:
    rows = (("Monday", "00–04", 3_207_219_054_285_091),)  # noqa: RUF001 - an en dash joins a range
    assert "█" in "".join(lines(replace(HEATMAP, rows=rows)))
    assert "most: Monday" in output_of(replace(HEATMAP, rows=rows), "table", style=DARK)


def test_days_have_a_heading_each_and_marks_are_explained_where_they_occur() -> None:
    page = lines(LOG)
    days = [line for line in page if line.endswith("2025") and "day, " in line]
    assert days == ["Thursday, 13 Mar 2025", "Friday, 14 Mar 2025"]
    assert "● finished  ◐ stopped  » skipped  ? unknown  p private" in page
    finished = [row for row in LOG.rows if row[6] == "finished"]
    assert "● finished" in lines(replace(LOG, rows=tuple(finished)))


def test_how_much_was_heard_is_a_line_and_unknown_is_not_nothing() -> None:
    page = lines(LOG)
    assert next(line for line in page if "Glass Harbour" in line)[54:65] == "━━─────────"
    assert next(line for line in page if "Interlude" in line)[54:65] == "╸──────────"
    unknown = next(line for line in page if "Tin Summer" in line)
    assert unknown[54:].split() == ["─" * 11, "3:01"]


@pytest.mark.parametrize(("minutes", "shown"), [(30, False), (31, True)])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_line_is_drawn_through_more_than_half_an_hour_of_silence(
    minutes: int, *, shown: bool, backwards: bool
) -> None:
    first = datetime(2025, 3, 13, 12, tzinfo=ZONE)
    starts = [first, first + timedelta(minutes=3 + minutes)]
    if backwards:
        starts.reverse()
    page = lines(played(*starts, heard_ms=3 * MINUTE_MS))
    assert any("┄┄┄ 31 min without music ┄┄┄" in line for line in page) is shown


def test_silence_is_measured_across_a_change_of_the_clock() -> None:
    before = datetime(2025, 3, 30, 0, 55, tzinfo=UTC).astimezone(ZONE)  # 01:55
    after = datetime(2025, 3, 30, 1, 5, tzinfo=UTC).astimezone(ZONE)  # 03:05
    page = lines(played(before, after))
    assert not any("┄" in line for line in page)


def test_rich_markup_in_a_title_is_shown_and_not_obeyed() -> None:
    rows: tuple[Row, ...] = ((1, "[b]x[/b]", "", 1, 1, 1, "", ""),)
    report = replace(TOP_TRACKS, title="[red]T[/red] :smile:", rows=rows)
    text = output_of(report, "table")
    assert "[red]T[/red] :smile:" in text
    assert "[b]x[/b]" in text


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("a|b", "a\\|b"),
        ("<b>x</b> &amp; y", "\\<b\\>x\\</b\\> \\&amp; y"),
        ("*x* _y_ `z` [t](u)", "\\*x\\* \\_y\\_ \\`z\\` \\[t\\](u)"),
        ("https://example.org www.example.org", "https\\://example.org www\\.example.org"),
        ("1. first", "1\\. first"),
        ("- a list", "\\- a list"),
        ("AC/DC - T.N.T. & more!", "AC/DC - T.N.T. & more!"),
    ],
)
def test_markup_in_a_title_is_escaped_in_markdown(title: str, escaped: str) -> None:
    report = replace(TOP_TRACKS, notes=(title,))
    assert output_of(report, "markdown").endswith(f"\n- {escaped}\n")


def test_a_wide_character_of_a_picture_has_a_place_of_its_own() -> None:
    picture = output_of(TOP_TRACKS, "svg")
    assert ">夜</text>" in picture


@pytest.mark.parametrize(
    ("known", "clause"), [(True, "vs the week before"), (False, "changes unknown")]
)
def test_the_line_below_says_what_is_compared_or_that_changes_are_unknown(
    *, known: bool, clause: str
) -> None:
    compared = replace(
        TOP_TRACKS,
        counting=("plays ≥ 30 s", "private sessions excluded"),
        previous=replace(WEEK, label="the week before"),
        is_comparable=known,
    )
    assert lines(compared)[-1] == f"plays ≥ 30 s · private sessions excluded · {clause} · --notes"
    assert "changes" not in lines(replace(HEATMAP, previous=WEEK, is_comparable=known))[-1]
