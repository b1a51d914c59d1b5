"""``popularity``: how many people listened to an artist, as ListenBrainz counts them.

Whom it does not know comes with ``null``, which is not 0.
https://listenbrainz.readthedocs.io/en/latest/users/api/popularity.html
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.musicbrainz_ids import distinct, findings
from musicanalyser.enrich.services.answers import decode, decode_rows
from musicanalyser.enrich.services.registry import LISTENBRAINZ
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = LISTENBRAINZ
ABOUT = "How many listeners artists have"
SENDS = "MusicBrainz' ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"mbid"})
AFTER: tuple[str, ...] = ("tracks", "artists")
BATCH = 1000
CALLS = 1
CAP: int | None = None


class _Row(msgspec.Struct):
    artist_mbid: str
    listens: int | None = msgspec.field(default=None, name="total_listen_count")
    listeners: int | None = msgspec.field(default=None, name="total_user_count")


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the listeners of artists."""
    body = msgspec.json.encode({"artist_mbids": distinct(batch)})
    content = http.post("/1/popularity/artist", body)
    read = decode_rows(decode(content, list[msgspec.Raw]), _Row)
    told = {
        row.artist_mbid.lower(): {"listeners": row.listeners, "listens": row.listens}
        for row in read.rows
        if row.listeners  # nobody is how a service may write that it does not know
    }
    return findings(batch, told, whole=read.whole)
