from dataclasses import dataclass
from typing import Annotated

import pytest
import typer

from musicanalyser.cli.options.option_group import with_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    width: Annotated[int, typer.Option("--width", min=1)]
    height: int = 3


def command() -> tuple[typer.Typer, list[tuple[str, Size]]]:
    """Return a program of one command, and what that command is called with."""
    calls: list[tuple[str, Size]] = []
    app = typer.Typer(add_completion=False, rich_markup_mode=None)

    @app.command()
    @with_groups
    def draw(name: str, *, size: Size) -> None:
        """Draw something."""
        calls.append((name, size))

    return app, calls


def test_the_fields_of_a_group_become_options_and_come_back_together() -> None:
    app, calls = command()
    app(["box", "--width", "4"], standalone_mode=False)
    app(["box", "--height", "5", "--width", "1"], standalone_mode=False)
    assert calls == [("box", Size(width=4)), ("box", Size(width=1, height=5))]


def test_a_field_without_a_default_is_required() -> None:
    app, calls = command()
    with pytest.raises(typer.TyperException, match="width"):
        app(["box"], standalone_mode=False)
    assert not calls


def test_the_command_keeps_its_name_and_its_words() -> None:
    @with_groups
    def draw(*, size: Size) -> None:
        """Draw something."""

    assert (draw.__name__, draw.__doc__) == ("draw", "Draw something.")
