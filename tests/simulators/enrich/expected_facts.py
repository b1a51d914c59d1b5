"""The facts that a run must have stored about a world, derived from the world alone."""

from collections.abc import Iterator, Mapping

from tests.simulators.enrich.genius import page
from tests.simulators.enrich.world import Artist, Track, World

Fact = tuple[str, Mapping[str, object] | None]
"""The status and the data of an answer."""


def expected_facts(world: World) -> dict[tuple[str, str], Fact]:
    """Return every fact of the sources that need no key, by source and subject."""
    facts: dict[tuple[str, str], Fact] = {}
    for track in world.tracks:
        facts |= {(source, track.uri): fact for source, fact in _of_track(track)}
    for artist in {
        track.artist.uri: track.artist for track in world.tracks if track.known
    }.values():
        facts |= {(source, artist.uri): fact for source, fact in _of_artist(artist)}
    return facts


def expected_facts_with_keys(world: World) -> dict[tuple[str, str], Fact]:
    """Return every fact of the sources that need a key."""
    facts: dict[tuple[str, str], Fact] = {}
    for track in world.tracks:
        facts["genius", track.uri] = ("missing", None)
        if track.pageviews is not None:
            data = {"url": page(track.artist.name, track.title), "pageviews": track.pageviews}
            facts["genius", track.uri] = ("found", {**data, "year": track.year})
        if track.known:
            facts["lastfm", track.artist.uri] = _lastfm(track.artist)
    return facts


def _of_track(track: Track) -> Iterator[tuple[str, Fact]]:
    if track.measured:
        key = track.features["key"]
        yield "features", ("found", {**track.features, "key": None if key == -1 else key})
    else:
        yield "features", ("missing", None)
    if not track.known:
        yield "tracks", ("missing", None)
        return
    artist = {"uri": track.artist.uri, "name": track.artist.name}
    yield (
        "tracks",
        (
            "found",
            {
                "popularity": track.popularity,
                "isrc": track.isrc,
                "length_ms": track.length_ms,
                "artists": [artist],
            },
        ),
    )
    if track.isrc is not None:
        known = track.year is not None
        yield "releases", ("found", {"year": track.year}) if known else ("missing", None)


def _of_artist(artist: Artist) -> Iterator[tuple[str, Fact]]:
    if artist.mbid is None:
        yield "artists", ("missing", None)
        return
    data = {
        "mbid": artist.mbid,
        "name": artist.name,
        "country": artist.country,
        "matched_by": "page",
    }
    yield "artists", ("found", data)
    curated = [one for one in artist.tags if one.curated] or list(artist.tags)
    curated.sort(key=lambda one: (-one.count, one.name))
    genres = [{"name": one.name, "count": one.count, "curated": one.curated} for one in curated]
    if genres:
        tags = {"area": "Vienna", "begin_year": artist.begin_year, "genres": genres}
        yield "genres", ("found", tags)
    else:
        yield "genres", ("missing", None)
    if artist.listeners is None:
        yield "popularity", ("missing", None)
    else:
        counts = {"listeners": artist.listeners, "listens": artist.listeners * 40}
        yield "popularity", ("found", counts)


def _lastfm(artist: Artist) -> Fact:
    if artist.listeners is None:
        return "missing", None
    genres = [{"name": one.name, "count": one.count, "curated": False} for one in artist.tags]
    return "found", {"listeners": artist.listeners, "genres": genres}
