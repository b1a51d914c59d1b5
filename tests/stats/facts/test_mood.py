import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.stats.facts.mood import mood_line

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("valence", "energy", "danceability", "line"),
    [
        (0.4, 0.5, 0.6, "rather sad, but you can dance to it"),
        (0.2, 0.3, 0.3, "sad and quiet, and not made for dancing"),
        (0.2, 0.8, 0.5, "sad but energetic"),
        (0.5, 0.5, 0.5, "balanced"),
        (0.5, 0.8, 0.7, "balanced and energetic, and you can dance to it"),
        (0.6, 0.3, 0.5, "rather happy but quiet"),
        (0.8, 0.9, 0.9, "happy and energetic, and you can dance to it"),
        (0.8, 0.5, 0.1, "happy, but not made for dancing"),
        (1.0, 1.0, 1.0, "happy and energetic, and you can dance to it"),
        (0.0, 0.0, 0.0, "sad and quiet, and not made for dancing"),
    ],
)
def test_a_mood_is_told_in_words(
    valence: float, energy: float, danceability: float, line: str
) -> None:
    assert mood_line(valence=valence, energy=energy, danceability=danceability) == line


@pytest.mark.parametrize(
    ("valence", "feeling"),
    [
        (0.299, "sad"),
        (0.3, "rather sad"),
        (0.449, "rather sad"),
        (0.45, "balanced"),
        (0.549, "balanced"),
        (0.55, "rather happy"),
        (0.699, "rather happy"),
        (0.7, "happy"),
    ],
)
def test_a_feeling_begins_at_its_threshold(valence: float, feeling: str) -> None:
    assert mood_line(valence=valence, energy=0.5, danceability=0.5) == feeling


@pytest.mark.parametrize(
    ("energy", "pace"),
    [(0.399, " and quiet"), (0.4, ""), (0.699, ""), (0.7, " but energetic")],
)
def test_a_pace_begins_at_its_threshold(energy: float, pace: str) -> None:
    assert mood_line(valence=0, energy=energy, danceability=0.5) == f"sad{pace}"


@pytest.mark.parametrize(
    ("danceability", "dance"),
    [
        (0.399, ", and not made for dancing"),
        (0.4, ""),
        (0.599, ""),
        (0.6, ", but you can dance to it"),
    ],
)
def test_dancing_begins_at_its_threshold(danceability: float, dance: str) -> None:
    assert mood_line(valence=0, energy=0.5, danceability=danceability) == f"sad{dance}"


@given(SHARES, SHARES, SHARES)
def test_a_line_fits_beside_the_name_of_a_window(
    valence: float, energy: float, danceability: float
) -> None:
    line = mood_line(valence=valence, energy=energy, danceability=danceability)
    assert line[0].islower()
    assert len(line) <= 80 - len("before the last 365 days  ")
