"""Words one by one, and how much of a lyric was sung before."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

RUN = 3
"""So many words in a row make a passage that can be heard to come again."""
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


def words_of(lines: Iterable[str]) -> list[str]:
    """Return the words in order, without letter case.

    A word is an unbroken run of letters and figures with the marks on them; apostrophes belong to
    it within, hyphens do not.
    """
    return [word for line in lines for word in _words(line)]


def is_unspaced(lines: Iterable[str]) -> bool:
    """Tell whether more than a tenth is in scripts that set no spaces between words.

    There a word cannot be told without a dictionary, so nothing that counts words can be known.
    """
    letters = [char for line in lines for char in line if char.isalpha()]
    unspaced = sum(_UNSPACED.match(char) is not None for char in letters)
    return unspaced > _UNSPACED_SHARE * len(letters)


def repetition(words: Sequence[str]) -> float:
    """Return the share of words that belong to a run of three that was sung before.

    It is 0 when no such run comes twice and nears 1 in a loop. This is the reading by a
    Lempel-Ziv window that Colin Morris made known for lyrics ("Are Pop Lyrics Getting More
    Repetitive?", https://pudding.cool/2017/05/song-repetition/), counted in words in place of
    compressed bytes, so that it depends on no compressor and no alphabet. As there, a run may
    overlap the one it repeats.
    """
    seen: set[tuple[str, ...]] = set()
    again: set[int] = set()
    for start in range(len(words) - RUN + 1):
        run = tuple(words[start : start + RUN])
        if run in seen:
            again.update(range(start, start + RUN))
        seen.add(run)
    return len(again) / len(words) if words else 0.0


def _words(line: str) -> Iterable[str]:
    kept = (char if _in_word(char) else " " for char in line.casefold().replace("\u2019", "'"))
    bare = (word.strip("'") for word in "".join(kept).split())
    return filter(None, bare)


def _in_word(char: str) -> bool:
    return char == "'" or unicodedata.category(char)[0] in "LMN"
