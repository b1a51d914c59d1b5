"""Songs with facts: the title and the address of each are one word."""

from dataclasses import replace
from typing import Any

import pytest

from tests.stats.history import FACTS, MINUTE, History, Song


def song(title: str) -> Song:
    return Song(title=title, artist=f"by {title}", album=None, uri=f"x:{title}")


def play(history: History, title: str, minutes: float, at: str = "2025-03-12 08:00") -> None:
    history.play(at, int(minutes * MINUTE), song=song(title))


def sounds(history: History, title: str, **features: float | None) -> None:
    """Add the features of a song; those not given have usual values."""
    history.fact("features", f"x:{title}", **{**FACTS["features"], **features})


def famous(
    history: History, title: str, *, popularity: int | None = None, listeners: int | None = None
) -> None:
    """Add the popularity of a song and the listeners of its artist."""
    history.fact("tracks", f"x:{title}", popularity=popularity, artists=[{"uri": f"a:{title}"}])
    if listeners is not None:
        history.fact("popularity", f"a:{title}", listeners=listeners)


def tagged(
    history: History,
    title: str,
    *genres: tuple[str, int],
    source: str = "genres",
    curated: bool = True,
) -> None:
    """Add the artist of a song, and its tags."""
    if source == "genres":
        history.fact("tracks", f"x:{title}", artists=[{"uri": f"a:{title}"}])
    tags = [{"name": name, "count": count, "curated": curated} for name, count in genres]
    history.fact(source, f"a:{title}", genres=tags)


def released(history: History, title: str, year: int | None) -> None:
    """Add the year in which a song was first released."""
    history.fact("releases", f"x:{title}", year=year)


def other_id(title: str, uri: str) -> Song:
    """Return a song under another of its ids."""
    return replace(song(title), uri=uri)


def about(number: float) -> Any:  # noqa: ANN401 - stands for a number within a report
    """Return a value that equals a number up to the rounding of floats."""
    return pytest.approx(number)
