import pytest

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.ink.terminal_colours import coloured_lines
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper

DEPTHS = [depth for depth in ColourDepth if depth]


def coded(style: str, depth: ColourDepth, paper: Paper = Paper.DARK) -> str:
    line = StyledText.assemble(("x", style))
    look = OutputStyle(width=80, depth=depth, paper=paper)
    return next(coloured_lines([line], look))


@pytest.mark.parametrize(
    ("style", "full", "many", "few"),
    [
        ("bold", "1", "1", "1"),
        ("italic", "3", "3", "3"),
        ("side", "38;2;154;165;177", "38;5;248", ""),
        ("bold accent", "1;38;2;60;198;146", "1;38;5;43", "1"),
        ("ramp-5", "38;2;209;247;96", "38;5;191", "32"),
        ("ramp-1 on ramp-2", "38;2;9;132;143;48;2;7;165;151", "38;5;30;48;5;36", "32"),
    ],
)
def test_a_style_has_the_codes_of_its_depth(style: str, full: str, many: str, few: str) -> None:
    expected = {ColourDepth.FULL: full, ColourDepth.MANY: many, ColourDepth.FEW: few}
    for depth, codes in expected.items():
        assert coded(style, depth) == (f"\x1b[{codes}m" + "x\x1b[0m" if codes else "x")


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("style", ["", "no-such-name"])
def test_text_without_a_colour_has_no_codes(depth: ColourDepth, style: str) -> None:
    assert coded(style, depth) == "x"


@pytest.mark.parametrize("name", ["side", "bad", "good", "error", "accent"])
def test_on_unknown_paper_text_keeps_the_colour_of_the_terminal(name: str) -> None:
    assert coded(name, ColourDepth.FULL, Paper.UNKNOWN) == "x"
    assert coded(f"bold {name}", ColourDepth.FULL, Paper.UNKNOWN) == "\x1b[1mx\x1b[0m"


def test_light_paper_has_other_colours_than_dark_paper() -> None:
    assert coded("side", ColourDepth.MANY) != coded("side", ColourDepth.MANY, Paper.LIGHT)
