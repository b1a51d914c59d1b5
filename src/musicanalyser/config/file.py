"""The configuration file: it is read as a whole and changed one setting at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musicanalyser.config.settings import SETTINGS, Config, Setting
from musicanalyser.config.suggestion import suggest
from musicanalyser.config.value_types import Value
from musicanalyser.errors import ConfigError
from musicanalyser.files import follow, write_private


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveValue:
    """The value of a setting; ``set_by`` is ``environment``, ``file`` or ``default``."""

    value: Value | None
    set_by: str


def load_config(path: Path, environ: Mapping[str, str]) -> Config:
    """Return all settings.

    Raises:
        ConfigError: If the file or the environment contains a value that is not allowed.
    """
    values: dict[str, Any] = {  # each was checked by the type of its setting
        key: effective.value for key, effective in effective_values(path, environ).items()
    }
    return Config(**values)


def effective_values(path: Path, environ: Mapping[str, str]) -> dict[str, EffectiveValue]:
    """Return the value of every setting; the environment overrides the file.

    Raises:
        ConfigError: If the file or the environment contains a value that is not allowed.
    """
    in_file = dict(_flatten(read_toml(path)))
    unknown = next((key for key in in_file if key not in SETTINGS), None)
    if unknown is not None:
        raise ConfigError(
            f"{path} has an unknown setting: {unknown}", hint=suggest(unknown, SETTINGS)
        )
    return {
        key: _effective_value(setting, path, in_file, environ) for key, setting in SETTINGS.items()
    }


def read_toml(path: Path) -> dict[str, object]:
    """Return the content of a TOML file, unchecked; empty if there is no file.

    Raises:
        ConfigError: If the file is not valid TOML.
    """
    return _parse_toml(path, _read_text(path))


def write_setting(path: Path, key: str, value: Value | None) -> None:
    """Set a key in the file, or remove it if ``value`` is ``None``; comments are preserved.

    Raises:
        ConfigError: If the file is not valid TOML.
        OSError: If it cannot be written.
    """
    import tomlkit

    text = _read_text(path)
    _parse_toml(path, text)
    document = tomlkit.parse(text)
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    write_private(follow(path), tomlkit.dumps(document))  # change the target of a link


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError:
        raise ConfigError(
            f"{path} is not valid TOML: it is not UTF-8.", hint="Save it as UTF-8, or remove it."
        ) from None


def _parse_toml(path: Path, text: str) -> dict[str, object]:
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML.", hint=f"{error}.") from None


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield every key of nested tables with dots, such as ``table.key``, and its value."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _effective_value(
    setting: Setting, path: Path, in_file: Mapping[str, object], environ: Mapping[str, str]
) -> EffectiveValue:
    text = environ.get(setting.variable)
    if text:
        value = _check(setting, setting.value_type.parse(text), where=setting.variable)
        return EffectiveValue(value=value, set_by="environment")
    if setting.key in in_file:
        value = _check(setting, in_file[setting.key], where=f"{setting.key} in {path}")
        return EffectiveValue(value=value, set_by="file")
    return EffectiveValue(value=setting.default, set_by="default")


def _check(setting: Setting, value: object, *, where: str) -> Value:
    try:
        return setting.value_type.check(value)
    except ValueError as error:
        raise ConfigError(f"{where} cannot be {value!r}.", hint=str(error)) from None
