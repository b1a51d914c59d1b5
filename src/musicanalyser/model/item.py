"""What can be played."""

from enum import StrEnum
from typing import NamedTuple


class ItemKind(StrEnum):
    """What kind of thing was played; only ``music`` takes part in the music statistics."""

    MUSIC = "music"
    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    VIDEO = "video"
    UNKNOWN = "unknown"
    """Neither an address nor a name was given."""


class Item(NamedTuple):
    """What a source calls the thing that was played.

    ``artist`` is the show of a podcast, or the book of an audiobook, whose ``title`` is a chapter.
    """

    kind: ItemKind
    uri: str | None
    title: str | None
    artist: str | None
    album: str | None
