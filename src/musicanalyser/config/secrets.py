"""The keys of services: in a file of their own, for the owner's eyes alone, and never shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from musicanalyser.config import file
from musicanalyser.errors import ConfigError
from musicanalyser.llm import PROVIDERS, ModelService


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What a key is for, and the environment variables that win over the file, the first first."""

    key: str
    about: str
    variables: tuple[str, ...]


def provider_key(name: str) -> str:
    """Return the name of the key of a provider."""
    return f"{name}_api_key"


def _key_of(name: str, service: ModelService) -> Secret:
    return Secret(
        key=provider_key(name),
        about=f"API key for {service.title}{', if it needs one' if service.is_self_hosted else ''}",
        variables=service.key_variables,
    )


SECRETS: Mapping[str, Secret] = {
    secret.key: secret
    for secret in (
        *(_key_of(name, provider.SERVICE) for name, provider in PROVIDERS.items()),
        Secret(
            key="genius_access_token",
            about="The token for Genius",
            variables=("GENIUS_ACCESS_TOKEN",),
        ),
        Secret(key="lastfm_api_key", about="The key for Last.fm", variables=("LASTFM_API_KEY",)),
        Secret(
            key="listenbrainz_token",
            about="The token for ListenBrainz, which mostly does without",
            variables=("LISTENBRAINZ_TOKEN",),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A key, and where it was found: ``environment`` or ``file``."""

    value: str = field(repr=False)
    origin: str


def look_up(path: Path, environ: Mapping[str, str], key: str) -> Kept | None:
    """Return a key and where it was found; ``None`` if there is none.

    Raises:
        ConfigError: If the file cannot be understood.
    """
    for variable in SECRETS[key].variables:
        if value := environ.get(variable, "").strip():
            return Kept(value=value, origin="environment")
    kept = file.read(path).get(key)
    return Kept(value=kept, origin="file") if isinstance(kept, str) and kept else None


def keep(path: Path, key: str, value: str) -> None:
    """Keep a key in a file that is its owner's alone from its first byte.

    Raises:
        ConfigError: If the key cannot be one, or the file cannot be understood.
        OSError: If it cannot be written.
    """
    value = value.strip()
    if not value.isascii() or not value.isprintable() or not value or " " in value:
        raise ConfigError(f"That cannot be {key}.", hint="A key is one word without spaces.")
    file.write(path, key, value)


def forget(path: Path, key: str) -> None:
    """Take a key out of the file.

    Raises:
        ConfigError: If the file cannot be understood.
        OSError: If it cannot be written.
    """
    file.write(path, key, None)
