"""The elements of a chart as SVG text; a class names each colour by its role in the palette."""

from collections.abc import Callable
from html import escape

from musicanalyser.render.ink.palette import RAMP_STEPS, Palette
from musicanalyser.render.terminal_text import sanitize

RAMP = tuple(f"ramp-{step}" for step in range(1, RAMP_STEPS + 1))


def colour_roles(palette: Palette) -> dict[str, str]:
    """Return the colours of a palette as ``#rrggbb``, by the names of their roles."""
    ramp = {name: ink.rgb for name, ink in zip(RAMP, palette.ramp, strict=True)}
    inks = {name: ink.rgb for name, ink in palette.inks.items()}
    return {"ground": palette.ground, "ink": palette.ink, **inks, **ramp}


def colour_classes(palette: Palette, colour: Callable[[str], str], *, within: str = "") -> str:
    """Return rules of CSS that fill shapes of the class of a role in its colour."""
    return "".join(f"{within}.{role}{{fill:{colour(role)}}}" for role in colour_roles(palette))


def ramp_step(share: float) -> str:
    """Return the class of the step of the ramp at a share from 0 to 1; nothing has its own."""
    if share <= 0:
        return "nothing"
    return RAMP[min(int(share * RAMP_STEPS), RAMP_STEPS - 1)]


def written(text: str) -> str:
    """Return text as it may stand in an element or an attribute."""
    return escape(sanitize(text))


def number(value: float) -> str:
    """Return a coordinate in tenths of a pixel."""
    return f"{round(value, 1):g}"


def box(
    role: str,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    round_: float = 0,
    tip: str = "",
) -> str:
    """Return a rectangle, with a tooltip if there is one."""
    corners = f' rx="{number(round_)}"' if round_ else ""
    return _element(
        f'rect class="{role}" x="{number(left)}" y="{number(top)}"'
        f' width="{number(width)}" height="{number(height)}"{corners}',
        tip,
    )


def label(
    text: str,
    left: float,
    baseline: float,
    *,
    size: float,
    anchor: str = "start",
    role: str = "side",
    style: str = "",
) -> str:
    """Return a word at a place; ``size`` is in pixels, ``style`` names further classes."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{f"{role} {style}".strip()}" x="{number(left)}" y="{number(baseline)}"'
        f' font-size="{number(size)}"{place}>{written(text)}</text>'
    )


def _element(opened: str, tip: str) -> str:
    name = opened.partition(" ")[0]
    return f"<{opened}><title>{written(tip)}</title></{name}>" if tip else f"<{opened}/>"
