"""How certain the reason for an end is, from 0 to 1, by how it was concluded.

Shares of right reasons in the simulation stand in docs/decisions/013-confidence-of-an-end.md.
"""

END_OBSERVED = 0.99
"""The next track was observed within a short gap, or the track reached its end."""
END_BEFORE_INFERRED = 0.96
"""As above, with inferred skips in between."""
REPEATED = 0.99
"""The track reached its end and began again by itself."""
INFERRED = 0.97
"""An inferred skip, one or two in a row."""
INFERRED_IN_LONG_RUN = 0.74
"""An inferred skip, three or four in a row."""
INFERRED_IN_LONG_GAP = 0.96
"""An inferred skip with room for more than half a minute."""
RESTARTED = 0.71
"""The track is back at its start: by the back button, or by a seek, which looks the same."""
END_UNOBSERVED = 0.63
"""Nothing plays any more, and by then the track was over."""
LEFT_IN_PAUSE = 0.97
"""Something else was chosen, or playback was ended, during a pause."""
LEFT_UNOBSERVED = 0.97
"""Nothing plays any more, and the track was not over."""
LOST = 0.3
"""The end lies in a gap so long that anything may have happened."""
