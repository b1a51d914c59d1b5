"""The rows that cross the doors between rooms: frozen, and plain."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What was played; only ``music`` enters the music statistics."""

    MUSIC = "music"
    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    VIDEO = "video"
    UNKNOWN = "unknown"
    """Neither an address nor a name was given."""


class Origin(StrEnum):
    """Where a sighting comes from."""

    EXTENDED = "spotify-extended"
    """Spotify's extended streaming history: exact to the second, with reasons."""
    ACCOUNT = "spotify-account"
    """Spotify's one-year account data: exact to the minute, names only."""
    PLAYER = "spotify-player"
    """What `watch` saw of the player: figures with bounds, ends with a confidence."""
    RECENT = "spotify-recent"
    """Spotify's list of recent plays: that a track was heard, and when it ended."""


class Verdict(StrEnum):
    """How a play ended, as ``docs/definitions.md`` defines it."""

    FINISHED = "finished"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a source calls the thing that was played.

    For podcasts ``artist`` is the show, for audiobooks the book and ``title`` the chapter.
    """

    kind: ItemKind
    uri: str | None
    title: str | None
    artist: str | None
    album: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a live source tells about a play beyond the row itself.

    The time heard lies within ``low_ms`` and ``high_ms``, both included. ``started_ms`` is when the
    play began and ``latest_ms`` when it was over at the latest, in ms since 1970 UTC; ``length_ms``
    is how long the track is. They are ``None`` where the source does not tell. ``confidence``, from
    0 to 1, is that of the reason for the end.
    """

    started_ms: int | None
    latest_ms: int | None = None
    length_ms: int | None
    low_ms: int
    high_ms: int
    confidence: float
    inferred: bool = False
    """Whether it was never seen, and only follows from the order of the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One row of one source, minus personal data, before any conclusion is drawn.

    ``ended_ms`` is the end as the source stamps it and ``offline_ms`` the device's own stamp of the
    start, both in ms since 1970 UTC; `listening.definitions.heard_when` reads them.
    Reasons are ``""`` where the source gives none. ``row`` counts from 1 within its file and is
    ``None`` where there is no file, and ``ordinal`` counts from 0 among rows of one delivery that
    are alike but truly happened more than once.
    """

    source: Origin
    item: Item
    row: int | None
    ended_ms: int
    played_ms: int
    reason_start: str = ""
    reason_end: str = ""
    skipped: bool | None = None
    shuffle: bool | None = None
    offline: bool | None = None
    private: bool | None = None
    offline_ms: int | None = None
    platform: str | None = None
    country: str | None = None
    ordinal: int = 0
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored sighting, with what is known of its track.

    ``song`` is the same for all ids of one artist's title; ``length_ms`` is ``None`` while the
    length of the track is unknown.
    """

    id: int
    track_id: int
    song: str
    length_ms: int | None
    sighting: Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One time something was played, as concluded from its sightings.

    ``id`` is the least id among its sightings and ``merged`` are the others; the figures of
    ``best`` hold. Times are in ms since 1970 UTC; what lies between them beyond the time heard was
    spent paused. ``heard_ms`` lies within ``low_ms`` and ``high_ms``, which are ``None`` where it
    is exact; ``confidence`` is that of ``reason_end``, ``None`` where the source itself knew it.
    """

    id: int
    best: Seen
    merged: tuple[int, ...]
    private: bool
    started_ms: int
    ended_ms: int
    heard_ms: int
    low_ms: int | None
    high_ms: int | None
    confidence: float | None
    reason_end: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that could not be read: where it stands in its file, counted from 1, and why.

    ``is_last`` says that what follows it was not read either.
    """

    row: int
    why: str
    is_last: bool = False


class Activity(StrEnum):
    """What the player is at."""

    NOTHING = "nothing"
    """No device is active."""
    ITEM = "item"
    AD = "ad"
    UNKNOWN = "unknown"
    """Something plays or pauses that the service does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerSample:
    """What the player said when it was asked once.

    ``at_ms`` is the middle of the request by the service's clock, in ms since 1970 UTC, and
    ``rtt_ms`` how long it took. ``item`` is ``None`` unless the activity is ``ITEM``.
    ``progress_ms`` is the position within the item, ``None`` where it is not told.
    """

    at_ms: int
    rtt_ms: int = 0
    activity: Activity
    item: Item | None = None
    length_ms: int | None = None
    progress_ms: int | None = None
    playing: bool = False
    changed_ms: int | None = None
    """When playback was last changed (played, paused, moved), as the service says; unreliable."""
    device: str | None = None
    """The kind of device, such as ``Smartphone``; never its name, which may hold its owner's."""
    context: str | None = None
    """The address of the playlist, album or artist that is played."""
    shuffle: bool | None = None
    repeat_one: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An item that is to come; ``length_ms`` is ``None`` where it is not told."""

    item: Item
    length_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The order of what is to come, as it stood at ``at_ms`` (as in `PlayerSample`).

    ``current`` is what plays, ``None`` if nothing does.
    """

    at_ms: int
    current: Item | None
    items: tuple[Queued, ...]


class SubjectKind(StrEnum):
    """What facts are about."""

    TRACK = "track"
    ARTIST = "artist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a source of facts is asked about, and what is known of it so far.

    ``uri`` is ``spotify:track:ID`` or ``spotify:artist:ID``. ``artist`` is the name of a track's
    first artist, or that of the artist. What is not known, or does not apply, is ``None``.
    """

    uri: str
    title: str | None = None
    artist: str | None = None
    length_ms: int | None = None
    isrc: str | None = None
    mbid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """A fact about a subject, named by its address: plain values that JSON can hold."""

    subject: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A subject that a source does not know, or, if ``failed``, could not be asked about."""

    subject: str
    failed: bool = False


Finding = SourceFact | Miss
