"""The ground of a card: its size, colours and fonts, the line at its top and that at its end."""

from collections.abc import Iterable
from dataclasses import dataclass

from musicanalyser.render.charts.svg_marks import (
    RAMP,
    colour_classes,
    colour_roles,
    label,
    number,
    written,
)
from musicanalyser.render.ink.palette import Palette
from musicanalyser.render.style import CardShape

MARGIN = 84
"""The pixels at each side that stay free."""
BODY, SECOND, SMALL = 36, 28, 24
"""The sizes of text in pixels: what is read, what stands beside it, and what it rests on."""
_TOP = 128
_LOWEST = 100
"""Nothing essential is below: services put their own buttons there."""
_PRODUCT = "musicanalyser"
_FONTS = (
    "Inter,'SF Pro Display','Segoe UI','Helvetica Neue',Lato,Arial,'Noto Sans','DejaVu Sans',"
    "'Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',sans-serif"
)
_NOTE = (
    '<path class="accent" transform="translate({x} {y}) scale(1.3)"'
    ' d="M6.6 -2.5V-18.4L19.6 -21V-4.5A4 3 -18 1 1 17.6 -6.6V-15.6L8.6 -13.8V-2.5'
    'A4 3 -18 1 1 6.6 -4.6Z"/>'
)
"""Two notes under a beam, as a shape: not every font has the sign."""
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title text" \
viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title id="title">{title}</title>
<desc id="text">{description}</desc>
<style>text{{font-family:{fonts}}}.bold{{font-weight:700}}.italic{{font-style:italic}}\
.spaced{{letter-spacing:4px}}.lead{{fill:url(#lead)}}{classes}\
.radar{{fill:{ramp};fill-opacity:.35;stroke:{accent};stroke-width:4}}\
.radar-before{{fill:none;stroke:{side};stroke-width:2;stroke-dasharray:8 8}}\
.radar-grid{{fill:none;stroke:{frame};stroke-width:2}}</style>
<defs><linearGradient id="lead">{stops}</linearGradient></defs>
<rect class="ground" width="{width}" height="{height}"/>
{content}
</svg>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFrame:
    """What every card has; ``notes`` are whole lines, ``description`` stands for the picture."""

    shape: CardShape
    palette: Palette
    title: str
    description: str
    dates: str
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.shape.size[0] - 2 * MARGIN

    @property
    def top(self) -> float:
        """Return where the content begins."""
        return _TOP + 40

    @property
    def bottom(self) -> float:
        """Return where the content ends, over the notes."""
        return self.shape.size[1] - _LOWEST - len(self.notes) * SMALL * 1.4 - SMALL

    def picture(self, content: Iterable[str]) -> str:
        """Return the whole picture."""
        colours = colour_roles(self.palette)
        stops = (
            f'<stop offset="{place / (len(RAMP) - 2):.2f}" stop-color="{colours[role]}"/>'
            for place, role in enumerate(RAMP[1:])
        )
        width, height = self.shape.size
        return _PICTURE.format(
            width=width,
            height=height,
            title=written(self.title),
            description=written(self.description),
            fonts=_FONTS,
            classes=colour_classes(self.palette, colours.__getitem__),
            ramp=colours[RAMP[1]],
            accent=colours["accent"],
            side=colours["side"],
            frame=colours["frame"],
            stops="".join(stops),
            content="\n".join((*self._top_line(), *content, *self._notes())),
        )

    def _top_line(self) -> Iterable[str]:
        right = self.shape.size[0] - MARGIN
        yield _NOTE.format(x=number(MARGIN), y=number(_TOP))
        yield label(_PRODUCT, MARGIN + 40, _TOP, size=SECOND, role="accent", style="bold")
        yield label(self.dates, right, _TOP, size=SMALL + 2, anchor="end")

    def _notes(self) -> Iterable[str]:
        first = self.shape.size[1] - _LOWEST - (len(self.notes) - 1) * SMALL * 1.4
        for place, note in enumerate(self.notes):
            yield label(note, MARGIN, first + place * SMALL * 1.4, size=SMALL)
