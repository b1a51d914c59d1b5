"""The options of the program itself that say how it talks."""

from dataclasses import dataclass
from typing import Annotated, Literal

import typer


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenOptions:
    """How answers look, and how much is said beside them."""

    theme: Annotated[
        Literal["auto", "dark", "light"] | None,
        typer.Option(metavar="THEME", help="Colours for this background: auto, dark or light."),
    ] = None
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            envvar="ACCESSIBLE",
            show_envvar=False,
            help="Words and numbers only, for screen readers.",
        ),
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", help="Print answers and errors only.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", help="Show progress details.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False
