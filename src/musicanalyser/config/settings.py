"""The settings of the program: one line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from musicanalyser.config.value_types import (
    Name,
    OneOf,
    SettingType,
    Value,
    WebAddress,
    WholeNumber,
    ZoneName,
)
from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.listening.tracking.policies import PollingPolicy
from musicanalyser.llm import OFFLINE, PROVIDERS

TONES = ("gentle", "medium", "savage")
EXPORTS = "exports"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one setting is for, and what it may hold."""

    key: str
    kind: SettingType
    about: str
    default: Value | None

    @property
    def variable(self) -> str:
        """The environment variable that wins over the file."""
        return f"MUSICANALYSER_{self.key.upper()}"


def _setting(default: _T, kind: SettingType, about: str) -> _T:
    return field(default=default, metadata={"kind": kind, "about": about})


def _address(default: str, title: str) -> str:
    return _setting(default, WebAddress(title=title), f"Where {title} is reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, each with its default."""

    timezone: str | None = _setting(
        None, ZoneName(), "Time zone of days and hours, the system's if not set"
    )
    session_gap_minutes: int = _setting(
        SESSION_GAP_MINUTES, WholeNumber(low=1, high=1440), "Minutes of silence that end a session"
    )
    provider: str = _setting(
        OFFLINE, OneOf(words=(OFFLINE, *PROVIDERS)), "Who writes the roast: a model, or offline"
    )
    model: str | None = _setting(
        None,
        Name(what="the name of a model", others="-_.:/@ "),
        "The provider's model, its usual one if not set",
    )
    base_url: str | None = _setting(
        None,
        Name(what="an address such as http://localhost:11434/v1", others="-_.:/~%[]"),
        "Where the compatible provider listens",
    )
    tone: str = _setting("medium", OneOf(words=TONES), "How hard a roast hits")
    language: str = _setting(
        "en", Name(what="a language, such as en or de", others="- "), "The language of a roast"
    )
    roast_data: str = _setting(
        EXPORTS, OneOf(words=(EXPORTS, "all")), "Which plays a model may be told about"
    )
    roast_consent: str | None = _setting(
        None,
        OneOf(words=tuple(PROVIDERS), several=True),
        "The providers that facts about you may be sent to",
    )
    spotify_client_id: str | None = _setting(
        None,
        Name(what="the client id of your app in Spotify's dashboard", others=""),
        "The client id of your own app in Spotify's dashboard",
    )
    spotify_calls_per_day: int = _setting(
        1200,
        WholeNumber(low=50, high=50_000),
        "How often Spotify may be asked in 24 hours",
    )
    watch_policy: str = _setting(
        PollingPolicy.ECON.value, OneOf(words=tuple(PollingPolicy)), "How often `watch` asks"
    )
    spotify_api_url: str = _address("https://api.spotify.com", "Spotify's API")
    spotify_accounts_url: str = _address("https://accounts.spotify.com", "Spotify's sign-in")
    reccobeats_url: str = _address("https://api.reccobeats.com", "ReccoBeats")
    musicbrainz_url: str = _address("https://musicbrainz.org", "MusicBrainz")
    listenbrainz_url: str = _address("https://api.listenbrainz.org", "ListenBrainz")
    lrclib_url: str = _address("https://lrclib.net", "LRCLIB")
    genius_url: str = _address("https://api.genius.com", "Genius")
    lastfm_url: str = _address("https://ws.audioscrobbler.com", "Last.fm")


SETTINGS: Mapping[str, Setting] = {
    item.name: Setting(
        key=item.name,
        kind=item.metadata["kind"],
        about=item.metadata["about"],
        default=getattr(Config(), item.name),
    )
    for item in fields(Config)
}
