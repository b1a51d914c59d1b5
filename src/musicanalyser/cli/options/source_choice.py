"""Which sources the command line names, and how their services are reached."""

from typing import TYPE_CHECKING

from musicanalyser.config.suggestion import suggest
from musicanalyser.enrich import SOURCES, Source
from musicanalyser.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musicanalyser.context import App
    from musicanalyser.flows.enriching.request_plan import SourceSelection
    from musicanalyser.flows.enriching.service_connections import ServiceAccess

_OWN = "spotify"
"""Asks with the account of the owner, so only if it is named."""


def choose_sources(app: "App", names: "Sequence[str]") -> "tuple[ServiceAccess, SourceSelection]":
    """Return how services are reached, and which sources to use.

    Raises:
        UsageError: If there is no source of a name.
        ConfigError: If all sources lack a key.
    """
    from musicanalyser.cli.terminal.service_access import make_service_access
    from musicanalyser.flows.enriching.request_plan import select_sources

    sources = {**SOURCES, _OWN: _own_account(app)} if _OWN in names else SOURCES
    for name in names:
        if name not in sources:
            raise UsageError(f"There is no source {name!r}.", hint=suggest(name, [*SOURCES, _OWN]))
    access = make_service_access(app, sources.values())
    selection = select_sources(sources, names or sources, access)
    lacking = [name for name in names if name in selection.without_key]
    if names and len(lacking) == len(names):
        key = sources[lacking[0]].SERVICE.key
        raise ConfigError(
            f"{sources[lacking[0]].SERVICE.title} needs a key, and none is set.",
            hint=f"Set it: musicanalyser config set {key.secret if key else ''}",
        )
    return access, selection


def _own_account(app: "App") -> Source:
    """Return the source that asks Spotify itself, as the owner who has signed in.

    Raises:
        NotSignedInError: If nobody has.
    """
    from musicanalyser.cli.terminal.spotify_access import make_access, make_client
    from musicanalyser.flows.enriching.spotify_source import SpotifySource
    from musicanalyser.flows.live.call_budget import BriefBudget
    from musicanalyser.spotify.token_file import TokenFile

    TokenFile(make_access(app).token, now=app.now).require()
    budget = BriefBudget(app.writing, calls_per_day=app.config.spotify_calls_per_day, now=app.now)
    return SpotifySource(lambda: make_client(app, budget), sleep=app.sleep)
