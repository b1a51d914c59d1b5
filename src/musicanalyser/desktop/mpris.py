"""What MPRIS players publish, each in its own dialect, as a sample of a player."""

from collections.abc import Mapping

from musicanalyser.desktop.session_bus import PREFIX
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.player import Activity, LocalSample, PlayerSample

_COPIES = (
    "playerctld",
    "kdeconnect",
    "gsconnect",
    "valent",
    "spotify_player",
    "spotatui",
)
"""They repeat other players, or what the Web API says: they prove nothing about this machine."""
_MIRRORS = ("spotify",)
"""They play here, and also show what other devices of the account play (Spotify Connect)."""
_MS_POSITIONS = ("go-librespot",)
"""They give the position in ms, against the specification."""
_KINDS = {"track": ItemKind.MUSIC, "episode": ItemKind.PODCAST}
_US_PER_MS = 1000


def is_player(name: str) -> bool:
    """Return whether a name on the bus is that of a player of this machine."""
    return name.startswith(PREFIX) and not _own_name(name).startswith(_COPIES)


def parse_properties(name: str, properties: Mapping[str, object], *, at_ms: int) -> LocalSample:
    """Return the state of a player at a moment; what is missing or odd is unknown.

    Dialects: https://github.com/hrkfdn/ncspot, https://github.com/Spotifyd/spotifyd,
    https://github.com/devgianlu/go-librespot, https://github.com/patrickziegler/taped
    """
    own_name = _own_name(name)
    metadata = _plain(properties.get("Metadata"))
    position, length = _number(properties.get("Position")), _number(metadata.get("mpris:length"))
    divisor = 1 if own_name in _MS_POSITIONS else _US_PER_MS
    item, is_ad = _item(metadata), _is_ad(metadata)
    activity = Activity.AD if is_ad else Activity.NOTHING if item is None else Activity.ITEM
    return LocalSample(
        player=name,
        sample=PlayerSample(
            at_ms=at_ms,
            activity=activity,
            item=None if is_ad else item,
            length_ms=length // _US_PER_MS if length else None,
            progress_ms=None if position is None else position // divisor,
            is_playing=properties.get("PlaybackStatus") == "Playing",
        ),
        is_mirror=own_name in _MIRRORS,
    )


def _own_name(name: str) -> str:
    """Return ``firefox`` of ``org.mpris.MediaPlayer2.firefox.instance_1_7``."""
    return name.removeprefix(PREFIX).split(".")[0]


def _item(metadata: Mapping[str, object]) -> Item | None:
    kind, uri = _address(metadata)
    title = _text(metadata.get("xesam:title"))
    if uri is None and title is None:
        return None
    artists = (metadata.get("xesam:albumArtist"), metadata.get("xesam:artist"))
    album = _text(metadata.get("xesam:album"))
    return Item(
        kind=kind,
        uri=uri,
        title=title,
        artist=next((name for one in artists if (name := _text(one))), None) or None,
        album=album if kind is ItemKind.MUSIC else None,
    )


def _address(metadata: Mapping[str, object]) -> tuple[ItemKind, str | None]:
    """Return the kind and the URI from ``/…/track/ID``, ``spotify:track:ID`` or the web address."""
    for key in ("mpris:trackid", "xesam:url"):
        parts = (_text(metadata.get(key)) or "").replace(":", "/").split("?")[0].split("/")
        *before, kind, name = ["", "", *parts]
        is_id = name.isascii() and name.isalnum()
        if kind in _KINDS and is_id and any("spotify" in one for one in before):
            return _KINDS[kind], f"spotify:{kind}:{name}"
    return ItemKind.MUSIC, None


def _is_ad(metadata: Mapping[str, object]) -> bool:
    address = _text(metadata.get("mpris:trackid")) or ""
    return address.startswith(("/com/spotify/ad/", "spotify:ad:"))


def _plain(metadata: object) -> dict[str, object]:
    """Return the metadata without the types that D-Bus gives to each value."""
    if not isinstance(metadata, dict):
        return {}
    pairs = [(key, one) for key, one in metadata.items() if isinstance(one, tuple)]
    return {key: one[1] for key, one in pairs if len(one) == len(("type", "value"))}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _text(value: object) -> str | None:
    """Return a text, or the first of several; ``None`` if it is empty."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) and first else None
