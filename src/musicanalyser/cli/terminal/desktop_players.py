"""The players of this machine, where there are any to follow."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from musicanalyser.timespan import to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from musicanalyser.context import App
    from musicanalyser.flows.live.joined_player import LocalSource

_BUS_VARIABLES = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")


@contextmanager
def follow_local_players(app: "App", *, is_wanted: bool) -> "Iterator[LocalSource | None]":
    """Give the local players, ``None`` without the extra, a session bus or the wish."""
    if not (is_wanted and any(map(app.screen.environ.get, _BUS_VARIABLES))):
        yield None
        return
    try:
        from musicanalyser.desktop.local_players import LocalPlayers

        players = LocalPlayers(app.screen.environ, now_ms=lambda: to_ms(app.now()))
    except (ModuleNotFoundError, OSError):
        yield None
        return
    with players:
        yield players
