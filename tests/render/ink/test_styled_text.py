"""Lines are cut, padded and broken as Rich does it, and every character keeps its style."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from musicanalyser.render.ink.styled_text import StyledText

_TEXTS = st.text("ab  é夜に👩é…", max_size=60).map(lambda text: text.strip() or "a")
_WIDTHS = st.integers(2, 40)
_STYLES = {"a": "bold", "b": "dim", " ": "", "夜": "#1ed760"}
_LETTERS = st.text("".join(_STYLES), max_size=40)


def styled(letters: str) -> StyledText:
    """Return letters, each in the style that is its own."""
    return StyledText.assemble(*((letter, _STYLES[letter]) for letter in letters))


def runs_are_true(line: StyledText) -> bool:
    """Whether every letter still has its own style; an ellipsis may have any."""
    return all(
        _STYLES.get(letter, style) == style
        for text, style in line.runs()
        for letter in text.replace(" ", "")
    )


@given(_TEXTS, _WIDTHS)
def test_lines_break_where_rich_breaks_them(text: str, width: int) -> None:
    expected = Text(text).wrap(Console(file=StringIO(), width=width), width)
    found = [line.plain for line in StyledText(text).wrap(width)]
    assert [line.rstrip() for line in found] == [line.plain.rstrip() for line in expected]
    assert all(cell_len(line) <= width for line in found)


@given(_TEXTS, _WIDTHS)
def test_a_long_line_is_cut_as_rich_cuts_it(text: str, width: int) -> None:
    expected, found = Text(text), StyledText(text)
    expected.truncate(width, overflow="ellipsis")
    found.truncate(width)
    assert found.plain == expected.plain


@given(_TEXTS, _WIDTHS, st.booleans())
def test_a_line_that_is_fitted_has_exactly_that_width(text: str, width: int, right: bool) -> None:
    fitted = StyledText(text).fit(width, right=right)
    assert fitted.cell_len == width
    if cell_len(text) <= width:
        rest = " " * (width - cell_len(text))
        assert fitted.plain == (rest + text if right else text + rest)


@given(_LETTERS, _WIDTHS)
def test_every_letter_keeps_its_style_however_lines_are_cut(letters: str, width: int) -> None:
    line = styled(letters)
    assert "".join(text for text, _ in line.runs()) == line.plain == letters
    assert all(map(runs_are_true, [line, *line.wrap(width), line.fit(width, right=True)]))
    assert runs_are_true(StyledText(" ").join([line, line.fit(width)]))
    line.truncate(width)
    assert runs_are_true(line)


def test_the_style_of_a_line_is_that_of_all_it_gets() -> None:
    line = StyledText("a", style="dim").append("b", "bold").append(StyledText("c", style="italic"))
    assert list(line.runs()) == [("a", "dim"), ("b", "dim bold"), ("c", "dim italic")]
    assert list(line.fit(5).runs())[-1] == ("  ", "dim")


def test_neighbours_of_one_style_are_one_run() -> None:
    line = StyledText.assemble(("a", "bold"), ("b", "bold"), "", "c")
    assert list(line.runs()) == [("ab", "bold"), ("c", "")]
