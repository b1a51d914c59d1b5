"""The style sheet of a page: the palette as variables, on dark, light and printed paper."""

from pathlib import Path

from musicanalyser.render.charts.svg_marks import colour_classes, colour_roles
from musicanalyser.render.ink.palette import DARK, LIGHT, Palette

_RULES = Path(__file__).with_name("page.css")


def style_sheet() -> str:
    """Return the rules of a page: dark if the reader prefers it, light on printed paper."""
    return (
        f":root {{ color-scheme: light dark; {_variables(LIGHT)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}\n"
        f"{_RULES.read_text('utf-8')}{_svg_classes()}"
    )


def page_colours(palette: Palette) -> dict[str, str]:
    """Return the colours of a page by their role: those of a palette, and that of panels."""
    return {**colour_roles(palette), "panel": palette.panel}


def _variables(palette: Palette) -> str:
    return "; ".join(f"--{role}: {colour}" for role, colour in page_colours(palette).items())


def _svg_classes() -> str:
    """Return rules that fill shapes; a tick of the colour of the ground lies on a panel."""
    named = {"ground": "panel"}
    return colour_classes(LIGHT, lambda role: f"var(--{named.get(role, role)})", within="svg ")
