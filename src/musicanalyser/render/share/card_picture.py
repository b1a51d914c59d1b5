"""The picture to post of a report, whatever its layout."""

from musicanalyser.render.ink.palette import palette_for
from musicanalyser.render.share.report_card import draw_report_card
from musicanalyser.render.share.roast_card import draw_roast_card
from musicanalyser.render.style import CardShape, Paper
from musicanalyser.report import Layout, Report


def draw_card_picture(report: Report, shape: CardShape, paper: Paper) -> str:
    """Return the SVG of a report as a card of a shape."""
    draw = draw_report_card
    if report.layout is Layout.CARD and report.rows:
        draw = draw_roast_card
    return draw(report, shape, palette_for(paper))
