"""A small world for a person who runs the real program against the simulator by hand."""

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import id_of
from tests.simulators.spotify.worlds import Heard, Scripted

_ROUNDS = 250
_PLAYLIST = "spotify:playlist:7jXcQm2VhT0bRk9eYwLs4A"
_BAND, _ALBUM = "The Loopbacks", "Nobody Listens Here"
_TITLES = (
    ("Port of Call", 40_000),
    ("Half a Second", 35_000),
    ("Ephemeral", 50_000),
    ("Time to Live", 45_000),
)
_FULL, _LEAD_MS = None, 4_000
_ROUND: tuple[tuple[int, int | None, int], ...] = (
    (0, _FULL, 0),
    (1, 6_000, 0),
    (2, _FULL, 12_000),
    (3, 2_500, 0),
    (1, _FULL, 0),
    (3, 31_000, 0),
)
"""Which title, how much of it is heard before it is skipped (ms), and a pause in its middle."""


def programme(start_ms: int) -> Scripted:
    """Repeat a round of six plays, two of them short skips, for about twelve hours."""
    tracks = [
        bodies.track(
            id=id_of(title), title=title, artist=_BAND, album=_ALBUM, duration_ms=length_ms
        )
        for title, length_ms in _TITLES
    ]
    plays: list[Heard] = []
    for which, heard_ms, pause_ms in _ROUND * _ROUNDS:
        item = tracks[which]
        full_ms = item["duration_ms"]
        plays.append(
            Heard(
                after_ms=plays[-1].ended_ms if plays else _LEAD_MS,
                item=item,
                heard_ms=full_ms if heard_ms is None else heard_ms,
                ended="finished" if heard_ms is None else "skipped",
                pauses=((full_ms // 2, pause_ms),) if pause_ms else (),
                context_uri=_PLAYLIST,
            )
        )
    return Scripted(start_ms=start_ms, plays=plays)
