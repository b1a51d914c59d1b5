"""A roast as HTML: its lines, the verdict, and the facts that prove them."""

from collections.abc import Iterator

from musicanalyser.render.card_text import Card, CardLine, make_card
from musicanalyser.render.charts.svg_marks import written
from musicanalyser.report import Report


def roast_html(report: Report) -> str:
    """Return the text of a roast below its name."""
    return "".join(_parts(make_card(report)))


def _parts(card: Card) -> Iterator[str]:
    if card.tagline:
        yield f'<p class="side"><i>{written(card.tagline)}</i></p>'
    yield from map(_line, card.lines)
    if card.stamp:
        yield f'<p><span class="stamp">{written(card.stamp)}</span></p>'
    if card.redeeming:
        yield f'<p><span aria-hidden="true">♥</span> {written(card.redeeming)}</p>'
    if card.citations:
        facts = (
            f'<li id="fact-{number}">{written(one.fact)}'
            f"{f' ({written(one.source)})' if one.source else ''}</li>"
            for number, one in enumerate(card.citations, 1)
        )
        yield f'<ol class="side">{"".join(facts)}</ol>'


def _line(line: CardLine) -> str:
    links = (
        f' <a href="#fact-{mark.strip("[]")}" aria-label="Fact {mark.strip("[]")}">'
        f"{mark.strip('[]')}</a>"
        for mark in line.marks
    )
    return f"<blockquote>{written(line.text)}{''.join(links)}</blockquote>"
