"""Every kind of fact: which statistic proves it, and who looks for it."""

from collections.abc import Callable
from typing import NamedTuple

from musicanalyser.roast.facts import (
    amounts,
    artist_facts,
    clock,
    collection,
    sessions_and_streaks,
    skip_facts,
    track_facts,
)
from musicanalyser.roast.facts.report_values import Reports
from musicanalyser.roast.facts.sentences import Claim


class FactKind(NamedTuple):
    """A kind of fact; ``find`` raises `UnknownError` where there is none."""

    statistic: str
    find: Callable[[Reports], Claim]


KINDS: dict[str, FactKind] = {
    "skipped-favourite": FactKind("skips", skip_facts.skipped_favourite),
    "skipped-artist": FactKind("skips", skip_facts.skipped_artist),
    "obsession": FactKind("obsessions", track_facts.obsession),
    "repeat": FactKind("obsessions", track_facts.repeat),
    "forgotten": FactKind("forgotten", track_facts.forgotten),
    "night": FactKind("heatmap", clock.night),
    "early": FactKind("heatmap", clock.early),
    "effective-artists": FactKind("variety", artist_facts.effective_artists),
    "skip-rate": FactKind("skips", skip_facts.skip_rate),
    "never-skipped": FactKind("skips", skip_facts.never_skipped),
    "long-session": FactKind("sessions", sessions_and_streaks.long_session),
    "streak": FactKind("streaks", sessions_and_streaks.streak),
    "quiet-days": FactKind("streaks", sessions_and_streaks.quiet_days),
    "time-change": FactKind("overview", amounts.time_change),
    "kept-artists": FactKind("discoveries", artist_facts.kept_artists),
    "new-artists": FactKind("overview", artist_facts.new_artists),
    "climber": FactKind("top-artists", artist_facts.climber),
    "one-and-done": FactKind("variety", collection.one_and_done),
    "top-artist": FactKind("top-artists", artist_facts.top_artist),
    "top-ten": FactKind("variety", artist_facts.top_ten),
    "top-album": FactKind("top-albums", collection.top_album),
    "album-runs": FactKind("variety", collection.album_runs),
    "most-played": FactKind("top-tracks", track_facts.most_played),
    "weekend": FactKind("heatmap", clock.weekend),
    "peak-hour": FactKind("heatmap", clock.peak_hour),
    "session-plays": FactKind("sessions", sessions_and_streaks.session_plays),
    "sessions": FactKind("sessions", sessions_and_streaks.sessions),
    "eddington": FactKind("variety", sessions_and_streaks.eddington),
    "podcasts": FactKind("totals", amounts.podcasts),
    "private": FactKind("totals", amounts.private),
    "total-time": FactKind("overview", amounts.total_time),
}
"""By its name; of equally surprising facts the kind that stands first comes first."""
