"""The desktop's session bus: the one module that knows the D-Bus library."""

import socket
from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.auth import AuthenticationError
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import DBusConnection, prep_socket

PREFIX = "org.mpris.MediaPlayer2."
PLAYER = "org.mpris.MediaPlayer2.Player"
_PATH = "/org/mpris/MediaPlayer2"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_GONE = tuple(
    f"org.freedesktop.DBus.Error.{name}" for name in ("NoReply", "ServiceUnknown", "NameHasNoOwner")
)
"""Errors of the bus, not of the player: it left, and the bus says so by a signal too."""
_ANSWER_S = 2.0
"""A player that takes longer hangs; the others must not wait for it."""


class SessionBus:
    """A connection that hears of every MPRIS player; any use may raise `OSError` once it is cut."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Connect.

        Raises:
            OSError: If there is no bus, or it does not answer.
        """
        self._signals: deque[Message] = deque()
        try:
            self._connection = DBusConnection(prep_socket(_socket_address(environ)))
        except AuthenticationError as error:
            raise OSError("the session bus refuses the connection") from error
        rules = (
            MatchRule(type="signal", path=_PATH),
            MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged"),
        )
        for rule in rules:
            self._connection.filter(rule, queue=self._signals)
            self._call(message_bus, "AddMatch", "s", (rule.serialise(),))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def cut(self) -> None:
        """End the connection from another thread: the one that waits on it gets an `OSError`."""
        self._connection.sock.shutdown(socket.SHUT_RDWR)

    def owners(self) -> dict[str, str]:
        """Return the unique names behind the names of all players."""
        (names,) = self._call(message_bus, "ListNames") or ((),)
        players = [name for name in names if name.startswith(PREFIX)]
        found = {name: self._call(message_bus, "GetNameOwner", "s", (name,)) for name in players}
        return {name: owner[0] for name, owner in found.items() if owner}

    def properties(self, name: str) -> Mapping[str, object] | None:
        """Return the properties of a player: none after an error, ``None`` if it is silent."""
        address = DBusAddress(_PATH, bus_name=name, interface=_PROPERTIES)
        answer = self._ask(address, "GetAll", "s", (PLAYER,))
        if answer is None or answer.header.fields.get(HeaderFields.error_name) in _GONE:
            return None
        if answer.header.message_type is MessageType.error:  # as spotifyd while it is stopped
            return {}
        return {key: value for key, (_, value) in answer.body[0].items()}

    def wait(self, timeout_s: float | None) -> list[str]:
        """Return the senders of the signals that came, after the first or the timeout.

        The sender is empty if a name came, went or changed its owner.
        """
        if not self._signals:
            try:
                self._connection.recv_messages(timeout=timeout_s)
            except TimeoutError:
                return []
        fields = [signal.header.fields for signal in self._signals]
        self._signals.clear()
        senders = [one.get(HeaderFields.sender) or "" for one in fields]
        return ["" if sender == message_bus.bus_name else sender for sender in senders]

    def _call(
        self, address: DBusAddress, method: str, signature: str = "", body: tuple[str, ...] = ()
    ) -> tuple[Any, ...] | None:
        """Return the answer of a call, ``None`` if it is an error or does not come."""
        answer = self._ask(address, method, signature, body)
        if answer is None or answer.header.message_type is MessageType.error:
            return None
        return tuple(answer.body)

    def _ask(
        self, address: DBusAddress, method: str, signature: str, body: tuple[str, ...]
    ) -> Message | None:
        message = new_method_call(address, method, signature or None, body)
        try:
            return self._connection.send_and_get_reply(message, timeout=_ANSWER_S)
        except TimeoutError:
            return None


def _socket_address(environ: Mapping[str, str]) -> str:
    """Return the address of the session bus, which most desktops put at a fixed place.

    Raises:
        OSError: If none is known.
    """
    named, runtime = environ.get("DBUS_SESSION_BUS_ADDRESS"), environ.get("XDG_RUNTIME_DIR")
    address = named or (f"unix:path={runtime}/bus" if runtime else "")
    try:
        return str(next(get_connectable_addresses(address)))
    except (StopIteration, RuntimeError, ValueError) as error:
        raise OSError("no session bus") from error
