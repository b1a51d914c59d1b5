"""The panel of `watch`, line by line."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.panel.content import (
    DayTotals,
    EarlierPlays,
    NowPlaying,
    Panel,
    PastPlay,
    PollStatus,
    SessionTotals,
)
from musicanalyser.render.panel.draw_panel import draw_panel

NOW = NowPlaying(
    title="Late in Gravelstoke",
    artist="Eastnorth Lost Property",
    position_ms=83_000,
    length_ms=225_000,
    playing=True,
)
PAST = (
    PastPlay(at="18:30", title="The Parachute Knows", artist="Eastnorth", heard_ms=12_300,
             verdict="skipped"),
    PastPlay(at="18:27", title="Slow Gravel", artist="Eastnorth", heard_ms=182_000,
             verdict="finished", private=True),
)  # fmt: skip
PANEL = Panel(
    now=NOW,
    today=DayTotals(heard_ms=5_000_000, plays=31, skipped=12),
    past=PAST,
    status=PollStatus(
        is_connected=True, source="Spotify", policy="econ", next_poll_s=12, calls_used=412,
        calls_allowed=1_200,
    ),
)  # fmt: skip
FULL = replace(
    PANEL,
    now=replace(
        NOW,
        earlier=EarlierPlays(of_track=2, of_artist_today=4, of_artist_in_week=11),
        next_title="Slow Gravel",
        next_artist="Eastnorth",
    ),
    today=replace(
        PANEL.today,
        streak_days=23,
        heard=((datetime(2026, 6, 30, 18, 30, tzinfo=ZoneInfo("UTC")), 900_000),),
    ),
    clock="18:42:07",
    session=SessionTotals(
        since="18:27", heard_ms=900_000, verdicts=("finished", "skipped", "stopped", "unknown")
    ),
    past=tuple(replace(PAST[0], confidence=confidence) for confidence in (0.98, 0.7, 0.4)) * 20,
)


def shown(panel: Panel, width: int = 60, height: int = 24) -> list[str]:
    return [line.plain.rstrip() for line in draw_panel(panel, width=width, height=height)]


def test_a_panel_says_what_plays_what_today_held_and_what_was_heard() -> None:
    assert shown(PANEL) == [
        "▶ Late in Gravelstoke",
        "  Eastnorth Lost Property",
        "  ━━━━━━━━━━━━━━━━━───────────────────────────── 1:23 / 3:45",
        "",
        "",
        "1 h 23 min today   31 plays   12 skipped (39%)",
        "",
        "18:30  »  The Parachute Knows  Eastnorth          0:12",
        "18:27  ● p  Slow Gravel  Eastnorth                3:02",
        "",
        "✓ econ · 12 s                             412 of 1,200 calls",
    ]


def test_a_panel_fills_a_common_terminal_with_all_it_knows() -> None:
    assert shown(replace(FULL, past=FULL.past[:3]), 80) == [
        "▶ Late in Gravelstoke  play 3                                           18:42:07",
        "  Eastnorth Lost Property  play 5 today, 12 in 7 days",
        "  ━━━━━━━━━━━━━━━━━━━━━━━━╸───────────────────────────────────────── 1:23 / 3:45",
        "  next  Slow Gravel  Eastnorth",
        "",
        "1 h 23 min today   31 plays   12 skipped (39%)   23 days in a row",
        "session  ● » ◐ ? ▶                                          15 min · since 18:27",
        "",
        "18:30  »  The Parachute Knows  Eastnorth                              0:12   ▂▄▆",
        "18:30  »  The Parachute Knows  Eastnorth                              0:12   ▂▄▁",
        "18:30  »  The Parachute Knows  Eastnorth                              0:12   ▂▁▁",
        "",
        "✓ from Spotify   econ · next check in 12 s   calls in 24 h ━━╸───── 412 of 1,200",
        "confidence  ▂▄▆ sure  ▂▄▁ likely  ▂▁▁ guess                       Ctrl-C to quit",
    ]


def test_a_pause_and_silence_look_different() -> None:
    assert shown(replace(PANEL, now=replace(NOW, playing=False)))[0].startswith("‖ Late")
    assert shown(replace(PANEL, now=None))[:2] == ["Nothing plays.", ""]


def test_without_an_answer_it_does_not_claim_that_nothing_plays() -> None:
    blind = replace(
        PANEL, now=None, unknown_since="08:44", status=replace(PANEL.status, is_connected=False)
    )
    assert shown(blind)[:2] == ["Not known since 08:44.", ""]
    assert not any("✓" in line for line in shown(blind))


def test_trouble_stands_above_the_status_and_is_not_cut() -> None:
    long = "Spotify accepts no calls for now. Until 2026-11-28 18:30."
    assert shown(replace(PANEL, trouble="Spotify is away."))[-2] == "! Spotify is away."
    assert shown(replace(PANEL, trouble=long), 40, 12)[-3:-1] == [
        "! Spotify accepts no calls for now.",
        "Until 2026-11-28 18:30.",
    ]


def test_titles_cannot_steer_the_terminal() -> None:
    evil = replace(NOW, title="\x1b[2J[bold]x[/bold]\n", artist="\u202eevil")
    first = shown(replace(PANEL, now=evil, trouble="\x1b]0;x\x07"))
    assert "\x1b" not in "".join(first)
    assert "\u202e" not in "".join(first)
    assert "[bold]x[/bold]" in first[0]


@given(
    st.integers(1, 200), st.integers(1, 60), st.integers(0, 40),
    st.lists(st.sampled_from(["finished", "skipped", "stopped", "unknown"]), max_size=200),
)  # fmt: skip
def test_a_panel_is_never_larger_than_the_terminal(
    width: int, height: int, plays: int, verdicts: list[str]
) -> None:
    session = SessionTotals(since="18:27", heard_ms=1, verdicts=tuple(verdicts))
    panel = replace(FULL, past=PAST * plays, session=session, trouble="away " * plays)
    lines = draw_panel(panel, width=width, height=height)
    assert len(lines) <= height
    assert all(line.cell_len <= width for line in lines)


@pytest.mark.parametrize("length_ms", [None, 0])
def test_a_length_that_is_not_known_draws_no_bar(length_ms: int | None) -> None:
    assert shown(replace(PANEL, now=replace(NOW, length_ms=length_ms)))[2] == "  1:23"


def test_the_first_play_of_a_track_is_said_to_be_that() -> None:
    earlier = EarlierPlays(of_track=0)
    lines = shown(replace(FULL, now=replace(NOW, earlier=earlier)))
    assert lines[0] == "▶ Late in Gravelstoke  first play                   18:42:07"
    assert lines[1] == "  Eastnorth Lost Property"


def test_a_count_that_does_not_fit_is_left_out_rather_than_cut() -> None:
    long = replace(FULL, now=replace(NOW, title="A" * 26, earlier=EarlierPlays(of_track=2)))
    assert shown(long, 40)[0] == f"▶ {'A' * 26}    18:42:07"


def test_a_single_day_with_music_is_no_streak() -> None:
    single = replace(FULL, today=replace(FULL.today, streak_days=1))
    assert not any("in a row" in line for line in shown(single, 80))


def test_a_long_session_shows_its_newest_plays() -> None:
    verdicts = ("skipped",) * 90 + ("finished",) * 3
    long = replace(FULL, session=SessionTotals(since="18:27", heard_ms=900_000, verdicts=verdicts))
    line = shown(long, 80)[6]
    assert line.startswith("session  … » »")
    assert line.endswith("» ● ● ● ▶    15 min · since 18:27")


def test_a_panel_says_in_words_that_calls_are_saved() -> None:
    scarce = replace(PANEL.status, calls_used=900, saving="saving calls")
    line = shown(replace(FULL, status=scarce), 80)[-2]
    assert "saving calls ━" in line
    assert line.endswith("900 of 1,200")


def test_the_hours_of_the_day_show_where_there_is_room() -> None:
    large = shown(FULL, 120, 40)
    assert any(line.startswith("00  ") and line.endswith("21") for line in large)
    assert not any(line.startswith("00  ") for line in shown(FULL, 120, 24))


def test_a_small_panel_keeps_what_matters_most() -> None:
    assert shown(FULL, 40, 12) == [
        "▶ Late in Gravelstoke  play 3   18:42:07",
        "  Eastnorth Lost Property",
        "  ━━━━━━━━━╸──────────────── 1:23 / 3:45",
        "  next  Slow Gravel  Eastnorth",
        "",
        "1 h 23 min today  31 plays  12 skipped",
        "18:30 » The Parachute Knows         0:12",
        "18:30 » The Parachute Knows         0:12",
        "18:30 » The Parachute Knows         0:12",
        "18:30 » The Parachute Knows         0:12",
        "",
        "✓ econ · 12 s         412 of 1,200 calls",
    ]


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (120, 40), (160, 50)])
def test_a_panel_fills_the_height_and_no_more(width: int, height: int) -> None:
    assert len(shown(replace(FULL, past=PAST * 40, trouble="Spotify is away."), width, height)) == (
        height
    )
