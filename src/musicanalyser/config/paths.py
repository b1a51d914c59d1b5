"""The paths of the program's own files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "MUSICANALYSER_HOME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The files of the program; none of them needs to exist."""

    config: Path
    keys: Path
    """The API keys of services, beside the settings."""
    token: Path
    """The Spotify sign-in, beside the history."""
    database: Path
    demo: Path
    """The database with sample data, beside the owner's own."""
    logs: Path
    """The folder for the details of bugs."""


def find_paths(environ: Mapping[str, str], *, database: Path | None = None) -> Paths:
    """Return all paths; ``database`` overrides that of the history."""
    home = environ.get(HOME_VARIABLE)
    if home:
        settings = data = Path(home)
        logs = data / "logs"
    else:
        from platformdirs import PlatformDirs

        folders = PlatformDirs("musicanalyser", appauthor=False)
        settings, data = folders.user_config_path, folders.user_data_path
        logs = folders.user_state_path
    return Paths(
        config=settings / "config.toml",
        keys=settings / "keys.toml",
        token=data / "spotify-token.json",
        database=database or data / "history.db",
        demo=data / "demo.db",
        logs=logs,
    )
