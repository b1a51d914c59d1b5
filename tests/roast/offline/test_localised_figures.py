"""How figures and names read offline, and which words they call for."""

from dataclasses import replace

import pytest

from musicanalyser.roast.offline.localised_figures import (
    fill_phrase,
    localise_fact,
    localise_figure,
)
from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.phrase_files import load_language as language_of
from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Figure, Tone, Unit
from tests.roast.offline.test_writer import whole
from tests.roast.phrase_facts import make_fact


def test_a_number_is_written_as_the_language_does() -> None:
    facts = [
        make_fact("most-played"),
        make_fact("one-and-done", "F2"),
        make_fact("session-plays", "F3"),
    ]
    texts = {
        language: "\n".join(
            whole(write_persona(facts, tone=Tone.MEDIUM, language=language, seed=seed))
            for seed in range(30)
        )
        for language in LANGUAGES
    }
    assert "1,250" in texts["en"]
    assert "1.250" in texts["de"]
    assert "1.250" in texts["es"]
    assert "17.8" in texts["en"]
    assert "17,8" in texts["de"]
    assert "61 %" in texts["en"]
    assert "84 Stunden" in texts["de"]
    assert "84 horas" in texts["es"]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.3649, Unit.SHARE, "36 %"),
        (0.0, Unit.SHARE, "0 %"),
        (0.0044, Unit.SHARE, "0,4 %"),
        (0.0002, Unit.SHARE, "0,02 %"),
        (0.9971, Unit.SHARE, "99,7 %"),
        (1.0, Unit.SHARE, "100 %"),
        (1234567, Unit.COUNT, "1.234.567"),
        (6.4, Unit.COUNT, "6,4"),
        (90, Unit.DAYS, "90"),
        (2026, Unit.YEAR, "2026"),
        (0, Unit.HOUR, "0"),
        (1, Unit.RANK, "1"),
        (41_400, Unit.MS, "41 Sekunden"),
        (60_000, Unit.MS, "1 Minute"),
        (59 * 60_000 + 59_000, Unit.MS, "1 Stunde"),
        (3 * 3_600_000 + 24 * 60_000 + 5_000, Unit.MS, "3 Stunden und 24 Minuten"),
        (9 * 3_600_000 + 59 * 60_000, Unit.MS, "9 Stunden und 59 Minuten"),
        (10 * 3_600_000 + 20 * 60_000, Unit.MS, "10 Stunden"),
        (1_234.4 * 3_600_000, Unit.MS, "1.234 Stunden"),
    ],
)
def test_a_figure_is_formatted_for_the_language(value: float, unit: Unit, text: str) -> None:
    figure = Figure(name="one", value=value, unit=unit)
    assert localise_figure(figure, language_of("de").numbers).text == text


def test_one_is_singular() -> None:
    said = localise_fact(make_fact("sessions-less"), language_of("en").numbers)
    assert fill_phrase("{sessions:visit|visits}", said) == "1 visit"
    said = localise_fact(make_fact("sessions"), language_of("en").numbers)
    assert fill_phrase("{sessions:visit|visits}", said) == "348 visits"


def test_a_low_figure_gets_other_words_than_a_high_one() -> None:
    high = write_persona([make_fact("night")], tone=Tone.MEDIUM, language="en", seed=0)
    low = write_persona([make_fact("night-less")], tone=Tone.MEDIUM, language="en", seed=0)
    assert not set(high.traits) & set(low.traits)
    assert not {line.text for line in high.roast} & {line.text for line in low.roast}


def test_a_figure_that_is_neither_high_nor_low_is_unused_unless_it_changed() -> None:
    middling = replace(make_fact("weekend", "F1", plain=True), figures=(_share(0.3),))
    others = [make_fact("streak", "F2"), make_fact("repeat", "F3"), make_fact("skip-rate", "F4")]
    persona = write_persona([middling, *others], tone=Tone.MEDIUM, language="en", seed=0)
    assert "F1" not in {one for line in persona.roast for one in line.fact_ids}
    moved = replace(middling, figures=(_share(0.3), _share(0.1, "usual")), surprise=4.0)
    persona = write_persona([moved, *others], tone=Tone.MEDIUM, language="en", seed=0)
    assert "F1" in {one for line in persona.roast for one in line.fact_ids}


def test_no_line_says_that_a_figure_rose_that_fell() -> None:
    fell = replace(make_fact("skip-rate"), figures=(_share(0.6), _share(0.75, "usual")))
    for seed in range(20):
        persona = write_persona([fell], tone=Tone.MEDIUM, language="en", seed=seed)
        assert "75 %" not in whole(persona)


def test_an_artist_whose_name_is_a_number_is_quoted() -> None:
    facts = [replace(make_fact("top-artist"), names=("311",))]
    text = whole(write_persona(facts, tone=Tone.MEDIUM, language="de", seed=0))
    assert "„311“" in text
    assert text.count("311") == text.count("„311“")


def _share(value: float, name: str = "share") -> Figure:
    return Figure(name=name, value=value, unit=Unit.SHARE)
