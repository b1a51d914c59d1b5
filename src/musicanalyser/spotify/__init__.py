"""The live account: sign-in, calls, and what the JSON of Spotify means."""
