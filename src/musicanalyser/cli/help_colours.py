"""Colours a help page: headings, and the names of commands and options."""

import re

from musicanalyser.render.ink.terminal_colours import escape
from musicanalyser.render.style import ColourDepth, OutputStyle

_HEADING = re.compile(r"^( {0,2})([A-Z][\w ]+:)(?=$| )", re.MULTILINE)
_TERM = re.compile(r"^(  )((?:-{1,2}[\w-]+(?:, )?)+|[a-z][\w-]*)(?=  | [A-Z]+\b|$)", re.MULTILINE)


def coloured_help(text: str, style: OutputStyle) -> str:
    """Return the page with escape codes, unless the style has no colours."""
    if style.depth is ColourDepth.NONE:
        return text
    text = _TERM.sub(lambda found: found[1] + escape(found[2], "bold", style), text)
    return _HEADING.sub(lambda found: found[1] + escape(found[2], "bold accent", style), text)
