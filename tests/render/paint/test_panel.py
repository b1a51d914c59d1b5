"""The panel of `watch`, line by line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.paint.panel import (
    DayTotals,
    NowPlaying,
    Panel,
    PastPlay,
    SessionTotals,
    draw_panel,
)

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
    status=("Next look in 12 s", "412 of 1,200 calls", "from Spotify"),
)


STATUS = "Next look in 12 s  412 of 1,200 calls  from Spotify"


def shown(panel: Panel, width: int = 60, height: int = 24) -> list[str]:
    return [line.plain.rstrip() for line in draw_panel(panel, width=width, height=height)]


def test_a_panel_says_what_plays_what_today_held_and_what_was_heard() -> None:
    assert shown(PANEL) == [
        "▶ Late in Gravelstoke  Eastnorth Lost Property",
        "━━━━━━━━━━━━━━━━━━────────────────────────────── 1:23 / 3:45",
        "",
        "",
        "Today  1 h 23 min   31 plays   12 skipped",
        "18:30  »  The Parachute Knows  Eastnorth        12 s",
        "18:27  ● p  Slow Gravel  Eastnorth             3 min",
        "",
        STATUS,
    ]


def test_a_pause_and_silence_look_different() -> None:
    assert shown(replace(PANEL, now=replace(NOW, playing=False)))[0].startswith("‖ Late")
    assert shown(replace(PANEL, now=None))[:2] == ["Nothing plays.", ""]


def test_without_an_answer_it_does_not_claim_that_nothing_plays() -> None:
    blind = replace(PANEL, now=None, unknown_since="08:44")
    assert shown(blind)[:2] == ["Not known since 08:44.", ""]


def test_trouble_stands_above_the_status() -> None:
    assert shown(replace(PANEL, trouble="Spotify is away."))[-2:] == [
        "! Spotify is away.",
        STATUS,
    ]


def test_titles_cannot_steer_the_terminal() -> None:
    evil = replace(NOW, title="\x1b[2J[bold]x[/bold]\n", artist="\u202eevil")
    first = shown(replace(PANEL, now=evil, trouble="\x1b]0;x\x07"))
    assert "\x1b" not in "".join(first)
    assert "[bold]x[/bold]" in first[0]


@given(st.integers(1, 200), st.integers(1, 60), st.integers(0, 40))
def test_a_panel_is_never_larger_than_the_terminal(width: int, height: int, plays: int) -> None:
    lines = draw_panel(replace(PANEL, past=PAST * plays), width=width, height=height)
    assert len(lines) <= height
    assert all(line.cell_len <= width for line in lines)


@pytest.mark.parametrize("length_ms", [None, 0])
def test_a_length_that_is_not_known_draws_no_bar(length_ms: int | None) -> None:
    assert shown(replace(PANEL, now=replace(NOW, length_ms=length_ms)))[1] == "1:23"


FULL = replace(
    PANEL,
    now=replace(NOW, earlier_plays=2, next_title="Slow Gravel", next_artist="Eastnorth"),
    clock="18:42:07",
    session=SessionTotals(since="18:27", heard_ms=900_000, plays=4),
    past=(replace(PAST[0], confidence=0.7), replace(PAST[1], confidence=0.4)) * 20,
)


def test_a_panel_knows_the_time_what_comes_next_and_the_session() -> None:
    lines = shown(FULL, 64)
    assert lines[0] == "▶ Late in Gravelstoke  Eastnorth Lost Property          18:42:07"
    assert lines[2] == "Play 3 of this track  Next  Slow Gravel  Eastnorth"
    assert lines[5] == "Session  15 min   4 plays   since 18:27"


def test_the_first_play_of_a_track_is_said_to_be_that() -> None:
    first = replace(FULL, now=replace(NOW, earlier_plays=0))
    assert shown(first)[2] == "First play"


def test_a_verdict_in_doubt_says_so_in_a_word() -> None:
    lines = shown(FULL, 64)
    assert lines[6].endswith("12 s  likely")
    assert lines[7].endswith("3 min  guess")


def test_a_small_panel_keeps_what_matters_most() -> None:
    lines = shown(FULL, 40, 12)
    assert lines[0] == "▶ Late in Gravelstoke  Eastno…  18:42:07"
    assert [line[:5] for line in lines if line[:2] == "18"] == ["18:30", "18:27"] * 2
    assert lines[-1] == "Next look in 12 s  412 of 1,200 calls"
    assert len(lines) <= 12


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (160, 50)])
def test_a_panel_fills_the_height_and_no_more(width: int, height: int) -> None:
    assert len(shown(replace(FULL, past=PAST * 40, trouble="Spotify is away."), width, height)) == (
        height
    )
