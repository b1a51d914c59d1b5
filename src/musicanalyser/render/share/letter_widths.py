"""How wide text is without a font at hand, and how it is broken into lines."""

import re
import unicodedata

from musicanalyser.render.terminal_text import sanitize

_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556"
    " 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667"
    " 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556"
    " 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722"
    " 500 500 500 334 260 334 584"
)
_HELVETICA = dict(zip(map(chr, range(32, 127)), map(int, _WIDTHS.split()), strict=True))
"""The widths of Helvetica in thousandths of its size, as in Adobe's metrics of the standard fonts
(https://github.com/adobe-type-tools/font-tech-notes, Technical Note 5609)."""
_WIDE, _LETTER, _THOUSAND = 1000, 700, 1000
"""A wide letter or a sign is as wide as its size, a letter of another alphabet less."""
_REGULAR, _BOLD = 1.15, 1.29
"""How much wider than Helvetica the widest of the usual fonts is, DejaVu Sans."""
_CUT = "…"
_WORD = re.compile(r"\S+(?: [%·])*(?= |$)")
"""No line begins with a sign that belongs to the word before."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the greatest width in pixels that a text may have at a size in pixels."""
    letters = sum(map(_letter_width, unicodedata.normalize("NFD", text)))
    return letters * size / _THOUSAND * (_BOLD if bold else _REGULAR)


def cut_text(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return the text, or as much of it as fits a width before an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + _CUT, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + _CUT


def break_text(
    text: str, size: float, width: float, *, lines: int, bold: bool = False
) -> list[str]:
    """Return up to so many lines that fit a width; the last one is cut if there is more text."""
    broken = [""]
    for word in _WORD.findall(sanitize(text)):
        longer = f"{broken[-1]} {word}".strip()
        if broken[-1] and text_width(longer, size, bold=bold) > width:
            broken.append(word)
        else:
            broken[-1] = longer
    rest = " ".join(broken[lines - 1 :])
    return [
        cut_text(line, size, width, bold=bold)
        for line in [*broken[: lines - 1], *([rest] if rest else [])]
    ]


def _letter_width(letter: str) -> int:
    if letter in _HELVETICA:
        return _HELVETICA[letter]
    if unicodedata.combining(letter):
        return 0
    is_wide = unicodedata.east_asian_width(letter) in {"W", "F"}
    return _LETTER if letter.isalpha() and not is_wide else _WIDE
