"""``popularity``: listeners and listens of artists at ListenBrainz.

The counts of an unknown artist are ``null``, which is not 0.
https://listenbrainz.readthedocs.io/en/latest/users/api/popularity.html
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.musicbrainz_ids import match_findings, unique_mbids
from musicanalyser.enrich.services.responses import parse_response, parse_rows
from musicanalyser.enrich.services.web_services import LISTENBRAINZ
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = LISTENBRAINZ
ABOUT = "Listeners of artists"
SENDS = "MusicBrainz' ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"mbid"})
DEPENDS_ON: tuple[str, ...] = ("tracks", "artists")
BATCH_SIZE = 1000
"""One request is enough for most histories."""
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0


class _Row(msgspec.Struct):
    artist_mbid: str
    listens: int | None = msgspec.field(default=None, name="total_listen_count")
    listeners: int | None = msgspec.field(default=None, name="total_user_count")


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the listeners of artists; an artist without any is a miss."""
    body = msgspec.json.encode({"artist_mbids": unique_mbids(batch)})
    content = http.post("/1/popularity/artist", body)
    parsed = parse_rows(parse_response(content, list[msgspec.Raw]), _Row)
    by_mbid = {
        row.artist_mbid.lower(): {"listeners": row.listeners, "listens": row.listens}
        for row in parsed.rows
        if row.listeners  # 0 means unknown too: every artist here has at least one listener
    }
    return match_findings(batch, by_mbid, is_complete=parsed.is_complete)
