"""Spotify: sign-in, token file, calls to the Web API, and its JSON parsed to rows."""
