"""Colours in OKLab, where equal distances look equal: https://bottosson.github.io/posts/oklab/."""

from collections.abc import Sequence

_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LINEAR_UP_TO = 0.04045
"""Below it an sRGB value is proportional to light: https://www.w3.org/TR/css-color-4/."""


def to_oklab(colour: str) -> tuple[float, ...]:
    """Return lightness, green to red and blue to yellow of a colour such as ``#1ab65f``."""
    light = [_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5)]
    return _times(_TO_LAB, [cone ** (1 / 3) for cone in _times(_TO_CONES, light)])


def between(one: str, other: str, share: float) -> str:
    """Return the colour at a share, from 0 to 1, of the way between two."""
    ends = zip(to_oklab(one), to_oklab(other), strict=True)
    lab = [start + (end - start) * share for start, end in ends]
    light = _times(_FROM_CONES, [cone**3 for cone in _times(_FROM_LAB, lab)])
    return "#" + "".join(f"{round(255 * _encoded(min(max(one, 0), 1))):02x}" for one in light)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(map(float.__mul__, row, vector)) for row in matrix)


def _linear(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_UP_TO else ((value + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    value = 1.055 * light ** (1 / 2.4) - 0.055
    return value if value > _LINEAR_UP_TO else 12.92 * light
