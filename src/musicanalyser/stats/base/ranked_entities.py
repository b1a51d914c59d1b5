"""What lists are of: tracks, artists and albums, and their totals."""

from dataclasses import dataclass
from typing import NamedTuple

from musicanalyser.report import Column


class EntityTotals(NamedTuple):
    """The totals of one track, artist or album, with the names of its latest play."""

    song_key: str
    artist_key: str | None
    """The key of the artist; ``None`` if there is none, or if it is a compilation."""
    album_key: str | None
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None
    entity_id: int
    """Identifies it among those of its kind in ``v_tracks``."""
    heard_ms: int
    """The listening time of all plays, counted or not."""
    plays: int
    """The counted plays."""
    all_plays: int
    plays_known: int
    """The plays whose verdict is known."""
    skips: int
    first_ms: int | None
    """The start of the first counted play."""
    last_ms: int | None
    """The start of the last counted play."""
    latest_ms: int
    """The start of the last play, counted or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedEntity:
    """What the rows of a list are: tracks, artists or albums."""

    plural: str
    name: str
    """Its part of the names of views and columns: ``v_song_totals``, ``song_id``."""
    required: str
    """The column of ``v_tracks`` that is null for a track of an unknown one."""
    columns: tuple[Column, ...]
    """The names to show: each is a field of `EntityTotals`. Ties are sorted by them in order."""

    def key_of(self, totals: EntityTotals) -> str | None:
        """Return the key that identifies the entity; ``None`` if it is not known."""
        key: str | None = getattr(totals, f"{self.name}_key")
        return key

    def names_of(self, totals: EntityTotals) -> tuple[str | None, ...]:
        """Return the values of the columns."""
        return tuple(getattr(totals, column.name) for column in self.columns)

    def name_order(self, totals: EntityTotals) -> tuple[tuple[bool, str], ...]:
        """Return a sort key by name, unknown names last; the entity's key makes it unique."""
        names = (*self.names_of(totals), self.key_of(totals))
        return tuple((name is None, name or "") for name in names)


TRACKS = RankedEntity(
    plural="tracks",
    name="song",
    required="title",
    columns=(
        Column(name="title", title="Track"),
        Column(name="artist", title="Artist"),
        Column(name="album", title="Album", detail=True),
        Column(name="uri", title="Address", detail=True),
    ),
)
ARTISTS = RankedEntity(
    plural="artists",
    name="artist",
    required="artist_id",
    columns=(Column(name="artist", title="Artist"),),
)
ALBUMS = RankedEntity(
    plural="albums",
    name="album",
    required="album_id",
    columns=(Column(name="album", title="Album"), Column(name="artist", title="Artist")),
)
