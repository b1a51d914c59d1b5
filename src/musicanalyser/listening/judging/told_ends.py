"""Whether the reason for an end that was told is that of the export."""

from musicanalyser.listening.definitions import CHOICE_REASONS, NO_REASONS
from musicanalyser.model.play_end import EndReason

_FORWARD = frozenset({EndReason.FORWARD_BUTTON, EndReason.NEXT_BUTTON})
"""Clients name the button for the next track by either word."""
_BUTTONS = _FORWARD | {EndReason.BACK_BUTTON}


def is_end_right(told: str, true: str | None) -> bool | None:
    """Return whether a play ended for the reason that was told; ``None`` if nobody can say.

    ``true`` is the reason of the export, ``None`` for a play that the export does not have. A
    choice of something else is right for every end before that of the track, as an export has many
    words for it. Where the export names neither a button nor the end of the track, only that counts
    whether the track reached its end.
    """
    if told in NO_REASONS or (true is not None and true in NO_REASONS):
        return None
    if true is None:
        return False
    is_done = true == EndReason.TRACK_DONE
    if told in CHOICE_REASONS:
        return not is_done
    if is_done or true not in _BUTTONS:
        return is_done == (told == EndReason.TRACK_DONE)
    return told == true or (told in _FORWARD and true in _FORWARD)
