from itertools import product

import pytest

from musicanalyser.render.colour_choice import colour_depth, paper_of_environment
from musicanalyser.render.style import ColourDepth, Paper

NONE, FEW, MANY, FULL = ColourDepth


@pytest.mark.parametrize(
    ("environ", "on_terminal", "in_pipe"),
    [
        ({"TERM": "xterm"}, FEW, NONE),
        ({"TERM": "xterm-256color"}, MANY, NONE),
        ({"TERM": "tmux-256color", "COLORTERM": "truecolor"}, FULL, NONE),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, FULL, NONE),
        ({"TERM": "xterm-direct"}, FULL, NONE),
        ({"TERM": "alacritty"}, MANY, NONE),
        ({"TERM": "linux"}, FEW, NONE),
        ({"TERM": "dumb"}, NONE, NONE),
        ({}, NONE, NONE),
        ({"TERM": "xterm", "CLICOLOR": "0"}, NONE, NONE),
        ({"TERM": "xterm", "CLICOLOR": "1"}, FEW, NONE),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, FEW, FEW),
        ({"TERM": "xterm", "FORCE_COLOR": "2"}, MANY, MANY),
        ({"FORCE_COLOR": "3"}, FULL, FULL),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "yes"}, MANY, MANY),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, FEW, NONE),
        ({"TERM": "xterm", "CLICOLOR_FORCE": "1"}, FEW, FEW),
        ({"TERM": "xterm", "CLICOLOR_FORCE": "0"}, FEW, NONE),
        ({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, FEW, FEW),
        ({"TERM": "xterm", "NO_COLOR": ""}, FEW, NONE),
    ],
)
def test_the_environment_says_how_many_colours_there_are(
    environ: dict[str, str], on_terminal: ColourDepth, in_pipe: ColourDepth
) -> None:
    assert colour_depth(environ, is_terminal=True) is on_terminal
    assert colour_depth(environ, is_terminal=False) is in_pipe


@pytest.mark.parametrize("is_terminal", [True, False])
def test_who_wants_no_colour_gets_none_whatever_else_is_said(*, is_terminal: bool) -> None:
    for forced, clicolor, term in product(["", "1", "3"], ["", "1"], ["xterm", "xterm-direct"]):
        environ = {
            "NO_COLOR": "1",
            "FORCE_COLOR": forced,
            "CLICOLOR_FORCE": clicolor,
            "TERM": term,
            "COLORTERM": "truecolor",
        }
        assert colour_depth(environ, is_terminal=is_terminal) is NONE


@pytest.mark.parametrize(
    ("value", "paper"),
    [
        ("0;15", Paper.LIGHT),
        ("0;default;15", Paper.LIGHT),
        ("15;0", Paper.DARK),
        ("12;8", Paper.DARK),
        ("0;7", Paper.LIGHT),
        ("0;default", Paper.UNKNOWN),
        ("", Paper.UNKNOWN),
        ("nonsense", Paper.UNKNOWN),
    ],
)
def test_a_few_terminals_name_their_paper(value: str, paper: Paper) -> None:
    assert paper_of_environment({"COLORFGBG": value}) is paper
