"""A fact in a few words, for lists of roasts."""

from musicanalyser.roast.offline.localised_figures import format_figure
from musicanalyser.roast.persona import Fact, Figure, Unit

_NOUNS = {"plays": "plays", "artists": "artists", "episodes": "episodes", "few": "listeners"}
"""What a figure counts, by its name."""


def describe_fact(fact: Fact) -> str:
    """Return the first figure and the name of a fact, such as ``31 plays: “Aria”``."""
    name = f"“{fact.names[0]}”" if fact.names else ""
    return ": ".join(filter(None, (*map(_describe_figure, fact.figures[:1]), name)))


def _describe_figure(figure: Figure) -> str:
    text = format_figure(figure)
    if figure.unit is Unit.RANK:
        return f"number {text}"
    noun = "days" if figure.unit is Unit.DAYS else _NOUNS.get(figure.name, "")
    return f"{text} {noun.removesuffix('s') if text == '1' else noun}".rstrip()
