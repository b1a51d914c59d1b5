"""Cards: compared whole with ``golden/card*``, which are written anew as `test_goldens` says."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from musicanalyser.report import Report
from tests.render.cards import CARD, FACTS, HOSTILE_CARD
from tests.render.output import output_of
from tests.render.test_goldens import assert_golden

WIDTHS = [1, 8, 20, 43, 44, 60, 80, 96, 200]
CARDS = {"card": CARD, "hostile": HOSTILE_CARD}


def lines(report: Report, width: int = 80) -> list[str]:
    return output_of(report, "table", width=width).splitlines()


@pytest.mark.parametrize(
    ("name", "width", "file"),
    [
        ("table", 80, "card.txt"),
        ("table", 120, "card-120.txt"),
        ("table", 40, "card-40.txt"),
        ("markdown", 80, "card.md"),
        ("json", 80, "card.json"),
        ("svg", 80, "card.svg"),
        ("html", 80, "card.html"),
    ],
)
def test_a_card_is_written_as_its_golden_says(name: str, width: int, file: str) -> None:
    assert_golden(file, output_of(CARD, name, width=width))


@pytest.mark.parametrize("name", ["table", "markdown"])
def test_a_card_whose_texts_mean_harm_is_written_as_its_golden_says(name: str) -> None:
    assert_golden(f"card-hostile-{name}.txt", output_of(HOSTILE_CARD, name))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("card", CARDS)
def test_no_line_of_a_card_is_wider_than_the_screen(card: str, width: int) -> None:
    assert max(map(cell_len, lines(CARDS[card], width))) <= width


@pytest.mark.parametrize("card", CARDS)
def test_the_frame_of_a_card_is_straight(card: str) -> None:
    widths = {cell_len(line) for line in lines(CARDS[card])}
    assert widths == {80}


def test_every_mark_leads_to_its_fact_in_the_order_of_citing() -> None:
    page = "\n".join(lines(CARD))
    assert re.findall(r"\[\d\]", page.split("├")[0]) == ["[1]", "[2]", "[3]", "[2]", "[4]"]
    shown = dict(re.findall(r"(\[\d\]) (\S+ \S+)", page.split("├")[1]))
    assert shown == {"[1]": "“Midnight Ferry”", "[2]": "52% of", "[3]": "38% of", "[4]": "Of 41"}


def test_a_fact_that_nothing_cites_is_kept_for_programs() -> None:
    assert "7 h 42 min" not in output_of(CARD, "table")
    assert "7 h 42 min" in output_of(CARD, "json")


def test_a_fact_names_its_statistic_and_what_it_rests_on_if_not_on_all() -> None:
    page = " ".join(" ".join(lines(CARD, 200)).split())
    assert "(stats top-tracks)" in page
    assert "(stats heatmap)" in page
    assert "(stats skips, known for 83%)" in page


def test_a_reason_that_only_repeats_its_fact_is_left_out() -> None:
    fact = FACTS.rows[0][1]
    report = replace(CARD, rows=(*CARD.rows, ("evidence", fact, "F1")))
    assert output_of(report, "table", width=200) == output_of(CARD, "table", width=200)


def test_a_name_is_written_as_it_is() -> None:
    assert "  The Midnight Archivist" in lines(CARD)[2]
    assert "  The Midnight Archivist" in lines(CARD, 44)[2]
    assert "夜の図書館" in lines(replace(CARD, title="夜の図書館"))[2]


def test_a_mark_is_never_alone_on_a_line() -> None:
    for width in range(44, 100):
        portrait = "\n".join(lines(CARD, width)).split("├")[0]
        assert not re.search(r"│\s+(\[\d\])+\s+│", portrait)


def test_a_card_without_rows_says_so() -> None:
    assert "Nothing here." in lines(replace(CARD, rows=(), parts=()))


def test_a_picture_of_a_card_is_as_wide_as_the_card() -> None:
    assert 'width="854.4"' in output_of(CARD, "svg", width=200)


def test_a_citation_of_a_fact_that_is_not_there_shows_its_id() -> None:
    page = " ".join(lines(replace(CARD, parts=())))
    assert "[1] F1" in page
