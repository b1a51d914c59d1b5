"""How much must stand behind a fact of each kind, so that a thin history makes no silly ones."""

LEAST = {
    "obsession": 8,  # plays of the track in its peak week
    "repeat": 5,  # plays of the track on its peak day
    "skipped-favourite": 15,  # plays of the track whose end is known
    "skipped-artist": 40,  # plays of the artist whose end is known
    "never-skipped": 10,  # plays of the track whose end is known
    "most-played": 10,  # plays of the track
    "forgotten": 15,  # plays of the track before it was forgotten
    "top-artist": 20,  # plays of the artist
    "climber": 20,  # plays of the artist
    "top-ten": 25,  # artists
    "effective-artists": 25,  # artists
    "new-artists": 25,  # artists
    "kept-artists": 12,  # new artists
    "top-album": 20,  # plays of the album
    "album-runs": 100,  # plays
    "one-and-done": 50,  # tracks
    "night": 100,  # plays
    "early": 100,  # plays
    "weekend": 100,  # plays
    "peak-hour": 100,  # plays
    "long-session": 15,  # plays in the session
    "sessions": 10,  # sessions
    "session-plays": 20,  # sessions
    "streak": 5,  # days
    "quiet-days": 28,  # days of the window
    "eddington": 8,  # days with as many plays
    "total-time": 5,  # hours
    "time-change": 5,  # hours in either window
    "skip-rate": 100,  # plays whose end is known
    "podcasts": 10,  # plays of podcasts
    "private": 10,  # private plays
}
"""The least support of a fact, by its kind; a past needs as much to be compared with."""
