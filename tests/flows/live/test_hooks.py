"""The user's commands after plays: whatever they do, the watch goes on."""

import json
import sys
from pathlib import Path

import pytest

from musicanalyser.errors import UsageError
from musicanalyser.flows.live.hooks import Hooks, parse_command
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from tests.flows.players import LENGTH_MS, START_MS, song

PLAY = Sighting(
    origin=Origin.PLAYER,
    item=song("A"),
    row=None,
    ended_ms=START_MS + 10_000,
    played_ms=10_000,
    reason_end="fwdbtn",
    observation=Observation(
        started_ms=START_MS, length_ms=LENGTH_MS, low_ms=9_500, high_ms=10_500, confidence=0.98
    ),
)


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def _until(go: Path) -> str:
    """Return code that waits for a file, and half a minute at most."""
    return (
        "import os, time\nfor _ in range(3_000):\n"
        f"    if os.path.exists({str(go)!r}): break\n    time.sleep(.01)"
    )


def test_a_command_is_given_all_of_a_play_and_runs_beside_the_watch(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())"
    hooks = Hooks(on_skip=python(code))
    assert hooks.run_after(PLAY) == []
    hooks.wait()
    assert out.read_bytes().endswith(b"}\n")
    told = json.loads(out.read_text("utf-8"))
    assert (told["title"], told["heard_ms"], told["verdict"]) == ("Song A", 10_000, "skipped")
    assert told["started_at"] == "2026-03-02T08:00:00+00:00"


def test_a_command_that_does_not_read_holds_nothing_up(tmp_path: Path) -> None:
    go, gone = tmp_path / "go", tmp_path / "gone"
    item = song("A")._replace(title="A" * 300_000)
    hooks = Hooks(on_play=python(f"{_until(go)}\nopen({str(gone)!r}, 'w')"))
    assert hooks.run_after(PLAY._replace(item=item)) == []
    assert not gone.exists()
    go.touch()
    hooks.wait()
    assert gone.exists()


@pytest.mark.parametrize(
    "code", ["raise SystemExit(3)", "import os; os.abort()", "print('x' * 10**6, flush=True)"]
)
def test_a_command_that_fails_or_prints_does_no_harm(code: str) -> None:
    hooks = Hooks(on_play=python(code))
    assert hooks.run_after(PLAY) == []
    hooks.wait()


def test_a_program_that_has_vanished_is_a_warning(tmp_path: Path) -> None:
    hooks = Hooks(on_play=(str(tmp_path / "gone"),))
    assert hooks.run_after(PLAY) == [
        f"{tmp_path / 'gone'} cannot be run: No such file or directory."
    ]


def test_commands_that_hang_do_not_pile_up(tmp_path: Path) -> None:
    go = tmp_path / "go"
    hooks = Hooks(on_play=python(_until(go)))
    for _ in range(8):
        assert hooks.run_after(PLAY) == []
    assert hooks.run_after(PLAY) == [f"{sys.executable} was not run: 8 commands are still running."]
    go.touch()
    hooks.wait()
    assert hooks.run_after(PLAY) == []
    hooks.wait()


@pytest.mark.parametrize("text", ["'open", "   ", "no-such-program-at-all"])
def test_an_unusable_command_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_command(text, option="--on-play")


def test_a_command_is_split_as_a_shell_would_and_not_expanded() -> None:
    found = parse_command(f"{sys.executable} -c 'a b' $HOME *", option="--on-play")
    assert found == (sys.executable, "-c", "a b", "$HOME", "*")
