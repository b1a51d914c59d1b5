"""The words of a lyric, and how many of them repeat earlier passages."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

RUN_WORDS = 3
"""Words in a passage: the least whose return a listener notices."""
_UNSPACED = re.compile(
    "["
    "\u3040-\u30ff"  # hiragana and katakana
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"  # Chinese characters
    "\u0e00-\u0eff"  # Thai and Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "]"
)
_UNSPACED_SHARE = 0.1
"""Share of letters from which on a text counts as unspaced; a foreign name stays below."""
_MASK = re.compile(r"(?<=[^\W\d_])(?:[*#@$]+(?=[^\W\d_])|[*#@$]{2,})")
"""The signs in place of letters, as in ``f**k``: within a word, or two or more at its end."""
MASKED = "\N{MIDDLE DOT}"
"""Stands for one masked letter of a word."""


def split_words(lines: Iterable[str]) -> list[str]:
    """Return the words of lines in order, case-folded.

    A word is a run of letters, digits and combining marks. An apostrophe inside a word belongs to
    it; a hyphen separates words. Each sign that masks a letter becomes a middle dot: ``f··k``.
    """
    return [word for line in lines for word in _split_line(line)]


def has_unspaced_script(lines: Iterable[str]) -> bool:
    """Return whether more than a tenth of the letters belong to scripts without spaces.

    Words cannot be counted there without a dictionary.
    """
    letters = [char for line in lines for char in line if char.isalpha()]
    unspaced = sum(_UNSPACED.match(char) is not None for char in letters)
    return unspaced > _UNSPACED_SHARE * len(letters)


def measure_repetition(words: Sequence[str]) -> float:
    """Return the share of words, from 0 to 1, in a run of three words that was sung before.

    It is 0 if no run occurs twice and close to 1 in a loop. A run may overlap the one it repeats.
    The idea is Lempel-Ziv compression, which Colin Morris used for lyrics ("Are Pop Lyrics Getting
    More Repetitive?", https://pudding.cool/2017/05/song-repetition/). Counting words instead of
    compressed bytes makes the measure independent of compressor and alphabet.
    """
    seen: set[tuple[str, ...]] = set()
    repeated: set[int] = set()
    for start in range(len(words) - RUN_WORDS + 1):
        run = tuple(words[start : start + RUN_WORDS])
        if run in seen:
            repeated.update(range(start, start + RUN_WORDS))
        seen.add(run)
    return len(repeated) / len(words) if words else 0.0


def _split_line(line: str) -> Iterable[str]:
    masked = _MASK.sub(lambda signs: MASKED * len(signs[0]), line.casefold())
    chars = (char if _in_word(char) else " " for char in masked.replace("\u2019", "'"))
    stripped = (word.strip("'") for word in "".join(chars).split())
    return filter(None, stripped)


def _in_word(char: str) -> bool:
    return char in {"'", MASKED} or unicodedata.category(char)[0] in "LMN"
