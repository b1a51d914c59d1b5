"""Invented names of artists, albums and songs, about as long as real ones, and no two alike."""

from random import Random

_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo", "é", "ö")
_CODAS = ("", "", "", "l", "n", "nd", "r", "s", "t", "x")
_WORDS = (1, 2, 2, 2, 3, 3, 4)
"""How many words a name has, each equally likely."""
_VOCABULARY = 4_000


class Names:
    """Invents names from one vocabulary of made-up words."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._words = [self._word() for _ in range(_VOCABULARY)]

    def new(self, taken: set[str]) -> str:
        """Return a name that is not in ``taken``, and add it there; case never tells two apart."""
        name = " ".join(self._rng.choices(self._words, k=self._rng.choice(_WORDS)))
        while name in taken:
            name = f"{name} {self._rng.choice(self._words)}"
        taken.add(name)
        return name

    def _word(self) -> str:
        syllables = (
            self._rng.choice(_ONSETS) + self._rng.choice(_VOWELS) + self._rng.choice(_CODAS)
            for _ in range(self._rng.choice((1, 2, 2, 3)))
        )
        return "".join(syllables).capitalize()
