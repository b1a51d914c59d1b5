"""What can be played."""

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What kind of thing was played; only ``music`` takes part in the music statistics."""

    MUSIC = "music"
    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    VIDEO = "video"
    UNKNOWN = "unknown"
    """Neither an address nor a name was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a source calls the thing that was played.

    ``artist`` is the show of a podcast, or the book of an audiobook, whose ``title`` is a chapter.
    """

    kind: ItemKind
    uri: str | None
    title: str | None
    artist: str | None
    album: str | None
