"""The page of one artist, track or album on a screen."""

import pytest
from rich.cells import cell_len

from musicanalyser.render.paint.page import draw_page
from musicanalyser.render.style import OutputStyle
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.pages import answer_page
from tests.stats.history import MINUTE, SECOND, History, Song, asked

BOATS = Song(title="Boats", artist="Ada", album="Debut", uri="x:1", length_ms=200 * SECOND)


def lines(history: History, name: str, width: int, since: str | None = None) -> list[str]:
    entity = find_entity(history.conn, name)
    report = answer_page(history.conn, asked(since, "2025-04-01"), entity)
    return [line.plain for line in draw_page(report, OutputStyle(width=width))]


@pytest.fixture(scope="module")
def loved() -> History:
    history = History()
    for day in range(1, 29):
        seconds = 72 if day % 4 else 180
        verdict = "skipped" if day % 4 else "finished"
        history.play(f"2025-03-{day:02} 08:00", seconds * SECOND, song=BOATS, verdict=verdict)
    history.play("2025-01-02 08:00", 3 * MINUTE, song=BOATS)
    return history


def test_the_head_names_rank_and_share_in_a_sentence(loved: History) -> None:
    page = lines(loved, "artist:Ada", 80)
    assert (
        page[1].strip() == "#1 artist of all time   1 track   1 album   100% of all listening time"
    )
    window = lines(loved, "artist:Ada", 80, "2025-03-02")
    assert window[1].startswith("#1 artist, the window   1 track")


def test_the_page_says_where_the_track_is_left_and_how_many_skips_say_so(loved: History) -> None:
    text = "\n".join(lines(loved, "track:Boats", 80))
    assert "1:12 is where you leave, 36% in (median of 21 skips)" in text
    assert "28 days in a row, to 28 Mar 2025" in text
    assert "57 days of silence, back on 1 Mar 2025 with Boats" in text


def test_the_best_month_is_the_latest_of_equals(loved: History) -> None:
    text = "\n".join(lines(loved, "artist:Ada", 80))
    assert "by year    2025 #1   best month #1 Mar 2025" in text


@pytest.mark.parametrize("width", [40, 60, 79, 80, 109, 110, 120, 160, 200])
def test_no_line_is_wider_than_the_screen(width: int, loved: History) -> None:
    for name in ("artist:Ada", "track:Boats", "album:Debut"):
        assert max(map(cell_len, lines(loved, name, width))) <= width


def test_from_110_columns_blocks_stand_side_by_side_in_frames(loved: History) -> None:
    (top,) = [line for line in lines(loved, "artist:Ada", 120) if "Rank by month" in line]
    assert "╭─ Heard" in top
    assert not any("╭" in line for line in lines(loved, "artist:Ada", 109))
