"""Players on this machine that say what they play; so far on Linux, by MPRIS."""
