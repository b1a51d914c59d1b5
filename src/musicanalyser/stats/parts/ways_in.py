"""How plays begin, in words: what Spotify calls ``reason_start``."""

from collections.abc import Mapping

from musicanalyser.listening.definitions import NO_REASONS
from musicanalyser.model.play_end import EndReason

_WAYS: Mapping[str, str] = {
    EndReason.TRACK_DONE: "came by itself",
    EndReason.FORWARD_BUTTON: "next button",
    EndReason.NEXT_BUTTON: "next button",
    EndReason.BACK_BUTTON: "back button",
    EndReason.CLICK_ROW: "chosen in a list",
    EndReason.CLICK_SIDE: "chosen in a list",
    EndReason.PLAY_BUTTON: "play button",
    EndReason.OPEN_URI: "opened by a link",
    EndReason.POPUP: "chosen in a list",
    EndReason.APP_LOAD: "start of the app",
    EndReason.REMOTE: "from another device",
    EndReason.TRACK_ERROR: "after an error",
}


def way_in(reason_start: str | None) -> str | None:
    """Return how a play began; a word that is not listed as it is, ``None`` if it is not known."""
    if reason_start is None or reason_start in NO_REASONS:
        return None
    return _WAYS.get(reason_start, reason_start)
