"""How answers look on the screen of this run."""

from typing import TYPE_CHECKING

from musicanalyser.render.style import ColourDepth, OutputStyle, Paper

if TYPE_CHECKING:
    from musicanalyser.context import Screen


def screen_style(screen: "Screen", *, may_ask: bool = True, notes: bool = False) -> OutputStyle:
    """Return the style of answers on stdout; the terminal is asked for its paper if it may be."""
    from musicanalyser.render.colour_choice import colour_depth

    is_terminal = screen.out.isatty()
    depth = colour_depth(screen.environ, is_terminal=is_terminal)
    if screen.plain:
        depth = ColourDepth.NONE
    encoding = (getattr(screen.out, "encoding", None) or "utf-8").lower()
    return OutputStyle(
        width=screen.width,
        height=screen.height if is_terminal else None,
        depth=depth,
        paper=_paper(screen, may_ask=may_ask and is_terminal and depth >= ColourDepth.MANY),
        ascii=not encoding.startswith("utf"),
        plain=screen.plain,
        notes=notes,
    )


def _paper(screen: "Screen", *, may_ask: bool) -> Paper:
    if screen.theme in {Paper.DARK, Paper.LIGHT}:
        return Paper(screen.theme)
    if may_ask:
        from musicanalyser.cli.terminal.paper_query import ask_paper

        paper = ask_paper(screen.environ)
        if paper is not Paper.UNKNOWN:
            return paper
    from musicanalyser.render.colour_choice import paper_of_environment

    return paper_of_environment(screen.environ)
