"""One run of the program: its streams and environment, and its global options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from musicanalyser.cli.screen_options import ScreenOptions

if TYPE_CHECKING:
    from musicanalyser.config.paths import Paths
    from musicanalyser.context import App, Screen


@dataclass(slots=True, kw_only=True)
class Invocation:
    """What Typer passes from the program to a command; the options are set once parsed."""

    environ: Mapping[str, str]
    out: TextIO
    err: TextIO
    called: str = "musicanalyser"
    """The first word of the call."""
    db: Path | None = None
    as_of: str | None = None
    options: ScreenOptions = field(default_factory=ScreenOptions)

    @property
    def paths(self) -> "Paths":
        """Return the paths of the program's files."""
        from musicanalyser.config.paths import find_paths

        return find_paths(self.environ, database=self.db)

    @property
    def screen(self) -> "Screen":
        """Return where answers and messages go."""
        from musicanalyser.context import Screen

        return Screen(
            out=self.out,
            err=self.err,
            environ=self.environ,
            quiet=self.options.quiet,
            verbose=self.options.verbose,
            theme=self.options.theme,
            plain=self.options.plain,
        )

    def app(self) -> "App":
        """Return everything that a command needs.

        Raises:
            ConfigError: If a setting is not allowed.
            UsageError: If ``--as-of`` cannot be parsed.
        """
        from musicanalyser.context import make_app

        return make_app(paths=self.paths, screen=self.screen, as_of=self.as_of)
