"""Totals are the same from the roll-ups and from the plays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.leaders import ranks_of, top_entities
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS, EntityTotals
from musicanalyser.stats.base.window_hours import WindowHours
from musicanalyser.stats.base.window_totals import WindowTotals, sum_window
from tests.stats.history import MINUTE, SECOND, History, Song, asked

ALL = asked(None, "2025-04-01")
MARCH = asked("2025-03-01", "2025-04-01")
ENTITIES = (TRACKS, ARTISTS, ALBUMS)
SOURCES = ("spotify-extended", "spotify-recent")
ONE = EntityTotals(
    song_key="aria",
    artist_key="ada",
    album_key=None,
    title="Aria",
    artist="Ada",
    album=None,
    uri="x:1",
    entity_id=1,
    heard_ms=100,
    plays=1,
    all_plays=2,
    plays_known=2,
    skips=1,
    first_ms=1,
    last_ms=5,
    latest_ms=5,
)


@st.composite
def listened(draw: st.DrawFn) -> History:
    """Return a month of few songs with many addresses, so that all collide."""
    history = History()
    for _ in range(draw(st.integers(0, 12))):
        play_id = history.play(
            f"2025-03-{draw(st.integers(1, 31)):02} {draw(st.integers(4, 23)):02}:"
            f"{draw(st.sampled_from(['00', '10', '50']))}:30",
            draw(st.sampled_from([0, 20 * SECOND, 3 * MINUTE, 5 * MINUTE, 70 * MINUTE])),
            song=Song(
                title=draw(st.sampled_from(["Aria", "ARIA", "Bolero", None])),
                artist=draw(st.sampled_from(["Ada", "Bert", "Various Artists", None])),
                album=draw(st.sampled_from(["Debut", None])),
                uri=draw(st.sampled_from(["x:1", "x:2", "x:3", "x:4"])),
                length_ms=draw(st.sampled_from([None, 25 * SECOND, 5 * MINUTE])),
                kind=draw(st.sampled_from(["music", "music", "podcast"])),
            ),
            verdict=draw(st.sampled_from(["finished", "skipped", "unknown"])),
            private=draw(st.integers(0, 4)) == 0,
        )
        history.set_source(play_id, draw(st.sampled_from(SOURCES)))
    return history


class OfPlays(WindowHours):
    """Never uses the roll-ups."""

    def _rolled_up(self) -> None:
        return None


def every_figure(totals: WindowTotals) -> list[object]:
    """Return all that can be asked of totals."""
    return [
        [totals.sum_of(name) for name in ("heard_ms", "plays", "all_plays", "skips")],
        totals.compilation_notes,
        totals.length_coverage,
        *(sorted(totals.group_by(entity)) for entity in ENTITIES),
        *(totals.count_of(entity) for entity in ENTITIES),
        *(totals.share_with(entity.required) for entity in ENTITIES),
        *(top_entities(totals, entity, by, limit=2) for entity in ENTITIES for by in RankBy),
        *(ranks_of(totals, entity, by, range(20)) for entity in ENTITIES for by in RankBy),
    ]


def questions() -> st.SearchStrategy[Question]:
    return st.builds(
        lambda count_as, private, exports_only: replace(
            ALL, count_as=count_as, private=private, exports_only=exports_only
        ),
        st.sampled_from(CountAs),
        st.booleans(),
        st.booleans(),
    )


@given(listened(), questions())
def test_roll_ups_and_plays_give_the_same_totals(history: History, question: Question) -> None:
    whole = sum_window(history.conn, question, question.window)
    summed = WindowTotals(history.conn, question, question.window, is_whole=False)
    assert every_figure(whole) == every_figure(summed)
    history.close()


@given(listened(), questions(), st.integers(1, 31), st.integers(0, 10))
def test_roll_ups_and_plays_give_the_same_hours(
    history: History, question: Question, first: int, days: int
) -> None:
    window = asked(f"2025-03-{first:02}", f"2025-04-{1 + days:02}").window
    hours = WindowHours(history.conn, question, window)
    summed = OfPlays(history.conn, question, window)
    assert [cell for cell in hours.cells() if any(cell[1:])] == [
        cell for cell in summed.cells() if any(cell[1:])
    ]
    assert hours.plays_by_day() == summed.plays_by_day()
    assert hours.days() == [*summed.plays_by_day()]
    for last in hours.plays_by_day():
        assert hours.streak_until(last + 1) == summed.streak_until(last + 1)
    history.close()


@pytest.mark.parametrize("question", [ALL, MARCH, replace(ALL, private=True)])
def test_a_group_sums_its_ids_under_the_names_of_the_one_played_last(
    history: History, question: Question
) -> None:
    history.play("2025-03-10 08:00", song=Song(title="Aria", uri="x:1"))
    history.play("2025-03-12 08:00", song=Song(title="ARIA", uri="x:2"))
    history.play("2025-03-11 08:00", 10 * SECOND, song=Song(title="Aria", uri="x:1"))
    (group,) = sum_window(history.conn, question, question.window).group_by(TRACKS)
    assert (group.title, group.uri, group.plays, group.all_plays) == ("ARIA", "x:2", 2, 3)
    assert group.heard_ms == 6 * MINUTE + 10 * SECOND


@pytest.mark.parametrize("question", [ALL, MARCH, replace(ALL, private=True)])
def test_of_ids_played_last_at_the_same_moment_the_greater_names_the_group(
    history: History, question: Question
) -> None:
    history.play("2025-03-10 08:00", song=Song(title="ARIA", uri="x:2"))
    history.play("2025-03-10 08:00", song=Song(title="Aria", uri="x:1"))
    (group,) = sum_window(history.conn, question, question.window).group_by(TRACKS)
    assert (group.title, group.uri) == ("ARIA", "x:2")


def test_a_group_without_a_counted_play_has_no_first_and_last(history: History) -> None:
    history.play("2025-03-10 08:00", 10 * SECOND)
    (group,) = sum_window(history.conn, ALL, ALL.window).group_by(TRACKS)
    assert (group.plays, group.first_ms, group.last_ms) == (0, None, None)


def test_entities_of_one_name_have_a_fixed_order() -> None:
    twins = [ONE._replace(artist_key=key) for key in ("b", "a")]
    assert sorted(twins, key=ARTISTS.name_order) == twins[::-1]


def test_unknown_names_come_last_and_empty_ones_first() -> None:
    named = [ONE._replace(artist=name) for name in ("", "Ada", "Bert", None)]
    named.reverse()
    assert sorted(named, key=ARTISTS.name_order) == named[::-1]
