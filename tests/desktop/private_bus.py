"""A private session bus, and a fake player on it that behaves as each real client does."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, prep_socket

PATH = "/org/mpris/MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"


@contextmanager
def private_bus(folder: Path) -> Iterator[dict[str, str]]:
    """Run a bus that nobody else uses; give the environment that leads to it."""
    path = folder / "bus"
    with subprocess.Popen(  # noqa: S603 - the program of the system
        ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={path}", "--print-address"],  # noqa: S607
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as daemon:
        assert daemon.stdout is not None
        daemon.stdout.readline()
        try:
            yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path}"}
        finally:
            daemon.terminate()


class FakePlayer:
    """A player with a name on the bus; `say` changes what it publishes and sends a signal."""

    def __init__(self, environ: dict[str, str], name: str, *, ticks_per_s: int = 1_000_000) -> None:
        address = environ["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=")
        self._connection = DBusConnection(prep_socket(address))
        self._lock = threading.Lock()
        self._properties: dict[str, tuple[str, Any]] = {}
        self._ticks_per_s = ticks_per_s
        self._said_s = time.monotonic()
        self.has_position = True
        self.reads = 0
        request = new_method_call(
            message_bus, "RequestName", "su", (f"org.mpris.MediaPlayer2.{name}", 0)
        )
        self._connection.send_and_get_reply(request, timeout=5)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def say(self, *, signals: int = 1, seeked: bool = False, **changes: tuple[str, Any]) -> None:
        """Change properties; send that many `PropertiesChanged`, or `Seeked`, or nothing."""
        with self._lock:
            if "Position" not in changes and "Position" in self._properties:
                self._properties["Position"] = ("x", self._position())
            self._said_s = time.monotonic()
            self._properties.update(changes)
            emitter = DBusAddress(PATH, interface=PLAYER)
            shown = {key: one for key, one in changes.items() if key != "Position"}
            for _ in range(signals):
                if seeked:
                    position = (changes["Position"][1],)
                    self._connection.send(new_signal(emitter, "Seeked", "x", position))
                    continue
                properties = emitter.with_interface("org.freedesktop.DBus.Properties")
                body: tuple[object, ...] = (PLAYER, shown, [])
                self._connection.send(new_signal(properties, "PropertiesChanged", "sa{sv}as", body))

    def close(self) -> None:
        """Leave the bus, as a client that is closed or crashes."""
        with suppress(OSError):
            self._connection.sock.shutdown(2)
        self._thread.join(5)
        self._connection.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    with self._lock:
                        self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        if message.header.fields[HeaderFields.member] != "GetAll" or not self._properties:
            return new_error(message, "org.freedesktop.DBus.Error.Failed")
        self.reads += 1
        shown = dict(self._properties)
        shown.pop("Position", None)
        if self.has_position and "Position" in self._properties:
            shown["Position"] = ("x", self._position())
        return new_method_return(message, "a{sv}", (shown,))

    def _position(self) -> int:
        """Return the position, which runs on while it plays."""
        position = int(self._properties["Position"][1])
        if self._properties.get("PlaybackStatus", ("s", ""))[1] != "Playing":
            return position
        return position + round(self._ticks_per_s * (time.monotonic() - self._said_s))


def metadata(
    track_id: str,
    *,
    title: str = "Harbour",
    artist: str = "The Lanterns",
    length_ms: int = 200_000,
    track_type: str = "o",
    url: str = "",
) -> tuple[str, dict[str, tuple[str, Any]]]:
    """Return what a player publishes about a track."""
    return (
        "a{sv}",
        {
            "mpris:trackid": (track_type, track_id),
            "mpris:length": ("t", 1000 * length_ms),
            "xesam:title": ("s", title),
            "xesam:artist": ("as", [artist]),
            **({"xesam:url": ("s", url)} if url else {}),
        },
    )


HAS_DAEMON = any(
    (Path(folder) / "dbus-daemon").exists() for folder in os.environ.get("PATH", "").split(":")
)
