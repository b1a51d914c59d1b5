"""Listening histories of services other than Spotify, one module for each shape of file."""
