"""Roll-ups: sums of plays kept beside them, so that answers do not slow down as a history grows."""
