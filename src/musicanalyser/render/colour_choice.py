"""How many colours a terminal has, and whether its paper is dark, from the environment.

The variables are those of https://no-color.org, https://force-color.org,
https://bixense.com/clicolors and https://github.com/termstandard/colors. ``NO_COLOR`` wins.
"""

from collections.abc import Mapping

from musicanalyser.render.style import ColourDepth, Paper

_FULL = frozenset({"truecolor", "24bit"})
_MANY = frozenset({"alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-kitty"})
_FORCED = {"1": ColourDepth.FEW, "2": ColourDepth.MANY, "3": ColourDepth.FULL}
"""The values of ``FORCE_COLOR`` that also say how many, as in Node."""
_LIGHT, _DARK = frozenset({"7", "15"}), frozenset("01234568")
"""The colours that a terminal names as its background: https://github.com/vim/vim, option bg."""


def colour_depth(environ: Mapping[str, str], *, is_terminal: bool) -> ColourDepth:
    """Return how many colours an answer has; in a pipe none, unless they are forced."""
    if environ.get("NO_COLOR"):
        return ColourDepth.NONE
    forced = environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE") or "0"
    if forced != "0":
        return max(_FORCED.get(forced, ColourDepth.FEW), _depth(environ))
    term = environ.get("TERM", "")
    if not is_terminal or term in {"", "dumb"} or environ.get("CLICOLOR") == "0":
        return ColourDepth.NONE
    return _depth(environ)


def _depth(environ: Mapping[str, str]) -> ColourDepth:
    term = environ.get("TERM", "").lower()
    if environ.get("COLORTERM", "").lower() in _FULL or term.endswith("-direct"):
        return ColourDepth.FULL
    return ColourDepth.MANY if "256" in term or term in _MANY else ColourDepth.FEW


def paper_of_environment(environ: Mapping[str, str]) -> Paper:
    """Return the paper that ``COLORFGBG`` names, which few terminals set."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if ground in _LIGHT:
        return Paper.LIGHT
    return Paper.DARK if ground in _DARK else Paper.UNKNOWN
