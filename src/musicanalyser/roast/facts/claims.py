"""Claims: true sentences with their figures and names, before they are ranked."""

from dataclasses import dataclass

from musicanalyser.roast.facts.figures import format_figure
from musicanalyser.roast.persona import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One English sentence about the listener.

    ``support`` counts what the claim is computed from, in the unit that its kind declares.
    ``surprise`` is on the scale of `musicanalyser.roast.facts.surprise`.
    """

    text: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    surprise: float
    support: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicName:
    """An artist, or a quoted title with its artist, as a sentence names them."""

    title: str | None = None
    artist: str

    @property
    def text(self) -> str:
        """The name as a sentence writes it."""
        return self.artist if self.title is None else f"“{self.title}” by {self.artist}"

    @property
    def names(self) -> tuple[str, ...]:
        """The title, if there is one, and the artist."""
        return (self.artist,) if self.title is None else (self.title, self.artist)


def make_claim(
    template: str, *figures: Figure, surprise: float, support: float, of: MusicName | None = None
) -> Claim:
    """Return a claim: the template has ``{name}`` for each figure and ``{of}`` for the music."""
    values = {figure.name: format_figure(figure) for figure in figures}
    return Claim(
        text=template.format(**values, of=of.text if of else ""),
        figures=figures,
        names=of.names if of else (),
        surprise=surprise,
        support=support,
    )
