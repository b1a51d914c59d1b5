"""Draws days as rays around a great figure, clockwise from the top."""

from collections import defaultdict
from collections.abc import Iterator
from math import cos, pi, sin

from musicanalyser.render.charts.svg_calendar import Days, month_name
from musicanalyser.render.charts.svg_marks import label, number, ramp_step
from musicanalyser.render.share.card_blocks import CardFigure
from musicanalyser.render.share.card_frame import MARGIN
from musicanalyser.render.share.card_stack import Block
from musicanalyser.render.share.letter_widths import cut_text, text_width

MANY_DAYS = 100
"""From so many days on, a ring shows more than squares."""
_LEAST, _GOOD, _MOST = 430, 620, 860
_INNER = 0.6
"""The radius of the circle inside, as a part of that of the longest ray."""
_QUIET = 0.8
"""The power of a day's share of the most: below 1, quiet days stay visible."""
_SHORTEST = 0.06
_RAY = 0.62
"""The width of a ray, as a part of the room that it has on the inner circle."""


def ring_block(days: Days, figure: CardFigure, width: float) -> Block:
    """Return a ray for each day around a figure; longer and lighter is more."""

    def draw(top: float, height: float) -> Iterator[str]:
        radius = min(height, width) / 2
        ring = _Ring(days, MARGIN + width / 2, top + height / 2, radius)
        yield from ring.rays()
        yield from ring.months()
        yield from ring.middle(figure)

    return Block(least=_LEAST, good=_GOOD, most=_MOST, draw=draw)


class _Ring:
    """Rays from an inner circle outwards; x and y are those of the centre."""

    def __init__(self, days: Days, x: float, y: float, radius: float) -> None:
        self.days, self.x, self.y = days, x, y
        self.inner, self.outer = radius * _INNER, radius
        self.most = max((amount or 0 for _, amount in days), default=0)

    def rays(self) -> Iterator[str]:
        """Yield a group of rays for each colour."""
        width = _RAY * 2 * pi * self.inner / len(self.days)
        groups = defaultdict[str, list[str]](list)
        for place, (_, amount) in enumerate(self.days):
            share = (amount / self.most) ** _QUIET if amount else 0.0
            groups[ramp_step(share)].append(self._ray(place, max(share, _SHORTEST), width))
        for role, rays in groups.items():
            yield f'<path class="{role}" d="{"".join(rays)}"/>'

    def months(self) -> Iterator[str]:
        """Yield the names of months inside, half a month after they begin."""
        for place, (day, _) in enumerate(self.days):
            if day.day == 1:
                size = max(self.inner * 0.085, 18)
                x, y = self._point(place + 15, self.inner - size * 1.5)
                yield label(month_name(day), x, y + size / 3, size=size, anchor="middle")

    def middle(self, figure: CardFigure) -> Iterator[str]:
        """Yield the figure, its name and its change, as large as the circle allows."""
        room, unit = self.inner * 1.2, self.inner / 10
        size = min(
            unit * 5, unit * 5 * room / max(text_width(figure.value, unit * 5, bold=True), 1)
        )
        yield label(
            figure.value,
            self.x,
            self.y + unit,
            size=size,
            anchor="middle",
            role="lead",
            style="bold",
        )
        lines = [(figure.name, unit * 1.4, "ink"), (figure.change, unit * 1.1, "side")]
        for line, (text, text_size, role) in enumerate(lines):
            shown, baseline = cut_text(text, text_size, room), self.y + unit * (2.8 + 1.7 * line)
            yield label(shown, self.x, baseline, size=text_size, anchor="middle", role=role)

    def _ray(self, place: int, share: float, width: float) -> str:
        """Return a thin rectangle that points away from the centre."""
        near, far = self.inner, self.inner + (self.outer - self.inner) * share
        (x, y), (end_x, end_y) = self._point(place, near), self._point(place, far)
        length = far - near
        across_x, across_y = -(end_y - y) / length * width / 2, (end_x - x) / length * width / 2
        corners = (
            (x + across_x, y + across_y),
            (end_x + across_x, end_y + across_y),
            (end_x - across_x, end_y - across_y),
            (x - across_x, y - across_y),
        )
        return f"M{'L'.join(f'{number(left)} {number(top)}' for left, top in corners)}z"

    def _point(self, place: float, radius: float) -> tuple[float, float]:
        turn = 2 * pi * (place + 0.5) / len(self.days)
        return self.x + radius * sin(turn), self.y - radius * cos(turn)
