"""The configuration file: read whole, changed one setting at a time, never seen half-written."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from musicanalyser.config.settings import SETTINGS, Config, Setting
from musicanalyser.config.value_types import Value
from musicanalyser.errors import ConfigError
from musicanalyser.files import write_private


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveValue:
    """What a setting holds, and where that was found: ``default``, ``file`` or ``environment``."""

    value: Value | None
    origin: str


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Return the settings in force.

    Raises:
        ConfigError: If the file or the environment holds something that cannot be used.
    """
    values: dict[str, Any] = {
        key: found.value for key, found in look_up(path, environ).items()
    }  # each was checked by its setting
    return replace(Config(), **values)


def look_up(path: Path, environ: Mapping[str, str]) -> dict[str, EffectiveValue]:
    """Return every setting with its origin; the environment wins over the file.

    Raises:
        ConfigError: If the file or the environment holds something that cannot be used.
    """
    written = dict(_flat(read(path)))
    unknown = [key for key in written if key not in SETTINGS]
    if unknown:
        raise ConfigError(
            f"{path} has an unknown setting: {unknown[0]}", hint=known_settings(unknown[0])
        )
    return {key: _found(setting, path, written, environ) for key, setting in SETTINGS.items()}


def read(path: Path) -> dict[str, object]:
    """Return what a file says, unchecked; nothing if there is none.

    Raises:
        ConfigError: If the file is not valid TOML.
    """
    return _parsed(path, _text(path))


def known_settings(key: str) -> str:
    """Return a hint at what an unknown key may have been meant to be."""
    import difflib

    near = difflib.get_close_matches(key, SETTINGS, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"The settings are {', '.join(SETTINGS)}."


def write(path: Path, key: str, value: Value | None) -> None:
    """Set a key in the file, or take it out if ``value`` is ``None``; comments stay.

    Raises:
        ConfigError: If the file is not valid TOML.
        OSError: If it cannot be written.
    """
    import tomlkit

    text = _text(path)
    _parsed(path, text)
    document = tomlkit.parse(text)
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    write_private(path.resolve(), tomlkit.dumps(document))  # a link leads to the file to change


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError:
        raise ConfigError(
            f"{path} is not valid TOML: it is not UTF-8.", hint="Save it as UTF-8, or remove it."
        ) from None


def _parsed(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML.", hint=f"{error}.") from None


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _found(
    setting: Setting, path: Path, written: Mapping[str, object], environ: Mapping[str, str]
) -> EffectiveValue:
    text = environ.get(setting.variable)
    if text:
        value = _checked(setting, setting.kind.parse(text), where=setting.variable)
        return EffectiveValue(value=value, origin="environment")
    if setting.key in written:
        value = _checked(setting, written[setting.key], where=f"{setting.key} in {path}")
        return EffectiveValue(value=value, origin="file")
    return EffectiveValue(value=setting.default, origin="default")


def _checked(setting: Setting, value: object, *, where: str) -> Value:
    try:
        return setting.kind.check(value)
    except ValueError as error:
        raise ConfigError(f"{where} cannot be {value!r}.", hint=str(error)) from None
