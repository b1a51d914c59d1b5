"""Commands of the owner's own that are run after plays, with the play as JSON on stdin."""

import json
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
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
"""More of them at once are not started: a command that hangs must not fill the machine."""
_PATIENCE_S = 10


def verdict_of(play: Sighting) -> Verdict:
    """Tell how a play that was watched ended."""
    return judge_play(
        reason_end=play.reason_end,
        skipped=play.skipped,
        heard_ms=play.played_ms,
        length_ms=play.observation.length_ms if play.observation else None,
    )


def as_json(play: Sighting) -> str:
    """Return a play as one JSON object: times ISO 8601 in UTC, durations in ms."""
    started_ms, ended_ms = start_and_end_ms(play)
    told = play.observation
    return json.dumps(
        {
            "started_at": from_ms(started_ms, ZoneInfo("UTC")).astimezone(UTC).isoformat(),
            "ended_at": from_ms(ended_ms, ZoneInfo("UTC")).astimezone(UTC).isoformat(),
            "kind": play.item.kind.value,
            "title": play.item.title,
            "artist": play.item.artist,
            "album": play.item.album,
            "uri": play.item.uri,
            "heard_ms": play.played_ms,
            "low_ms": told and told.low_ms,
            "high_ms": told and told.high_ms,
            "length_ms": told and told.length_ms,
            "verdict": verdict_of(play).value,
            "reason_end": play.reason_end,
            "private": bool(play.private),
        },
        ensure_ascii=False,
    )


@dataclass(slots=True, kw_only=True)
class Hooks:
    """Runs commands without a shell and without waiting for them.

    ``on_play`` is run after every play, ``on_skip`` after those that were skipped. ``say`` is told
    of a command that could not be started.
    """

    on_play: tuple[str, ...] = ()
    on_skip: tuple[str, ...] = ()
    say: Callable[[str], None]
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def tell(self, play: Sighting) -> None:
        """Run what is to be run after a play."""
        if self.on_play:
            self._run(self.on_play, play)
        if self.on_skip and verdict_of(play) is Verdict.SKIPPED:
            self._run(self.on_skip, play)

    def finish(self) -> None:
        """Wait for those that still run, for a while."""
        for running in self._running:
            with suppress(subprocess.TimeoutExpired):
                running.wait(_PATIENCE_S)

    def _run(self, command: tuple[str, ...], play: Sighting) -> None:
        self._running = [one for one in self._running if one.poll() is None]
        if len(self._running) >= _MOST_RUNNING:
            self.say(f"{command[0]} was not run: {_MOST_RUNNING} of them have not ended yet.")
            return
        try:
            with tempfile.TemporaryFile() as told:  # a pipe would wait for whoever does not read
                told.write(as_json(play).encode())
                told.seek(0)
                running = subprocess.Popen(  # noqa: S603 - chosen by the owner, no shell reads it
                    command, stdin=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
        except OSError as error:
            self.say(f"{command[0]} cannot be run: {error.strerror or error}.")
            return
        self._running.append(running)


def read_command(text: str, *, option: str) -> tuple[str, ...]:
    """Split a command as a shell would, without one; nothing in it is expanded.

    Raises:
        UsageError: If it cannot be read, or there is no such program.
    """
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"{option} cannot be read: {error}.", hint="Check its quotes.") from None
    if not words or shutil.which(words[0]) is None:
        raise UsageError(
            f"{option}: there is no program {words[0] if words else 'without a name'}.",
            hint="Give a program on the PATH, or with its path, and its arguments.",
        )
    return words
