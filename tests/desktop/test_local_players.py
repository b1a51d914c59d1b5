"""Players on a private bus: each change arrives once, dated, and the rest is noise."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from musicanalyser.desktop.local_players import LocalPlayers
from musicanalyser.model.player import LocalSample
from tests.desktop.private_bus import HAS_DAEMON, FakePlayer, metadata, private_bus

pytestmark = pytest.mark.skipif(not HAS_DAEMON, reason="no dbus-daemon on this machine")

ONE, TWO = "/com/spotify/track/1111111111111111111111", "/com/spotify/track/2222222222222222222222"
PLAYING, PAUSED = ("s", "Playing"), ("s", "Paused")


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    with private_bus(tmp_path) as found:
        yield found


@pytest.fixture
def local(environ: dict[str, str]) -> Iterator[LocalPlayers]:
    with LocalPlayers(environ, now_ms=lambda: time.monotonic_ns() // 1_000_000) as players:
        yield players


def changes(local: LocalPlayers, count: int) -> list[LocalSample]:
    """Return the next changes, and be sure that no other comes with them."""
    found: list[LocalSample] = []
    until = time.monotonic() + 10
    while len(found) < count and time.monotonic() < until:
        if (change := local.next_change()) is not None:
            found.append(change)
        else:
            local.wait(0.1)
    assert len(found) == count
    assert local.wait(0.3) is False or local.next_change() is None
    return found


def uri(change: LocalSample) -> str | None:
    return None if change.sample.item is None else change.sample.item.uri


def play(player: FakePlayer, track: str, *, signals: int = 1, position: int = 0) -> None:
    player.say(
        signals=signals,
        Metadata=metadata(track, track_type="s"),
        PlaybackStatus=PLAYING,
        Position=("x", position),
    )


def test_a_player_that_runs_already_is_found(environ: dict[str, str]) -> None:
    player = FakePlayer(environ, "spotify")
    play(player, ONE, position=61_000_000)
    with LocalPlayers(environ, now_ms=lambda: time.monotonic_ns() // 1_000_000) as local:
        (change,) = changes(local, 1)
    assert uri(change) == "spotify:track:1111111111111111111111"
    assert change.sample.progress_ms == pytest.approx(61_000, abs=500)
    player.close()


def test_a_change_told_four_times_is_one_and_says_where_the_last_track_was(
    environ: dict[str, str], local: LocalPlayers
) -> None:
    player = FakePlayer(environ, "spotify")
    play(player, ONE, position=100_000_000)
    changes(local, 1)
    Event().wait(0.5)
    changed_ms = time.monotonic_ns() // 1_000_000
    player.say(signals=4, Metadata=metadata(TWO, track_type="s"), Position=("x", 0))

    before, after = changes(local, 2)

    assert [uri(before), uri(after)] == [f"spotify:track:{digit * 22}" for digit in "12"]
    assert before.sample.progress_ms == pytest.approx(100_500, abs=300)
    assert after.sample.at_ms == pytest.approx(changed_ms, abs=200)
    player.close()


def test_pause_and_seek_are_seen_at_once(environ: dict[str, str], local: LocalPlayers) -> None:
    player = FakePlayer(environ, "ncspot.instance7")
    play(player, "/org/ncspot/spotify/track/1111111111111111111111", position=10_000_000)
    changes(local, 1)
    player.say(seeked=True, Position=("x", 90_000_000))
    _, sought = changes(local, 2)
    player.say(PlaybackStatus=PAUSED)
    _, paused = changes(local, 2)
    assert sought.sample.progress_ms == pytest.approx(90_000, abs=200)
    assert (paused.sample.is_playing, uri(paused)) == (False, uri(sought))
    player.close()


def test_signals_that_change_nothing_are_no_changes(
    environ: dict[str, str], local: LocalPlayers
) -> None:
    player = FakePlayer(environ, "spotifyd.instance7")
    play(player, "/spotify/track/1111111111111111111111")
    changes(local, 1)
    for _ in range(5):
        player.say(PlaybackStatus=PLAYING)
    assert changes(local, 0) == []
    player.close()


def test_a_jump_without_a_signal_is_found(environ: dict[str, str], local: LocalPlayers) -> None:
    """Plasma's browser integration tells no seek, and a repeated track may bring no signal."""
    player = FakePlayer(environ, "go-librespot", ticks_per_s=1000)
    play(player, "/org/go_librespot/spotify/track/1111111111111111111111", position=150_000)
    changes(local, 1)
    player.say(signals=0, Position=("x", 2_000))
    _, jumped = changes(local, 2)
    assert jumped.sample.progress_ms == pytest.approx(2_000, abs=6_000)
    player.close()


def test_a_player_that_dies_is_paused_where_it_was(
    environ: dict[str, str], local: LocalPlayers
) -> None:
    player = FakePlayer(environ, "spotify")
    play(player, ONE, position=50_000_000)
    changes(local, 1)
    player.close()
    (gone,) = changes(local, 1)
    assert gone.is_gone
    assert not gone.sample.is_playing
    assert gone.sample.progress_ms == pytest.approx(50_500, abs=1_500)
    assert local.latest(gone.player) is None


def test_a_player_without_a_position_or_an_answer_harms_nobody(
    environ: dict[str, str], local: LocalPlayers
) -> None:
    silent = FakePlayer(environ, "vlc")
    assert changes(local, 0) == []
    player = FakePlayer(environ, "spotifyd.instance7")
    player.has_position = False
    play(player, "/spotify/track/1111111111111111111111")
    (change,) = changes(local, 1)
    assert change.sample.progress_ms is None
    silent.close()
    player.close()


def test_the_web_apis_echo_is_not_followed(environ: dict[str, str], local: LocalPlayers) -> None:
    player = FakePlayer(environ, "spotify_player")
    play(player, ONE)
    assert changes(local, 0) == []
    player.close()


def test_without_a_bus_there_are_no_local_players(tmp_path: Path) -> None:
    for environ in ({}, {"XDG_RUNTIME_DIR": str(tmp_path)}):
        with pytest.raises(OSError, match=r"bus|No such file"):
            LocalPlayers(environ, now_ms=lambda: 0)


def test_a_bus_that_ends_takes_its_players_along(tmp_path: Path) -> None:
    with private_bus(tmp_path) as environ:
        player = FakePlayer(environ, "spotify")
        play(player, ONE)
        local = LocalPlayers(environ, now_ms=lambda: time.monotonic_ns() // 1_000_000)
        changes(local, 1)
    with local:
        (gone,) = changes(local, 1)
    assert gone.is_gone
    player.close()
