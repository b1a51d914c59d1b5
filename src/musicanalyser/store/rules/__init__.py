"""Rules of the listener, and what they make of tracks and plays."""
