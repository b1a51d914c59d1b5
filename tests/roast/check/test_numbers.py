"""Numbers in every usual format are recognised for what they say."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from musicanalyser.roast.check.claim_check import read_sentence
from musicanalyser.roast.check.figure_matching import is_supported
from musicanalyser.roast.check.names.known_names import normalise, remove_names
from musicanalyser.roast.check.numbers.number_search import find_numbers
from musicanalyser.roast.persona import Fact, Unit
from tests.roast.made_facts import HOUR_MS, MINUTE_MS, fact, figure


def unsupported(one: Fact, text: str, language: str | None = None) -> list[str]:
    """Return the numbers of a text that the fact does not support."""
    plain = remove_names(normalise(text), one.names)
    sentence = read_sentence(plain, language)
    return [said.number.text for said in sentence.numbers if not is_supported(said, (one,))]


PLAYS = fact("It was played.", figure(1234, Unit.COUNT))
FEW = fact("It was played.", figure(12, Unit.COUNT))
ROUND = fact("It was played.", figure(312, Unit.COUNT))
MEAN = fact("On average.", figure(6.4, Unit.COUNT))
SHARE = fact("A share.", figure(0.3642, Unit.SHARE))
HALF = fact("A share.", figure(0.4961, Unit.SHARE))
THIRD = fact("A share.", figure(0.3333, Unit.SHARE))
TIME = fact("A time.", figure(3 * HOUR_MS + 24 * MINUTE_MS + 47_000, Unit.MS))
LONG = fact("A time.", figure(204.3 * HOUR_MS, Unit.MS))
BRIEF = fact("A time.", figure(204_600, Unit.MS))
STREAK = fact("A streak.", figure(21, Unit.DAYS))
SILENCE = fact("A silence.", figure(731, Unit.DAYS))
NIGHT = fact("An hour.", figure(3, Unit.HOUR))
MIDNIGHT = fact("An hour.", figure(24, Unit.HOUR))
AFTERNOON = fact("An hour.", figure(15, Unit.HOUR))
DECADE = fact("A decade.", figure(1990, Unit.YEAR))
YEAR = fact("A year.", figure(2019, Unit.YEAR))
RANK = fact("A rank.", figure(3, Unit.RANK))

TRUE = [
    (
        PLAYS,
        """
        1234 plays | 1,234 plays | 1.234 Mal | 1 234 veces | 1\u202f234 fois | 1'234 Mal |
        1.2k plays | 1.23 thousand | 1,2 Tsd. Mal | 1 mil veces | a thousand plays
        """,
    ),
    (
        FEW,
        """
        12 plays | twelve plays | zwölf Mal | zwölfmal | doce veces | a dozen | ein Dutzend |
        una docena | the 12th play | der 12. Durchlauf | la 12.ª vez | 12x | \uff11\uff12 |
        12-Mal | #12 | 12 an evening | 合計12回
        """,
    ),
    (
        ROUND,
        """
        312 | three hundred and twelve | three hundred | dreihundert | dreihundertzwölfmal |
        trescientas doce | trescientas | hundreds of plays | Hunderte | cientos de veces
        """,
    ),
    (MEAN, "6.4 | 6,4 | 6"),
    (
        SHARE,
        """
        36 % | 36% | 36\u202f% | 36,4 % | 36.4 percent | 36 Prozent | 36,42 % |
        36 por ciento | 0.36 | 0,364 | 36 per cent | thirty-six percent |
        sechsunddreißig Prozent | treinta y seis por ciento | 36 procent | 36 pour cent
        """,
    ),
    (HALF, "half of it | half your plays | die Hälfte | la mitad | 50 % | 1/2 | ½"),
    (
        THIRD,
        """
        a third | one third | ein Drittel | un tercio | one in three | 1/3 | jeder dritte Titel
        """,
    ),
    (
        TIME,
        """
        3 h 24 min | 3 h 25 min | 3:24 | 3h24 | 3 hours and 24 minutes |
        3 Stunden 24 Minuten | 3 horas y 25 minutos | three hours | 3.4 hours | 3,4 Stunden |
        205 minutes | tres horas | 3 Stunden und 24 Minuten | a 205-minute stay | 3 Std.
        """,
    ),
    (
        LONG,
        """
        204 h | 204 Stunden | 8.5 days | 8,5 Tage | 8½ days | 204 h 18 min |
        hundreds of hours | 9 days | 8 days 12 h | 12,258 minutes | 12.258 Minuten
        """,
    ),
    (BRIEF, "3:24 | 3 min 24 s | 3.4 minutes | 205 seconds | 3 min 25 s"),
    (
        STREAK,
        """
        21 days | 21 nights | veintiún días | 21 Tage | 21 días |
        three weeks | drei Wochen | tres semanas
        """,
    ),
    (SILENCE, "731 days | two years | 24 months | zwei Jahre | dos años | 2 ans"),
    (
        NIGHT,
        """
        3 am | 3 a.m. | 3:00 | 03:00 | 3 Uhr | 3 Uhr nachts | las 3 de la madrugada | at three
        """,
    ),
    (MIDNIGHT, "24:00 | 0:00 | 24 Uhr | 12 am"),
    (
        AFTERNOON,
        """
        3 pm | 15:00 | 15 Uhr | 3 Uhr nachmittags | las 3 de la tarde | three in the afternoon
        """,
    ),
    (
        DECADE,
        """
        the 90s | the '90s | 1990s | die 90er | die Neunziger | the nineties | los años 90
        """,
    ),
    (YEAR, "since 2019 | seit 2019 | 2019er"),
    (
        RANK,
        """
        number 3 | 3rd | third | Platz 3 | der dritte Platz | el tercer puesto | rank three
        """,
    ),
]
FALSE = [
    (
        PLAYS,
        """
        1235 plays | 1,233 plays | 1.235 Mal | 1 233 veces | 1.3k plays | two thousand |
        2 mil | 1234 % | 1234 hours | 1,234 Minuten | hundreds of hours
        """,
    ),
    (
        FEW,
        """
        11 plays | thirteen plays | elfmal | trece veces | two dozen | the 13th play | 13x |
        \uff11\uff13 | 12 % | 12 hours | twice | zweimal | hundreds | thousands | 合計13回
        """,
    ),
    (
        ROUND,
        """
        four hundred | three hundred and thirteen | vierhundert | thousands | 300 |
        miles de veces
        """,
    ),
    (MEAN, "6.5 | 6,3 | 7"),
    (
        SHARE,
        """
        37 % | 35% | 36,5 % | 36.3 percent | 0.37 | half of it | a third |
        thirty-seven percent | siebenunddreißig Prozent | 36 hours | one in two | la mitad |
        1/4 | ¾ | 0 | 1 | 36 | 36 plays
        """,
    ),
    (HALF, "a third | 51 % | 1/3 | three quarters"),
    (THIRD, "half | two thirds | zwei Drittel | one in four | ein Viertel"),
    (
        TIME,
        """
        3 h 26 min | 3 h 23 min | 4 h 24 min | 3:26 | 2:24 | four hours | 3.5 hours |
        204 seconds | 24 minutes | 3 days | 203 Minuten | 3 plays
        """,
    ),
    (LONG, "203 h | 205 Stunden | 8.6 days | 10 days | thousands of hours"),
    (STREAK, "veintidós días | treinta y un días | 22 days | four weeks | 21 hours | 20 noches"),
    (SILENCE, "three years | 732 days | 23 months"),
    (NIGHT, "4 am | 3 pm | 15 Uhr | las 4 de la madrugada | 2:00"),
    (AFTERNOON, "3 am | 4 pm | 14 Uhr | 16:00"),
    (DECADE, "the 80s | the '80s | 1980s | die 80er | die Achtziger | the eighties | 1991"),
    (YEAR, "since 2018 | the 2020s | 20"),
    (RANK, "number 4 | 4th | second and 2 | der 2. Platz"),
]


def _cases(table: list[tuple[Fact, str]]) -> list[tuple[Fact, str]]:
    return [(one, text.strip()) for one, texts in table for text in texts.split("|")]


@pytest.mark.parametrize(("one", "text"), _cases(TRUE))
def test_a_number_that_rounds_to_its_figure_is_true(one: Fact, text: str) -> None:
    assert unsupported(one, text) == []


@pytest.mark.parametrize(("one", "text"), _cases(FALSE))
def test_any_other_number_is_caught(one: Fact, text: str) -> None:
    assert unsupported(one, text)


@pytest.mark.parametrize(
    "text",
    [
        "as F1 and mp3 show, deadmau5",
        "half-asleep, and not once awake",
        "einzig, achtsam und vierschrötig",
        "no second chance, a couple, zero shame, both ears",
    ],
)
def test_words_that_hold_a_number_without_being_one_pass(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_a_number_of_the_sentence_of_a_fact_may_be_repeated() -> None:
    one = fact("3 h 24 min out of the last 90 days, >99 % of it at night.")
    for text in ("90 days", "90 Tage", "3 h 24 min", "99 %", "204 minutes"):
        assert unsupported(one, text) == []
    for text in ("91 days", "3 h 25 min", "98 %", "99.0 %", "205 minutes"):
        assert unsupported(one, text)


def test_number_words_are_read_in_the_language_of_the_text() -> None:
    words = {"en": "twelve", "de": "zwölf", "es": "once"}
    for language, word in words.items():
        assert unsupported(RANK, word, language)
        assert unsupported(RANK, word, "pt") == []
    assert unsupported(RANK, "not once", "en") == []
    assert unsupported(RANK, "a maioria dos dias", "pt-BR") == []


def test_a_number_in_a_name_is_no_claim() -> None:
    names = [
        "22",
        "7 rings",
        "Maroon 5",
        "TWICE",
        "Half Moon",
        "50 Cent",
        "blink-182",
        "99 Luftballons",
    ]
    one = fact("It is so.", figure(3, Unit.COUNT), names=names)
    line = (
        "3 times “22”, «7 rings», Maroon 5, TWICE, a Half Moon, 50 Cent, Blink-182, 99 Luftballons."
    )
    assert unsupported(one, line, "en") == []


@pytest.mark.parametrize("line", ["22 times", "7 rings a bell", "Seven nights", "two weeks in"])
def test_a_name_that_is_a_number_hides_no_lie(line: str) -> None:
    one = fact("It is so.", figure(3, Unit.COUNT), names=["22", "7 rings", "Seven", "two weeks"])
    assert unsupported(one, line)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=120) | st.text("0123456789.,:/ '%hmsk½-", max_size=40))
@example("1" * 400 + " " + "1" * 400 + "/3")
@example("1 in " + "1" * 5000)
@example("0/0 00:00 1/0")
def test_no_text_is_too_odd_to_be_searched(text: str) -> None:
    for quantity in find_numbers(text):
        assert quantity.readings or "/" in quantity.text


@pytest.mark.parametrize("number", ["1" * 400, "0." + "1" * 400, "1" * 5000 + " hours"])
def test_a_number_beyond_all_measure_is_a_fault_and_no_more(number: str) -> None:
    assert unsupported(FEW, f"{number} it is.")
