"""An invented listener with the habits of a real one: deterministic, at any size.

- `catalogue` and `vocabulary` invent the music.
- `affinity` and `weekly_taste` invent what the listener likes, `listening_days` when there is time.
- `track_habits` are what the listener does with single tracks and albums.
- `track_queue`, `invented_plays` and `listener` turn them into plays.
- `export_rows` and `export` turn plays into the files that Spotify would send.
- `genre_styles`, `song_attributes` and `invented_facts` invent the facts of open sources.
"""

from musicanalyser.demo.export import (
    ExportFile,
    make_account_data,
    make_extended_history,
    write_zip,
)
from musicanalyser.demo.invented_facts import make_facts

__all__ = ["ExportFile", "make_account_data", "make_extended_history", "make_facts", "write_zip"]
