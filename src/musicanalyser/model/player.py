"""What a player says about itself. All moments are in ms since 1970 UTC."""

from dataclasses import dataclass
from enum import StrEnum

from musicanalyser.model.item import Item


class Activity(StrEnum):
    """What a player is doing."""

    NOTHING = "nothing"
    """No device is active."""
    ITEM = "item"
    AD = "ad"
    UNKNOWN = "unknown"
    """Something plays or pauses that the service does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerSample:
    """The answer of a player that was asked once.

    ``at_ms`` is the middle of the request by the service's clock, and ``rtt_ms`` its duration.
    ``item`` is ``None`` unless the activity is ``ITEM``. ``progress_ms`` is the position within the
    item, ``None`` if the service does not give it.
    """

    at_ms: int
    rtt_ms: int = 0
    activity: Activity
    item: Item | None = None
    length_ms: int | None = None
    progress_ms: int | None = None
    is_playing: bool = False
    changed_ms: int | None = None
    """When playback last changed (play, pause, seek), as the service says; unreliable."""
    device: str | None = None
    """The kind of device, such as ``Smartphone``. Its name may hold a person's name: never that."""
    device_key: str | None = None
    """Tells one device from another, and nothing else about it."""
    context: str | None = None
    """What it is played from, as `model.spotify_uris.parse_context` returns it."""
    shuffle: bool | None = None
    repeats_track: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSample:
    """What a player on this machine says about itself.

    ``player`` is its name on the bus. A player that has gone is paused where it was last.
    ``is_mirror`` says that it may also show what other devices of the account play.
    """

    player: str
    sample: PlayerSample
    is_mirror: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An item of the queue; ``length_ms`` is ``None`` if unknown."""

    item: Item
    length_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The queue at one moment (``at_ms`` as in `PlayerSample`), and what plays, if anything."""

    at_ms: int
    current: Item | None
    items: tuple[Queued, ...]
