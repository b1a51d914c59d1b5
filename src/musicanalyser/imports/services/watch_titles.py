"""Titles of a watch history without the verb that Google writes around them.

"Watched Paper Boats" ends in a word in German, and in letters in Korean: the verb is what almost
all titles of a file begin or end with.
"""

from collections import Counter

_VERB = "Watched "
"""What titles begin with in English, for files too short to learn from."""
_FEWEST_TITLES = 20
_MOST_TITLES = 1_000
"""As many tell what the rest begin with."""
_SHARE = 0.9
_LONGEST_VERB = 32


class TitleCleaner:
    """Learns the characters around the titles of a file, then removes them."""

    def __init__(self) -> None:
        self._count = 0
        self._before: Counter[str] = Counter()
        self._behind: Counter[str] = Counter()

    def learn(self, title: str) -> None:
        """Take in a title."""
        if self._count == _MOST_TITLES:
            return
        self._count += 1
        for length in range(1, min(_LONGEST_VERB, len(title)) + 1):
            self._before[title[:length]] += 1
            self._behind[title[-length:]] += 1

    def clean(self, title: str) -> str:
        """Return a title without what most titles have around them."""
        before, behind = self._longest(self._before), self._longest(self._behind)
        return title.removeprefix(before or _VERB).removesuffix(behind).strip()

    def _longest(self, ends: Counter[str]) -> str:
        """Return the longest start or end of most titles, ``""`` if there is none."""
        if self._count < _FEWEST_TITLES:
            return ""
        common = (text for text, count in ends.items() if count >= _SHARE * self._count)
        return max(common, key=len, default="")
