"""Colours are those that Rich's console would write, on every kind of terminal."""

from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from musicanalyser.render.paint import palette
from musicanalyser.render.paint.styled_text import StyledText
from musicanalyser.render.paint.terminal_colours import coloured_lines

STYLES = [palette.TITLE, palette.DIM, palette.CHIP, palette.UP, "italic", "dim bold", ""]
LINE = StyledText.assemble(*((f"part {style} ", style) for style in STYLES))


def by_rich(environ: dict[str, str]) -> str:
    stream = StringIO()
    console = Console(file=stream, width=200, force_terminal=True, _environ=environ, markup=False)
    console.print(Text.assemble(*LINE.runs()), soft_wrap=True, highlight=False)
    return stream.getvalue()


@pytest.mark.parametrize("colours", ["", "truecolor", "24bit", "yes"])
@pytest.mark.parametrize(
    "term",
    ["", "dumb", "unknown", "linux", "xterm", "xterm-16color", "xterm-256color", "xterm-kitty"],
)
def test_a_line_has_the_codes_that_rich_would_write(term: str, colours: str) -> None:
    environ = {"TERM": term, "COLORTERM": colours}
    assert [f"{line}\n" for line in coloured_lines([LINE], environ)] == [by_rich(environ)]


def test_a_line_without_styles_has_no_codes() -> None:
    assert list(coloured_lines([StyledText("plain")], {"TERM": "xterm"})) == ["plain"]
