"""Contrast and distance are computed anew from the colours, by WCAG 2 and in OKLab."""

from itertools import combinations, pairwise
from math import dist

import pytest

from musicanalyser.render.ink import palette
from musicanalyser.render.ink.oklab import between, to_oklab
from musicanalyser.render.ink.palette import DARK, LIGHT, NEUTRAL, Palette

TEXT = ("side", "accent", "good", "bad", "new", "private", "error")
DARK_PAPERS = ("#000000", "#0d1117", "#181921", "#1e1e1e", "#1e1e2e", "#002b36", "#282828")
LIGHT_PAPERS = ("#ffffff", "#fafafa", "#fdf6e3", "#eff1f5", "#fbf1c7")
"""The backgrounds of common themes of terminals."""
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes 2009, severity 1: https://doi.org/10.1109/TVCG.2009.113"""


def linear(colour: str) -> list[float]:
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values
    ]


def contrast(one: str, other: str) -> float:
    light = [
        sum(
            weight * part
            for weight, part in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)
        )
        for each in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def seen(colour: str, blindness: str) -> str:
    """Return a colour as somebody sees it who is colour-blind."""
    parts = []
    for row in BLINDNESS[blindness]:
        light = sum(weight * part for weight, part in zip(row, linear(colour), strict=True))
        light = min(max(light, 0.0), 1.0)
        value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        parts.append(round(255 * value))
    return "#" + "".join(f"{part:02x}" for part in parts)


def distance(one: str, other: str) -> float:
    return dist(to_oklab(one), to_oklab(other))


def xterm(code: int) -> str:
    """Return one of the 240 colours that are the same on every terminal."""
    if code >= 232:
        return f"#{(8 + 10 * (code - 232)):02x}" * 1 + f"{(8 + 10 * (code - 232)):02x}" * 2
    levels = (0, 95, 135, 175, 215, 255)
    red, rest = divmod(code - 16, 36)
    return "#" + "".join(f"{levels[part]:02x}" for part in (red, *divmod(rest, 6)))


@pytest.mark.parametrize(
    ("colours", "papers"), [(DARK, DARK_PAPERS), (LIGHT, LIGHT_PAPERS)], ids=["dark", "light"]
)
def test_text_and_marks_are_read_on_every_common_paper(
    colours: Palette, papers: tuple[str, ...]
) -> None:
    for paper in (colours.ground, *papers):
        assert min(contrast(colours.inks[name].rgb, paper) for name in TEXT) >= 4.5
        assert min(contrast(step.rgb, paper) for step in colours.ramp) >= 3.0
    assert contrast(colours.ink, colours.ground) >= 12


def test_marks_on_unknown_paper_are_read_on_all() -> None:
    for paper in (*DARK_PAPERS, *LIGHT_PAPERS):
        assert contrast(NEUTRAL.ramp[0].rgb, paper) >= 3.0


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_the_steps_of_a_ramp_are_even_and_much_stands_out_most(colours: Palette) -> None:
    steps = [step.rgb for step in colours.ramp]
    assert min(distance(*pair) for pair in pairwise(steps)) >= 0.08
    assert max(distance(*pair) for pair in pairwise(steps)) <= 0.12
    on_paper = [contrast(step, colours.ground) for step in steps]
    assert on_paper == sorted(on_paper)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_the_colour_blind_tell_the_steps_and_good_from_bad(
    colours: Palette, blindness: str
) -> None:
    steps = [seen(step.rgb, blindness) for step in colours.ramp]
    assert min(distance(*pair) for pair in pairwise(steps)) >= 0.07
    good, bad = (seen(colours.inks[name].rgb, blindness) for name in ("good", "bad"))
    assert distance(good, bad) >= 0.09


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_of_256_colours_none_belongs_to_a_theme_and_no_two_steps_are_one(colours: Palette) -> None:
    codes = [ink.code for ink in (*colours.ramp, *colours.inks.values())]
    assert min(codes) >= 16
    steps = [xterm(step.code) for step in colours.ramp]
    assert min(distance(*pair) for pair in combinations(steps, 2)) >= 0.08


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_the_scale_passes_through_the_steps_of_the_ramp(colours: Palette) -> None:
    scale = [colours.find(f"scale-{place}") for place in range(palette.SCALE_STEPS + 1)]
    assert scale[::2] == list(colours.ramp)
    assert palette.scale_step(-1) == "scale-0"
    assert palette.scale_step(0.5) == "scale-4"
    assert palette.scale_step(7) == "scale-8"


def test_the_middle_between_black_and_white_looks_half_as_light() -> None:
    assert between("#000000", "#ffffff", 0.5) == "#636363"
    assert between("#09848f", "#d1f760", 0.0) == "#09848f"
    assert between("#09848f", "#d1f760", 1.0) == "#d1f760"
