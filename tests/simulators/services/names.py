"""The names of one song: as Spotify has it, and as other services spell it."""

from dataclasses import replace

from musicanalyser.model.item import Item
from tests.simulators.listener.catalogue import Catalogue, Playlist, Track, invent
from tests.simulators.listener.draws import Draws

_ARTISTS = ("The Artist {}", "Artist {}", "Artíst {}", "Artist, of {}", "Artist {} & Sons")
_TITLES = ("Title {}", "Title {} - Remastered 2009", "Title {} (feat. Guest)", "Title’s {}", "{}")  # noqa: RUF001
_LIVE_EVERY = 20
"""Of so many tracks, one is the one before it, played live."""


def catalogue(seed: int) -> Catalogue:
    """Make up a catalogue with names that services like to change."""
    plain = invent(Draws(f"names {seed}"))
    named = {track.id: _named(number, track) for number, track in enumerate(plain.tracks)}
    return Catalogue(
        tracks=tuple(named.values()),
        lists=tuple(
            Playlist(uri=one.uri, tracks=tuple(named[track.id] for track in one.tracks))
            for one in plain.lists
        ),
    )


def _named(number: int, track: Track) -> Track:
    is_live = number % _LIVE_EVERY == _LIVE_EVERY - 1
    number -= is_live
    artist = int((track.item.artist or "").rpartition(" ")[2])
    title = _TITLES[number % len(_TITLES)].format(number)
    item = track.item._replace(
        title=f"{title} - Live" if is_live else title,
        artist=_ARTISTS[artist % len(_ARTISTS)].format(artist),
    )
    return replace(track, item=item)


def of_lastfm(item: Item, draws: Draws) -> Item:
    """Return an item as Last.fm names it: corrected in silence, in any letter case."""
    title, artist = item.title or "", item.artist or ""
    if draws.share(0.5):
        title = title.replace(" - Remastered 2009", "").replace("’", "'")  # noqa: RUF001
    if draws.share(0.2):
        title, artist = title.upper(), artist.lower()
    return item._replace(uri=None, title=title, artist=artist, album=None)


def of_copy(item: Item, draws: Draws) -> Item:
    """Return an item as ListenBrainz copies it from Spotify: with all artists of the track."""
    title, artist = item.title or "", item.artist or ""
    if "feat." in title or draws.share(0.1):
        artist = f"{artist}, Guest"
    return item._replace(title=title, artist=artist)


def of_listenbrainz(item: Item, draws: Draws) -> Item:
    """Return an item as a local player names it for ListenBrainz."""
    title = (item.title or "").replace(" - Remastered 2009", " (2009 Remaster)")
    artist = (item.artist or "").replace(" & ", " and ") if draws.share(0.5) else item.artist
    return item._replace(uri=None, title=title, artist=artist)
