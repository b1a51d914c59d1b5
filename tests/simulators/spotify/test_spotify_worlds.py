"""A scripted world shows what its script says, and never what is still to come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.schema import faults_in
from tests.simulators.spotify.worlds import LINGER_MS, Heard, Scripted

START_MS = 1_795_658_817_250
LENGTH_MS = 200_000


def track(title: str = "T") -> Json:
    return bodies.track(id=f"id{title}", title=title, artist="A", album="B", duration_ms=LENGTH_MS)


def scripted(*plays: Heard) -> Scripted:
    return Scripted(start_ms=START_MS, plays=list(plays))


def told(world: Scripted, after_ms: int) -> tuple[int, bool, int] | None:
    """Return the progress at a moment, whether it plays, and its last change after the start."""
    state = world.player(START_MS + after_ms)
    if state is None:
        return None
    return state["progress_ms"], state["is_playing"], state["timestamp"] - START_MS


def test_progress_runs_with_time_while_a_track_plays() -> None:
    world = scripted(Heard(after_ms=1_000, item=track(), heard_ms=LENGTH_MS))
    assert told(world, 999) is None
    assert told(world, 1_000) == (0, True, 1_000)
    assert told(world, 51_000) == (50_000, True, 1_000)


def test_a_pause_holds_progress_and_changes_the_timestamp_twice() -> None:
    play = Heard(
        after_ms=0, item=track(), heard_ms=LENGTH_MS, pauses=((50_000, 7_000), (60_000, 500))
    )
    world = scripted(play)
    assert told(world, 49_999) == (49_999, True, 0)
    assert told(world, 50_000) == (50_000, False, 50_000)
    assert told(world, 56_999) == (50_000, False, 50_000)
    assert told(world, 57_000) == (50_000, True, 57_000)
    assert told(world, 67_000) == (60_000, False, 67_000)
    assert told(world, 67_500) == (60_000, True, 67_500)
    assert play.ended_ms == LENGTH_MS + 7_500


def test_what_follows_a_finished_or_skipped_play_at_once_is_shown_at_once() -> None:
    world = scripted(
        Heard(after_ms=0, item=track("X"), heard_ms=5_000, ended="skipped"),
        Heard(after_ms=5_000, item=track("Y"), heard_ms=LENGTH_MS),
    )
    states = [world.player(START_MS + at) for at in (4_999, 5_000)]
    assert [state and state["item"]["name"] for state in states] == ["X", "Y"]


@pytest.mark.parametrize(("ended", "left_at_ms"), [("finished", 0), ("stopped", 40_000)])
def test_a_player_that_has_stopped_lingers_and_then_is_gone(ended: str, left_at_ms: int) -> None:
    play = Heard(
        after_ms=0,
        item=track(),
        heard_ms=40_000,
        ended="finished" if ended == "finished" else "stopped",
    )
    world = scripted(play)
    assert told(world, 40_000) == (left_at_ms, False, 40_000)
    assert told(world, 40_000 + LINGER_MS - 1) == (left_at_ms, False, 40_000)
    assert told(world, 40_000 + LINGER_MS) is None


def test_recent_plays_are_the_ended_ones_newest_first() -> None:
    world = scripted(
        Heard(after_ms=0, item=track("X"), heard_ms=LENGTH_MS),
        Heard(after_ms=LENGTH_MS, item=track("Y"), heard_ms=30_000, ended="skipped"),
        Heard(after_ms=LENGTH_MS + 30_000, item=track("Z"), heard_ms=LENGTH_MS),
    )
    rows = world.recent(START_MS + LENGTH_MS + 30_000)
    assert [row["track"]["name"] for row in rows] == ["Y", "X"]
    assert [bodies.played_ms(row) - START_MS for row in rows] == [LENGTH_MS + 30_000, LENGTH_MS]
    assert world.recent(START_MS + LENGTH_MS - 1) == []


@pytest.mark.parametrize(
    "play",
    [
        Heard(after_ms=0, item=track(), heard_ms=29_999, ended="skipped"),
        Heard(after_ms=0, item=track(), heard_ms=LENGTH_MS, private=True),
        Heard(
            after_ms=0,
            item=bodies.episode(id="e", title="E", show="S", duration_ms=LENGTH_MS),
            heard_ms=LENGTH_MS,
        ),
        Heard(
            after_ms=0,
            item=bodies.local_track(title="L", artist="A", album="B", duration_ms=LENGTH_MS),
            heard_ms=LENGTH_MS,
        ),
    ],
    ids=["short", "private", "episode", "local"],
)
def test_the_history_knows_only_tracks_heard_for_long_enough_in_public(play: Heard) -> None:
    world = scripted(play)
    assert world.recent(START_MS + 10 * LENGTH_MS) == []
    state = world.player(START_MS + 1)
    assert state is not None
    assert faults_in(state, "CurrentlyPlayingContextObject") == []
    assert state["device"]["is_private_session"] is play.private
    assert state["currently_playing_type"] == play.item["type"]


def test_the_queue_holds_twenty_plays_to_come_and_nothing_when_all_is_still() -> None:
    plays = [
        Heard(after_ms=at * 1_000, item=track(str(at)), heard_ms=1_000, ended="skipped")
        for at in range(30)
    ]
    world = scripted(*plays)
    queue = world.queue(START_MS + 2_500)
    assert queue["currently_playing"]["name"] == "2"
    assert [item["name"] for item in queue["queue"]] == [str(at) for at in range(3, 23)]
    assert world.queue(START_MS - 1) == bodies.queue(current=None, upcoming=[])


pauses = st.lists(st.tuples(st.integers(0, 99_999), st.integers(1, 50_000)), max_size=4)


@given(pauses, st.integers(0, 400_000))
def test_time_heard_and_time_paused_add_up(drawn: list[tuple[int, int]], elapsed_ms: int) -> None:
    once = tuple(sorted(dict(drawn).items()))
    play = Heard(after_ms=0, item=track(), heard_ms=100_000, pauses=once)
    earlier, later = (told(scripted(play), at) for at in (elapsed_ms, elapsed_ms + 1))
    if later is None or elapsed_ms + 1 >= play.ended_ms:
        return
    assert earlier is not None
    assert 0 <= earlier[0] <= later[0] <= earlier[0] + 1
    assert later[0] <= play.heard_ms
    assert earlier[2] <= elapsed_ms
    # Between two changes, time passes in full or not at all.
    if earlier[1:] == later[1:]:
        assert later[0] - earlier[0] == int(later[1])


def test_the_programme_for_people_plays_without_a_gap_for_half_a_day() -> None:
    world = programme(START_MS)
    gaps = [
        after.after_ms - before.ended_ms
        for before, after in zip(world.plays, world.plays[1:], strict=False)
    ]
    assert set(gaps) == {0}
    assert world.plays[-1].ended_ms > 10 * 3_600_000
    assert all(play.heard_ms <= play.item["duration_ms"] for play in world.plays)
    assert len(world.recent(START_MS + 1_000_000)) > 0
