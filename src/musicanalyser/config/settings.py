"""The settings of the program: one line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from musicanalyser.config.kinds import Kind, Value, WholeNumber, ZoneName
from musicanalyser.listening.definitions import SESSION_GAP_MINUTES

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one setting is for, and what it may hold."""

    key: str
    kind: Kind
    about: str
    default: Value | None

    @property
    def variable(self) -> str:
        """The environment variable that wins over the file."""
        return f"MUSICANALYSER_{self.key.upper()}"


def _setting(default: _T, kind: Kind, about: str) -> _T:
    return field(default=default, metadata={"kind": kind, "about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, each with its default."""

    timezone: str | None = _setting(
        None, ZoneName(), "Time zone of days and hours, the system's if not set"
    )
    session_gap_minutes: int = _setting(
        SESSION_GAP_MINUTES, WholeNumber(low=1, high=1440), "Minutes of silence that end a session"
    )


SETTINGS: Mapping[str, Setting] = {
    item.name: Setting(
        key=item.name,
        kind=item.metadata["kind"],
        about=item.metadata["about"],
        default=getattr(Config(), item.name),
    )
    for item in fields(Config)
}
