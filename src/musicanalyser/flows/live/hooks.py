"""Commands of the user's own that run after plays, with the play as JSON on stdin."""

import json
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from zoneinfo import ZoneInfo

from musicanalyser.errors import UsageError
from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.play_end import Verdict
from musicanalyser.timespan import from_ms

_MOST_RUNNING = 8
"""No more run at once: a command that hangs must not fill the machine."""
_TIMEOUT_S = 10
"""How long `--once` waits for each command before it exits."""


def verdict_of(play: Sighting) -> Verdict:
    """Return how a watched play ended."""
    return judge_play(
        reason_end=play.reason_end,
        skipped=play.skipped,
        heard_ms=play.played_ms,
        length_ms=play.observation.length_ms if play.observation else None,
    )


def play_fields(play: Sighting) -> dict[str, object]:
    """Return a play as values that JSON can hold: times ISO 8601 in UTC, durations in ms."""
    started_ms, ended_ms = start_and_end_ms(play)
    observed = play.observation
    return {
        "started_at": from_ms(started_ms, ZoneInfo("UTC")).astimezone(UTC).isoformat(),
        "ended_at": from_ms(ended_ms, ZoneInfo("UTC")).astimezone(UTC).isoformat(),
        "kind": play.item.kind.value,
        "title": play.item.title,
        "artist": play.item.artist,
        "album": play.item.album,
        "uri": play.item.uri,
        "heard_ms": play.played_ms,
        "low_ms": observed and observed.low_ms,
        "high_ms": observed and observed.high_ms,
        "length_ms": observed and observed.length_ms,
        "context": observed and observed.context,
        "verdict": verdict_of(play).value,
        "reason_end": play.reason_end,
        "private": bool(play.private),
    }


@dataclass(slots=True, kw_only=True)
class Hooks:
    """Runs commands without a shell and without waiting for them.

    ``on_play`` runs after every play, ``on_skip`` after those that were skipped.
    """

    on_play: tuple[str, ...] = ()
    on_skip: tuple[str, ...] = ()
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run_after(self, play: Sighting) -> list[str]:
        """Start the commands for a play; return a warning for each that could not be started."""
        commands = [self.on_play, self.on_skip if verdict_of(play) is Verdict.SKIPPED else ()]
        warnings = [self._run(command, play) for command in commands if command]
        return [warning for warning in warnings if warning]

    def wait(self) -> None:
        """Wait up to ten seconds for each command that still runs."""
        for running in self._running:
            with suppress(subprocess.TimeoutExpired):
                running.wait(_TIMEOUT_S)

    def _run(self, command: tuple[str, ...], play: Sighting) -> str:
        self._running = [one for one in self._running if one.poll() is None]
        if len(self._running) >= _MOST_RUNNING:
            return f"{command[0]} was not run: {_MOST_RUNNING} commands are still running."
        try:
            with (
                tempfile.TemporaryFile() as text
            ):  # a pipe would block if the command reads nothing
                line = json.dumps(play_fields(play), ensure_ascii=False)
                text.write(f"{line}\n".encode())
                text.seek(0)
                running = subprocess.Popen(  # noqa: S603 - chosen by the user, without a shell
                    command, stdin=text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
        except OSError as error:
            return f"{command[0]} cannot be run: {error.strerror or error}."
        self._running.append(running)
        return ""


def parse_command(text: str, *, option: str) -> tuple[str, ...]:
    """Split a command as a shell does, but expand nothing in it.

    Raises:
        UsageError: If it cannot be split, or there is no such program.
    """
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"{option} cannot be parsed: {error}.", hint="Check its quotes.") from None
    if not words or shutil.which(words[0]) is None:
        raise UsageError(
            f"{option}: there is no program {words[0] if words else 'without a name'}.",
            hint="Give a program on the PATH, or with its path, and its arguments.",
        )
    return words
