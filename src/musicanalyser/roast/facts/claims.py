"""Claims: the figures and names of something true, before it is ranked and worded."""

from dataclasses import dataclass, replace

from musicanalyser.roast.persona import Figure

_FAR = 2.0
"""A surprise from here on is worth telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something true about the listener; surprises are on the scale of `facts.surprise`."""

    figures: tuple[Figure, ...]
    names: tuple[str, ...] = ()
    from_past: float = 0.0
    """The distance from the listener's own past; 0 without one."""
    from_others: float = 0.0
    """The distance from an ordinary listener."""
    support: float
    """What the claim is computed from, in the unit that its kind declares."""
    has_past: bool = False
    """Whether the figure is compared with the past."""

    @property
    def surprise(self) -> float:
        """The greater of both distances: what is extreme leads, although it may be usual."""
        return max(self.from_past, self.from_others)

    def with_figures(self, *figures: Figure) -> "Claim":
        """Return the claim with other figures."""
        return replace(self, figures=figures)

    @property
    def is_usual(self) -> bool:
        """Whether it is extreme beside other people, and usual for this listener."""
        return self.has_past and self.from_others >= _FAR > self.from_past


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicName:
    """An artist, or a title with its artist."""

    title: str | None = None
    artist: str

    @property
    def names(self) -> tuple[str, ...]:
        """The title, if there is one, and the artist."""
        return (self.artist,) if self.title is None else (self.title, self.artist)
