"""Every kind of fact: which statistic proves it, and who looks for it."""

from collections.abc import Callable
from typing import NamedTuple

from musicanalyser.roast.facts import (
    amounts,
    artists,
    clock,
    collection,
    sittings,
    skipping,
    tracks,
)
from musicanalyser.roast.facts.reading import Reports
from musicanalyser.roast.facts.words import Claim


class Kind(NamedTuple):
    """A kind of fact; ``find`` raises `UnknownError` where there is none."""

    statistic: str
    find: Callable[[Reports], Claim]


KINDS: dict[str, Kind] = {
    "skipped-favourite": Kind("skips", skipping.skipped_favourite),
    "skipped-artist": Kind("skips", skipping.skipped_artist),
    "obsession": Kind("obsessions", tracks.obsession),
    "repeat": Kind("obsessions", tracks.repeat),
    "forgotten": Kind("forgotten", tracks.forgotten),
    "night": Kind("heatmap", clock.night),
    "early": Kind("heatmap", clock.early),
    "effective-artists": Kind("variety", artists.effective_artists),
    "skip-rate": Kind("skips", skipping.skip_rate),
    "never-skipped": Kind("skips", skipping.never_skipped),
    "long-session": Kind("sessions", sittings.long_session),
    "streak": Kind("streaks", sittings.streak),
    "quiet-days": Kind("streaks", sittings.quiet_days),
    "time-change": Kind("overview", amounts.time_change),
    "kept-artists": Kind("discoveries", artists.kept_artists),
    "new-artists": Kind("overview", artists.new_artists),
    "climber": Kind("top-artists", artists.climber),
    "one-and-done": Kind("variety", collection.one_and_done),
    "top-artist": Kind("top-artists", artists.top_artist),
    "top-ten": Kind("variety", artists.top_ten),
    "top-album": Kind("top-albums", collection.top_album),
    "album-runs": Kind("variety", collection.album_runs),
    "most-played": Kind("top-tracks", tracks.most_played),
    "weekend": Kind("heatmap", clock.weekend),
    "peak-hour": Kind("heatmap", clock.peak_hour),
    "session-plays": Kind("sessions", sittings.session_plays),
    "sessions": Kind("sessions", sittings.sessions),
    "eddington": Kind("variety", sittings.eddington),
    "podcasts": Kind("totals", amounts.podcasts),
    "private": Kind("totals", amounts.private),
    "total-time": Kind("overview", amounts.total_time),
}
"""By its name; of equally surprising facts the kind that stands first comes first."""
