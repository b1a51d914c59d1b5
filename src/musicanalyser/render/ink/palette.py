"""The colours: a name for each meaning, and what it is on dark, light and unknown paper.

Everything that is drawn names its style by words: ``bold``, ``italic``, a name of the palette, and
``on`` with a name for the background. The writers of terminals and pictures look the names up.

``ramp-1`` to ``ramp-5`` are the steps from little to much. ``scale-0`` to ``scale-8`` lie between
them, for marks that grow: on every paper *much* stands out most. A name without a colour is drawn
like other text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from musicanalyser.render.ink.oklab import between
from musicanalyser.render.style import Paper

HEADING = "bold accent"
SIDE = "side"
SHADES = "░▒▓█"
"""The steps of a ramp without colour, from little to much."""
RAMP_STEPS = 5
SCALE_STEPS = 8
"""The last step of the scale."""


class Ink(NamedTuple):
    """A colour as ``#rrggbb``, and the nearest good one of the 256 of a terminal."""

    rgb: str
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one paper; ``ground`` and ``ink`` are the paper and the text of a picture."""

    ground: str
    panel: str
    """The ground of the sections of a page."""
    ink: str
    inks: Mapping[str, Ink]
    ramp: tuple[Ink, ...]

    def find(self, name: str) -> Ink | None:
        """Return the colour of a name; ``None`` if it is that of other text."""
        family, _, step = name.partition("-")
        if family == "ramp":
            return self.ramp[int(step) - 1]
        if family == "scale":
            return _scale(self.ramp)[int(step)]
        return self.inks.get(name)


DARK = Palette(
    ground="#0f1318",
    panel="#151b21",
    ink="#e3e8ee",
    inks={
        "side": Ink("#9aa5b1", 248),
        "accent": Ink("#3cc692", 43),
        "good": Ink("#6eecc1", 86),
        "bad": Ink("#f59145", 208),
        "new": Ink("#8eb8fe", 111),
        "private": Ink("#c39dee", 147),
        "error": Ink("#fd736d", 203),
        "dot": Ink("#6b7480", 243),
        "track": Ink("#454d57", 239),
        "nothing": Ink("#2b323b", 236),
        "frame": Ink("#2b323b", 236),
        "badge": Ink("#17332f", 236),
    },
    ramp=(
        Ink("#09848f", 30),
        Ink("#07a597", 36),
        Ink("#3cc692", 43),
        Ink("#85e17f", 149),
        Ink("#d1f760", 191),
    ),
)
LIGHT = Palette(
    ground="#fdfcf8",
    panel="#ffffff",
    ink="#1b2128",
    inks={
        "side": Ink("#59636e", 241),
        "accent": Ink("#056662", 23),
        "good": Ink("#025956", 23),
        "bad": Ink("#a54b00", 94),
        "new": Ink("#2559b0", 25),
        "private": Ink("#733ea4", 91),
        "error": Ink("#b7191c", 124),
        "dot": Ink("#7b858f", 244),
        "track": Ink("#c3cad1", 251),
        "nothing": Ink("#dfe3e7", 254),
        "frame": Ink("#d3d8dd", 252),
        "badge": Ink("#d9ece6", 254),
    },
    ramp=(
        Ink("#279c47", 35),
        Ink("#027f62", 29),
        Ink("#006360", 23),
        Ink("#014854", 237),
        Ink("#012f45", 234),
    ),
)
_MARK = Ink("#0b9488", 30)
"""At least 3:1 on the papers of the common themes of terminals, dark and light."""
NEUTRAL = Palette(
    ground=DARK.ground,
    panel=DARK.panel,
    ink=DARK.ink,
    inks={name: Ink("#808080", 244) for name in ("track", "dot", "nothing", "frame")},
    ramp=(_MARK,) * 5,
)
"""No grey and no hue of text can be read on both kinds of paper, so only marks have a colour."""

_PALETTES: Mapping[Paper, Palette] = {
    Paper.DARK: DARK,
    Paper.LIGHT: LIGHT,
    Paper.UNKNOWN: NEUTRAL,
}


def palette_for(paper: Paper) -> Palette:
    """Return the colours of a paper."""
    return _PALETTES[paper]


def scale_step(share: float) -> str:
    """Return the name of the step of the scale at a share from 0 to 1."""
    return f"scale-{round(min(max(share, 0.0), 1.0) * SCALE_STEPS)}"


@cache
def _scale(ramp: tuple[Ink, ...]) -> tuple[Ink, ...]:
    """Return the steps of a ramp, and one between each two."""
    steps = [
        Ink(between(ramp[place // 2].rgb, ramp[-(-place // 2)].rgb, 0.5), ramp[place // 2].code)
        if place % 2
        else ramp[place // 2]
        for place in range(SCALE_STEPS + 1)
    ]
    return tuple(steps)
