"""Answers about one track, artist, album or play, which the user names."""
