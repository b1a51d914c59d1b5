"""The players of this machine, followed in a thread that dates each change as it comes.

D-Bus messages carry no time, so one that waits until it is read would be dated too late.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Self

from musicanalyser.desktop.mpris import is_player, parse_properties
from musicanalyser.desktop.session_bus import SessionBus
from musicanalyser.listening.local_agreement import extrapolate
from musicanalyser.model.player import LocalSample
from musicanalyser.units import SECOND_MS

_READ_EVERY_S = 5.0
"""How often a playing player is asked: some tell no seek, no repeat and nothing after a sleep."""
_RECONNECT_S = 10.0
_SAME_POSITION_MS = 300
"""Positions that close are one statement made twice; some players say everything several times."""


class LocalPlayers:
    """Collects the changes of all players until they are fetched."""

    def __init__(self, environ: Mapping[str, str], *, now_ms: Callable[[], int]) -> None:
        """Connect, and start to listen.

        Raises:
            OSError: If there is no session bus.
        """
        self._environ = environ
        self._now_ms = now_ms
        self._changes: SimpleQueue[LocalSample] = SimpleQueue()
        self._arrived, self._stopped = threading.Event(), threading.Event()
        self._latest: dict[str, LocalSample] = {}
        self._owners: dict[str, str] = {}
        self._bus = SessionBus(self._environ)
        self._thread = threading.Thread(target=self._run, name="local players", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self._stopped.set()
        with suppress(OSError):
            self._bus.cut()
        self._thread.join(_READ_EVERY_S)

    def next_change(self) -> LocalSample | None:
        """Return the oldest change that was not fetched yet, ``None`` if there is none."""
        with suppress(Empty):
            return self._changes.get_nowait()
        self._arrived.clear()
        with suppress(Empty):  # one that came just before
            return self._changes.get_nowait()
        return None

    def latest(self, player: str) -> LocalSample | None:
        """Return what a player said last, ``None`` if it has gone."""
        return self._latest.get(player)

    def wait(self, seconds: float) -> bool:
        """Wait for a change; return whether there is one."""
        return self._arrived.wait(seconds)

    def _run(self) -> None:
        while not self._stopped.is_set():
            with suppress(OSError), self._bus:
                self._follow()
            self._forget_gone({})
            while not self._stopped.wait(_RECONNECT_S):
                with suppress(OSError):
                    self._bus = SessionBus(self._environ)
                    break

    def _follow(self) -> None:
        """Read all players, and then those that say something, until the bus is cut."""
        senders = [""]
        while not self._stopped.is_set():
            if "" in senders:
                self._update_owners()
            for name, owner in self._owners.items():
                if owner in senders or self._is_due(name):
                    self._read(name)
            is_playing = any(one.sample.is_playing for one in self._latest.values())
            senders = self._bus.wait(_READ_EVERY_S if is_playing else None)

    def _is_due(self, name: str) -> bool:
        """Return whether a player must be asked although it said nothing."""
        latest = self._latest.get(name)
        if latest is None:
            return True
        age_ms = self._now_ms() - latest.sample.at_ms
        return latest.sample.is_playing and not 0 <= age_ms < SECOND_MS * _READ_EVERY_S

    def _update_owners(self) -> None:
        owners = {name: one for name, one in self._bus.owners().items() if is_player(name)}
        self._forget_gone(owners)
        self._owners = owners

    def _forget_gone(self, owners: dict[str, str]) -> None:
        """Report each player that has gone as paused at this moment."""
        for name in [one for one in self._latest if owners.get(one) != self._owners.get(one)]:
            last = extrapolate(self._latest.pop(name), self._now_ms())
            stopped = replace(last.sample, is_playing=False)
            if stopped.item is not None:
                self._report(replace(last, sample=stopped, is_gone=True))
        self._owners = owners

    def _read(self, name: str) -> None:
        """Ask a player for its state, and report it if that is a change."""
        began_ms, began_s = self._now_ms(), time.monotonic()
        properties = self._bus.properties(name)
        if properties is None:
            return
        took_ms = round(SECOND_MS * (time.monotonic() - began_s))
        after = parse_properties(name, properties, at_ms=began_ms + took_ms // 2)
        before = self._latest.get(name)
        self._latest[name] = after
        if before is None:
            if after.sample.item is not None:
                self._report(after)
        elif _is_change(extrapolate(before, after.sample.at_ms), after):
            if before.sample.is_playing:  # where it was, up to the change
                at_ms = max(before.sample.at_ms, after.sample.at_ms - 1)
                self._report(extrapolate(before, at_ms))
            self._report(after)

    def _report(self, change: LocalSample) -> None:
        self._changes.put(change)
        self._arrived.set()


def _is_change(expected: LocalSample, after: LocalSample) -> bool:
    one, other = expected.sample, after.sample
    if (one.item, one.activity, one.is_playing) != (other.item, other.activity, other.is_playing):
        return True
    return abs((one.progress_ms or 0) - (other.progress_ms or 0)) > _SAME_POSITION_MS
