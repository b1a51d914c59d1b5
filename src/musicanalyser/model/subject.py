"""What facts are about, and what a source answers about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """What facts are about."""

    TRACK = "track"
    ARTIST = "artist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a source of facts is asked about, and what is already known about it.

    ``uri`` is ``spotify:track:ID`` or ``spotify:artist:ID``. ``artist`` is the name of a track's
    first artist, or of the artist itself. What is unknown or does not apply is ``None``.
    """

    uri: str
    title: str | None = None
    artist: str | None = None
    length_ms: int | None = None
    isrc: str | None = None
    mbid: str | None = None
    heard_ms: int = 0
    """How long it was heard in the window of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """A fact about a subject, given by its address: plain values that JSON can hold."""

    subject: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A subject without an answer: the source does not know it or, if ``failed``, did not reply."""

    subject: str
    failed: bool = False


Finding = SourceFact | Miss
