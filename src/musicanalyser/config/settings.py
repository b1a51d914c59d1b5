"""The settings of the program: one line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from musicanalyser.config.value_types import (
    Choice,
    ShortText,
    TimeZoneName,
    Trips,
    Value,
    ValueType,
    WebAddress,
    WholeNumber,
)
from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.llm import OFFLINE, PROVIDERS

TONES = ("gentle", "medium", "savage")
EXPORTS = "exports"
THEMES = ("auto", "dark", "light")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one setting is for, and which values it allows."""

    key: str
    value_type: ValueType
    about: str
    default: Value | None

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file."""
        return f"MUSICANALYSER_{self.key.upper()}"


def _setting(default: _T, value_type: ValueType, about: str) -> _T:
    return field(default=default, metadata={"value_type": value_type, "about": about})


def _address(default: str, title: str) -> str:
    return _setting(default, WebAddress(title=title), f"Address of {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, each with its default."""

    timezone: str | None = _setting(
        None, TimeZoneName(), "Time zone of days and hours; default: the system's"
    )
    zones: str | None = _setting(
        None, Trips(), "Days in other time zones, such as 2025-04-16/2025-04-30 Asia/Tokyo"
    )
    session_gap_minutes: int = _setting(
        SESSION_GAP_MINUTES, WholeNumber(low=1, high=1440), "Minutes of silence that end a session"
    )
    theme: str = _setting(
        "auto", Choice(options=THEMES), "Background of the terminal that colours are made for"
    )
    provider: str = _setting(
        OFFLINE, Choice(options=(OFFLINE, *PROVIDERS)), "Writer of the roast: offline, or a model"
    )
    model: str | None = _setting(
        None,
        ShortText(description="the name of a model", punctuation="-_.:/@ "),
        "Model of the provider; default: the provider's own",
    )
    base_url: str | None = _setting(
        None,
        ShortText(
            description="an address such as http://localhost:11434/v1", punctuation="-_.:/~%[]"
        ),
        "Server of the compatible provider",
    )
    model_timeout_s: int = _setting(
        180, WholeNumber(low=5, high=3600), "Seconds that one answer of a model may take"
    )
    tone: str = _setting("medium", Choice(options=TONES), "Tone of the roast")
    language: str = _setting(
        "en",
        ShortText(description="a language, such as en or de", punctuation="- "),
        "Language of the roast",
    )
    roast_data: str = _setting(
        EXPORTS, Choice(options=(EXPORTS, "all")), "Plays that a model may use"
    )
    roast_consent: str | None = _setting(
        None,
        Choice(options=tuple(PROVIDERS), is_list=True),
        "Providers that may receive facts about you",
    )
    spotify_client_id: str | None = _setting(
        None,
        ShortText(description="the client ID of your app in Spotify's dashboard", punctuation=""),
        "Client ID of your app in Spotify's dashboard",
    )
    spotify_calls_per_day: int | None = _setting(
        None,
        WholeNumber(low=50, high=50_000),
        "Most calls to Spotify in 24 hours; default: 1200, fewer if Spotify refuses",
    )
    watch_policy: str = _setting(
        PollingPolicy.ECON.value,
        Choice(options=tuple(PollingPolicy)),
        "How often `watch` polls Spotify",
    )
    spotify_api_url: str = _address("https://api.spotify.com", "Spotify's API")
    spotify_accounts_url: str = _address("https://accounts.spotify.com", "Spotify's sign-in")
    reccobeats_url: str = _address("https://api.reccobeats.com", "ReccoBeats")
    musicbrainz_url: str = _address("https://musicbrainz.org", "MusicBrainz")
    listenbrainz_url: str = _address("https://api.listenbrainz.org", "ListenBrainz")
    lrclib_url: str = _address("https://lrclib.net", "LRCLIB")
    genius_url: str = _address("https://api.genius.com", "Genius")
    lastfm_url: str = _address("https://ws.audioscrobbler.com", "Last.fm")


_DEFAULTS = Config()
SETTINGS: Mapping[str, Setting] = {
    item.name: Setting(
        key=item.name,
        value_type=item.metadata["value_type"],
        about=item.metadata["about"],
        default=getattr(_DEFAULTS, item.name),
    )
    for item in fields(Config)
}
