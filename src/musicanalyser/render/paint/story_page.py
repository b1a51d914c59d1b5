"""Draws a story: each part as a card with its sentence, and what proves it below."""

from collections.abc import Iterator
from dataclasses import replace

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.page import (
    draw_body,
    draw_header,
    draw_notes,
    draw_page,
    draw_summary,
    draw_title,
)
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report

_READABLE = 96
"""The greatest width of a card in cells."""
_TOLD, _UNTOLD = "━", "─"


def draw_story(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return all cards of a story below each other, with the notes at the end."""
    page = draw_header(report, style)
    for card in report.parts:
        page += [StyledText(), *_draw_card(card, _narrowed(style))]
    return [*page, StyledText(), *draw_notes(report, style)]


def draw_cards(report: Report, style: OutputStyle) -> Iterator[list[StyledText]]:
    """Yield the lines of each card on a screen of its own, with how far the story is."""
    count = len(report.parts)
    narrow = _narrowed(style)
    for place, card in enumerate(report.parts, 1):
        header = draw_header(report, narrow)
        told = StyledText.assemble(
            (f"{place} of {count}  ", SIDE),
            (f"{_TOLD * 3} " * place, "ramp-4"),
            (f"{_UNTOLD * 3} " * (count - place), "frame"),
        )
        told.truncate(narrow.width)
        yield [*header, told, StyledText(), *_draw_card(card, narrow)]


def _narrowed(style: OutputStyle) -> OutputStyle:
    return replace(style, width=min(style.width, _READABLE), height=None)


def _draw_card(card: Report, style: OutputStyle) -> list[StyledText]:
    if card.layout is Layout.CARD:
        return draw_page(card, style)
    return [
        draw_title(format_value(card.title, ColumnKind.TEXT), style),
        *draw_summary(card, style),
        *draw_body(card, style),
    ]
