"""Why and how a play ended."""

from enum import StrEnum


class EndReason(StrEnum):
    """Why a play ended, in the words of Spotify's extended streaming history.

    The same words say why a play started: mostly what ended the play before it. Spotify has no
    public list of them, so an export may hold others. That is why the fields of a sighting are
    plain ``str``, kept as they came: a member is equal to its word, and an unknown word is equal
    to no member. Where a source gives no reason, the field is ``""``.
    """

    TRACK_DONE = "trackdone"
    """The track reached its end."""
    FORWARD_BUTTON = "fwdbtn"
    BACK_BUTTON = "backbtn"
    NEXT_BUTTON = "nextbtn"
    END_PLAY = "endplay"
    """Something else was chosen, or playback was ended."""
    CLICK_ROW = "clickrow"
    CLICK_SIDE = "clickside"
    PLAY_BUTTON = "playbtn"
    POPUP = "popup"
    OPEN_URI = "uriopen"
    APP_LOAD = "appload"
    REMOTE = "remote"
    """Another device took over."""
    LOGOUT = "logout"
    TRACK_ERROR = "trackerror"
    UNEXPECTED_EXIT = "unexpected-exit"
    UNEXPECTED_EXIT_WHILE_PAUSED = "unexpected-exit-while-paused"
    UNKNOWN = "unknown"
    NONE = "none"
    """Stands in exports for whole years, and says nothing."""


class Verdict(StrEnum):
    """How a play ended, as ``docs/definitions.md`` defines it."""

    FINISHED = "finished"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    UNKNOWN = "unknown"
