"""API keys and tokens: stored in a separate file that only the owner can read, never shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from musicanalyser.config import file
from musicanalyser.errors import ConfigError
from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import ModelService


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What a key is for, and the environment variables that override the file, first one first."""

    key: str
    about: str
    variables: tuple[str, ...]


def provider_secret(name: str) -> str:
    """Return the name of the key of a provider."""
    return f"{name}_api_key"


def _provider_key(name: str, service: ModelService) -> Secret:
    return Secret(
        key=provider_secret(name),
        about=f"API key for {service.title}{', if it needs one' if service.is_self_hosted else ''}",
        variables=service.key_variables,
    )


SECRETS: Mapping[str, Secret] = {
    secret.key: secret
    for secret in (
        *(_provider_key(name, provider.SERVICE) for name, provider in PROVIDERS.items()),
        Secret(
            key="genius_access_token",
            about="Access token for Genius",
            variables=("GENIUS_ACCESS_TOKEN",),
        ),
        Secret(key="lastfm_api_key", about="API key for Last.fm", variables=("LASTFM_API_KEY",)),
        Secret(
            key="listenbrainz_token",
            about="Token for ListenBrainz (optional)",
            variables=("LISTENBRAINZ_TOKEN",),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSecret:
    """A key; ``set_by`` is ``environment`` or ``file``."""

    value: str = field(repr=False)
    set_by: str


def find_secret(path: Path, environ: Mapping[str, str], key: str) -> StoredSecret | None:
    """Return a key from the environment or the file; ``None`` if there is none.

    Raises:
        ConfigError: If the file is not valid TOML.
    """
    for variable in SECRETS[key].variables:
        if value := environ.get(variable, "").strip():
            return StoredSecret(value=value, set_by="environment")
    stored = file.read_toml(path).get(key)
    return StoredSecret(value=stored, set_by="file") if isinstance(stored, str) and stored else None


def save_secret(path: Path, key: str, value: str) -> None:
    """Save a key in a file that no one but the owner can ever read.

    Raises:
        ConfigError: If the value cannot be a key, or the file is not valid TOML.
        OSError: If it cannot be written.
    """
    value = value.strip()
    if not value.isascii() or not value.isprintable() or not value or " " in value:
        raise ConfigError(f"This is not a valid {key}.", hint="A key is one word without spaces.")
    file.write_setting(path, key, value)


def delete_secret(path: Path, key: str) -> None:
    """Delete a key from the file.

    Raises:
        ConfigError: If the file is not valid TOML.
        OSError: If it cannot be written.
    """
    file.write_setting(path, key, None)
