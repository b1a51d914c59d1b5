"""Draws a portrait as a card: a name in large letters, jabs with their marks, and the proofs."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from musicanalyser.render.card_text import Card, Jab, Proof, card
from musicanalyser.render.layout import footnotes, subtitle
from musicanalyser.render.paint import palette
from musicanalyser.render.paint.console import wrapped
from musicanalyser.render.style import Look
from musicanalyser.report import Report

_READABLE = 96
"""Cells; longer lines are hard to read, and a wider card is no better."""
_FRAMED = 44
"""Cells; below this every one is needed for the text."""
_MARGIN = 3
"""Cells that a frame and the air within it take on each side."""
_LATIN = 0x250
"""Letters below it can stand apart; others would lose their shape."""
_CHIP = "‹{}›"  # noqa: RUF001 - quotation marks, not less and greater


def page(report: Report, look: Look) -> list[Text]:
    """Return the whole card, no line of which is wider than the look."""
    width = min(look.width, _READABLE)
    framed = look.width >= _FRAMED and not look.picture
    inner = width - 2 * _MARGIN if framed else width
    shown = card(report)
    blocks = [
        [*[Text()] * framed, *_portrait(shown, inner), Text()],
        [line for proof in shown.proofs for line in _proof(proof, inner)],
        [*_footer(report, inner)],
    ]
    blocks = [block for block in blocks if block]
    if framed:
        return _framed(blocks, inner)
    rule = Text("─" * inner, style=palette.SIDE)
    return [line for block in blocks for line in (rule, *block)][1:]


def _portrait(shown: Card, width: int) -> Iterator[Text]:
    """Draw who this is, why, and what speaks for them, with air in between."""
    blocks: list[list[Text]] = [
        [*_title(shown.name, width), *wrapped(Text(shown.tagline, style="italic"), width)],
        wrapped(Text(shown.summary), width) if shown.summary else [],
        *(_jab(jab, width) for jab in shown.lines),
        _chips(shown.traits, width),
        _hung("♥", Text(shown.redeeming), width) if shown.redeeming else [],
    ]
    for number, block in enumerate(block for block in blocks if block):
        if number:
            yield Text()
        yield from block


def _title(name: str, width: int) -> list[Text]:
    """Set a name in capitals that stand apart, if it can be and there is room."""
    large = " ".join(name.upper())
    if all(ord(letter) < _LATIN for letter in name) and len(large) <= width:
        return [Text(large, style=palette.TITLE)]
    return wrapped(Text(name, style=palette.TITLE), width)


def _jab(jab: Jab, width: int) -> list[Text]:
    text = Text.assemble(jab.text, ("".join(jab.marks), palette.MARK))
    return _hung("▸", text, width)


def _chips(traits: Sequence[str], width: int) -> list[Text]:
    """Set traits side by side, on as many lines as they need."""
    lines: list[Text] = []
    for trait in traits:
        chip = Text(_CHIP.format(trait), style=palette.CHIP)
        if lines and lines[-1].cell_len + 2 + chip.cell_len <= width:
            lines[-1].append("  ").append_text(chip)
        else:
            chip.truncate(width, overflow="ellipsis")
            lines.append(Text.assemble(chip))
    return lines


def _proof(proof: Proof, width: int) -> list[Text]:
    text = Text(proof.fact, style=palette.SIDE)
    if proof.why:
        text.append(f" {proof.why}", style="italic")
    if proof.source:
        text.append(f" ({proof.source})")
    return _hung(proof.mark, text, width)


def _footer(report: Report, width: int) -> Iterator[Text]:
    window = ", ".join(text for text in subtitle(report) if text)
    for line in (window, *footnotes(report)):
        if line:
            yield from wrapped(Text(line, style=palette.SIDE), width)


def _hung(mark: str, text: Text, width: int) -> list[Text]:
    """Set a mark before the first line of a text, and the rest of it flush with the first."""
    indent = cell_len(mark) + 1
    if indent * 2 > width:
        return wrapped(Text.assemble((f"{mark} ", palette.MARK), text), width)
    marks = [Text(f"{mark} ", style=palette.MARK)]
    lines = wrapped(text, width - indent)
    marks += [Text(" " * indent)] * (len(lines) - 1)
    return [Text.assemble(*each) for each in zip(marks, lines, strict=True)]


def _framed(blocks: Sequence[Sequence[Text]], inner: int) -> list[Text]:
    """Put a frame around blocks, with a line between them."""
    air, rule = " " * (_MARGIN - 1), "─" * (inner + 2 * _MARGIN - 2)
    page = [Text(f"╭{rule}╮", style=palette.FRAME)]
    for number, block in enumerate(blocks):
        if number:
            page.append(Text(f"├{rule}┤", style=palette.FRAME))
        for line in block:
            line.rstrip()
            rest = " " * max(0, inner - line.cell_len)
            side = ("│", palette.FRAME)
            page.append(Text.assemble(side, air, line, rest, air, side))
    return [*page, Text(f"╰{rule}╯", style=palette.FRAME)]
