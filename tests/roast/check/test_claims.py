"""What a model may say of a listener: lies that must be stopped, and jokes that must pass.

The facts are those of the demo in its 90 days up to 2026-06-30.
"""
# ruff: noqa: E501 - tables of sentences

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from musicanalyser.roast.check.answer_parsing import Draft, DraftLine
from musicanalyser.roast.check.review import Reviewer
from musicanalyser.roast.persona import Fact, Figure, Unit

COUNT, SHARE, DAYS, MS, HOUR, RANK = (
    Unit.COUNT, Unit.SHARE, Unit.DAYS, Unit.MS, Unit.HOUR, Unit.RANK,
)  # fmt: skip


def make(
    rank: int, text: str, *figures: tuple[str, float, Unit], names: tuple[str, ...] = ()
) -> Fact:
    return Fact(
        id=f"F{rank}",
        kind="skip-rate",
        text=text,
        figures=tuple(Figure(name=name, value=value, unit=unit) for name, value, unit in figures),
        names=names,
        statistic="skips",
        surprise=1.0,
        coverage=None,
    )


CROSSING = ("Crossing", "Notaries of Wrongmouth")
MAGNET = ("Don't Apologise to the Magnet", "Second-Best Barometer")
LATE = ("Late in Gravelstoke", "Eastnorth Lost Property")
LIGHTHOUSE = ("Blue Lighthouse", "Thermostat Timetable")
VOLCANO = ("Volcano Season", "Saint-Ouate Picnic")
FACTS = (
    make(1, "77% of 30 plays of “Crossing” by Notaries of Wrongmouth, number 51 of the most heard"
         " tracks, were skipped, against 47% of all plays.", ("share", 0.7667, SHARE),
         ("plays", 30, COUNT), ("rank", 51, RANK), ("usual", 0.4692, SHARE), names=CROSSING),
    make(2, "“Don't Apologise to the Magnet” by Second-Best Barometer had 173 plays, and then none"
         " for 255 days.", ("plays", 173, COUNT), ("days", 255, DAYS), names=MAGNET),
    make(3, "“Late in Gravelstoke” by Eastnorth Lost Property is the most heard track: 98 plays,"
         " 3 h 59 min in all.", ("plays", 98, COUNT), ("heard", 14_387_338, MS), names=LATE),
    make(4, "“Blue Lighthouse” by Thermostat Timetable was played 31 times within 7 days.",
         ("plays", 31, COUNT), ("days", 7, DAYS), names=LIGHTHOUSE),
    make(5, "“Blue Lighthouse” by Thermostat Timetable was played 12 times on a single day.",
         ("plays", 12, COUNT), names=LIGHTHOUSE),
    make(6, "“Music for Notaries” by Eastnorth Lost Property alone takes 10% of all listening time.",
         ("share", 0.1009, SHARE), names=("Music for Notaries", "Eastnorth Lost Property")),
    make(7, "“Volcano Season” by Saint-Ouate Picnic was never skipped in 10 plays.",
         ("plays", 10, COUNT), names=VOLCANO),
    make(8, "The longest streak of days with music lasted 34 days.", ("streak", 34, DAYS)),
    make(11, "9% of plays began between 0:00 and 4:00, against 7% before.",
         ("share", 0.0911, SHARE), ("since", 0, HOUR), ("until", 4, HOUR), ("usual", 0.0722, SHARE)),
    make(12, "61% of 1,047 tracks were played exactly once, against 57% in the window before.",
         ("share", 0.6094, SHARE), ("tracks", 1047, COUNT), ("usual", 0.5698, SHARE)),
    make(13, "Listening time fell by 18%, from 182 h 21 min in the window before to 149 h 7 min.",
         ("change", 0.1823, SHARE), ("before", 656_492_082, MS), ("now", 536_822_310, MS)),
    make(14, "10% of plays began between 4:00 and 8:00, against 9% before.",
         ("share", 0.1037, SHARE), ("since", 4, HOUR), ("until", 8, HOUR), ("usual", 0.0857, SHARE)),
    make(17, "Walrus Lost Property rose from number 13 to number 2 of the most heard artists.",
         ("before", 13, RANK), ("rank", 2, RANK), names=("Walrus Lost Property",)),
    make(19, "2 of 90 days went by without music.", ("quiet", 2, COUNT), ("days", 90, DAYS)),
    make(20, "A session held 7.8 plays on average.", ("plays", 7.8, COUNT)),
    make(22, "47% of plays were skipped, against 45% before.", ("share", 0.4692, SHARE),
         ("usual", 0.4524, SHARE)),
    make(24, "16% of plays belonged to a run through an album.", ("share", 0.1618, SHARE)),
    make(25, "Eastnorth Lost Property alone takes 12% of all listening time.",
         ("share", 0.1289, SHARE), names=("Eastnorth Lost Property",)),
)  # fmt: skip

FALSE = {
    "en": """
        You skip “Crossing” for 30 days straight. (F1)
        You skipped “Crossing” 77 times. (F1)
        You play “Crossing”: at 47 % it is your most skipped song. (F1)
        77 % of everything you play gets skipped. (F1)
        You played “Don't Apologise to the Magnet” 255 times, then dropped it for 173 days. (F2)
        “Don't Apologise to the Magnet” was silent for 255 weeks. (F2)
        Between 22:00 and 4:00 you start 9 % of your plays. (F11)
        9 % begin between midnight and 4 in the afternoon. (F11)
        Night listening fell from 9 % to 7 %. (F11)
        Your listening time rose by 18 %. (F13)
        You went up to 149 hours, from 182. (F13)
        Walrus Lost Property fell from number 2 to number 13. (F17)
        Walrus Lost Property is now your number 1, up from 13. (F17)
        Eastnorth Lost Property gets 12 %, more than everyone else put together. (F25)
        You never finish a song. (F22)
        “Volcano Season” is the only song you have never skipped. (F7)
        You have not missed a day: 34 days and counting. (F8)
        2 days of music in 90. The rest was silence. (F19)
        “Late in Gravelstoke” ran 98 times in one week. (F3)
        61 % of your 1,047 plays were songs you never heard again. (F12)
    """,
    "de": """
        Du überspringst „Crossing“ seit 30 Tagen. (F1)
        Du hast „Crossing“ 77-mal übersprungen. (F1)
        Mit 47 % ist „Crossing“ dein am häufigsten übersprungenes Lied. (F1)
        Von allem, was du hörst, überspringst du 77 % von allem, was du spielst. (F1)
        „Don't Apologise to the Magnet“ lief 255 Mal, dann 173 Tage nicht. (F2)
        „Don't Apologise to the Magnet“ schwieg 255 Wochen. (F2)
        Zwischen 22 Uhr und 4 Uhr startest du 9 % deiner Wiedergaben. (F11)
        9 % deiner Wiedergaben beginnen am Nachmittag. (F11)
        Deine Nächte sind von 9 % auf 7 % gefallen. (F11)
        Deine Hörzeit stieg um 18 %. (F13)
        Du bist auf 149 Stunden geklettert, von 182. (F13)
        Walrus Lost Property fiel von Platz 2 auf Platz 13. (F17)
        Walrus Lost Property ist jetzt deine Nummer 1. (F17)
        Eastnorth Lost Property bekommt 12 %, mehr als alle anderen zusammen. (F25)
        Du hörst nie ein Lied zu Ende. (F22)
        „Volcano Season“ ist das einzige Lied, das du nie übersprungen hast. (F7)
        34 Tage, und es läuft noch, bis heute. (F8)
        2 Tage Musik in 90 Tagen. (F19)
        „Late in Gravelstoke“ lief 98 Mal in einer Woche. (F3)
        61 % deiner 1.047 Wiedergaben waren Eintagsfliegen. (F12)
    """,
    "es": """
        Te saltas «Crossing» desde hace 30 días. (F1)
        Te has saltado «Crossing» 77 veces. (F1)
        Con un 47 %, «Crossing» es tu canción más saltada. (F1)
        Te saltas el 77 % de todo lo que escuchas. (F1)
        «Don't Apologise to the Magnet» sonó 255 veces y luego calló 173 días. (F2)
        «Don't Apologise to the Magnet» calló 255 semanas. (F2)
        Entre las 22:00 y las 4:00 pones el 9 % de tus escuchas. (F11)
        El 9 % de tus escuchas empieza por la tarde. (F11)
        Tus noches bajaron de un 9 % a un 7 %: cayeron. (F11)
        Tu tiempo de escucha subió un 18 %. (F13)
        Has crecido hasta 149 horas, desde 182. (F13)
        Walrus Lost Property cayó del número 2 al número 13. (F17)
        Walrus Lost Property es ahora tu número 1. (F17)
        Eastnorth Lost Property se lleva el 12 %, más que todos los demás juntos. (F25)
        Nunca terminas una canción. (F22)
        «Volcano Season» es la única canción que nunca te has saltado. (F7)
        34 días seguidos, y sumando. (F8)
        2 días de música en 90 días. (F19)
        «Late in Gravelstoke» sonó 98 veces en una semana. (F3)
        El 61 % de tus 1.047 escuchas fue flor de un día. (F12)
    """,
}
HARMLESS = {
    "en": """
        You skip “Crossing” 77 % of the time. Five out of five hedgehogs want their afternoon back. (F1)
        You skip “Crossing” 77 % of the time. Nobody forces you. Not once. (F1)
        “Crossing” is like the gym in January: 77 % of visits end at the door. (F1)
        173 plays, 255 days of nothing. Even Ross and Rachel only took a break. (F2)
        173 plays, then silence. It is still at the restaurant. It ordered for two. (F2)
        Roughly eight months without it. It has learned to cook. (F2)
        Almost 4 hours of “Late in Gravelstoke”. A flight to Lisbon with no snacks. (F3)
        98 times: one play away from {a hundred} and {two away} from calling someone. (F3)
        31 plays in 7 days. It has asked for a toilet break. (F4)
        An interlude. 31 plays in a week make it a lude. (F4)
        “Again?”, asks the phone. “Again”, you say. 12 plays on one day. (F5)
        10 % for “Music for Notaries”. Somewhere a notary feels seen. (F6)
        9 % fall between midnight and four. The kebab shop keeps better hours. (F11)
        10 % between four and eight in the morning. Roosters have complained. (F14)
        61 % of your tracks got one play. Tinder has better retention. (F12)
        Twelve plays on a single day. Twelve. The label sent flowers. (F5)
        16 % in album runs. The other 84 % is musical chairs. (F24)
        Nearly half of your plays end in a skip. Your thumb should unionise. (F22)
        Walrus Lost Property, from 13 to 2. Even Rocky needed a montage. (F17)
        7.8 plays a session. The {0.8} is you losing your nerve. (F20)
    """,
    "de": """
        Du überspringst „Crossing“ in 77 % der Fälle. Fünf von fünf Igeln wollen ihren Nachmittag zurück. (F1)
        Du überspringst „Crossing“ in 77 % der Fälle. Niemand zwingt dich. (F1)
        „Crossing“ ist wie das Fitnessstudio im Januar: 77 % der Besuche enden an der Tür. (F1)
        173 Wiedergaben, 255 Tage nichts. Selbst Ross und Rachel machten nur Pause. (F2)
        173 Wiedergaben, dann Funkstille. Es sitzt noch im Restaurant, mit zwei Gedecken. (F2)
        Rund acht Monate ohne. Es hat kochen gelernt. (F2)
        Fast 4 Stunden „Late in Gravelstoke“. Ein Flug nach Lissabon ohne Snacks. (F3)
        98 Mal: eins vor {neunundneunzig}, {zwei vor dem Anruf}. (F3)
        31 Wiedergaben in 7 Tagen. Es bittet um eine Pause. (F4)
        31-mal in einer Woche, das macht aus dem Intermezzo ein Mezzo. (F4)
        „Noch mal?“, fragt das Telefon. 12 Wiedergaben an einem Tag. (F5)
        10 % für „Music for Notaries“. Irgendwo fühlt sich ein Notar gesehen. (F6)
        9 % fallen zwischen Mitternacht und vier Uhr. Der Späti hat bessere Zeiten. (F11)
        10 % zwischen vier und acht Uhr morgens. Hähne haben sich beschwert. (F14)
        61 % deiner Titel liefen genau einmal. Tinder bindet besser. (F12)
        Zwölf Wiedergaben an einem einzigen Tag. Zwölf. Das Label schickt Blumen. (F5)
        16 % im Albumlauf. Die übrigen 84 % sind Reise nach Jerusalem. (F24)
        Fast die Hälfte deiner Wiedergaben endet mit einem Skip. Dein Daumen braucht einen Betriebsrat. (F22)
        Walrus Lost Property, von 13 auf 2. Selbst Rocky brauchte eine Montage. (F17)
        7,8 Wiedergaben pro Sitzung. Die {0,8} ist, wie du die Nerven verlierst. (F20)
    """,
    "es": """
        Te saltas «Crossing» el 77 % de las veces. Cinco de cada cinco erizos piden que les devuelvan el rato. (F1)
        Te saltas «Crossing» el 77 % de las veces. Nadie te obliga. (F1)
        «Crossing» es como el gimnasio en enero: el 77 % de las visitas acaba en la puerta. (F1)
        173 escuchas, 255 días de nada. Hasta Ross y Rachel solo se dieron un tiempo. (F2)
        173 escuchas, y silencio. Está en el restaurante, con dos cubiertos. (F2)
        Cerca de ocho meses sin ella. Ha aprendido a cocinar. (F2)
        Casi 4 horas de «Late in Gravelstoke». Un vuelo a Lisboa sin cacahuetes. (F3)
        98 veces: a una de {noventa y nueve} y a {dos de llamar} a alguien. (F3)
        31 escuchas en 7 días. Pide ir al baño. (F4)
        31 veces en una semana, y era un interludio. (F4)
        «¿Otra vez?», pregunta el teléfono. 12 escuchas en un solo día. (F5)
        10 % para «Music for Notaries». Un notario se siente comprendido. (F6)
        El 9 % empieza entre medianoche y las cuatro. El kebab tiene mejor horario. (F11)
        El 10 % empieza entre las cuatro y las ocho de la mañana. Los gallos han protestado. (F14)
        El 61 % de tus temas sonó exactamente una vez. Tinder retiene mejor. (F12)
        Doce escuchas en un solo día. Doce. La discográfica mandó flores. (F5)
        16 % por álbumes. El otro 84 % es el juego de las sillas. (F24)
        Casi la mitad de tus escuchas acaba en salto. Tu pulgar pide convenio. (F22)
        Walrus Lost Property, del 13 al 2. Hasta Rocky necesitó un montaje. (F17)
        7,8 escuchas por sesión. El {0,8} eres tú perdiendo los nervios. (F20)
    """,
}
LEAST_RIGHT = 19
"""Of 20 lines of each kind."""


def split(table: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Return lines with what they declare as rhetoric, in braces, and the fact they cite."""
    rows = []
    for row in filter(None, map(str.strip, table.splitlines())):
        text, _, cited = row.rpartition(" (")
        rhetoric = tuple(re.findall(r"\{(.+?)\}", text))
        rows.append((re.sub(r"[{}]", "", text), rhetoric, cited.rstrip(")")))
    return rows


def refusals(language: str, text: str, rhetoric: tuple[str, ...], cited: str) -> list[str]:
    line = DraftLine(text=text, fact_ids=(cited,), rhetoric=rhetoric)
    draft = Draft(name="The Ear", tagline="ever so patient", roast=(line,), stamp="bad",
                  redeeming="It is honest.")  # fmt: skip
    known = {name for fact in FACTS for name in fact.names}
    review = Reviewer(FACTS, language=language, known_names=known).review(draft)
    return [str(one) for one in review.refused if one.where.startswith("roast")]


@pytest.mark.parametrize("language", FALSE)
def test_lies_are_stopped(language: str) -> None:
    rows = split(FALSE[language])
    passed = [
        text for text, rhetoric, cited in rows if not refusals(language, text, rhetoric, cited)
    ]
    assert len(rows) == 20
    assert len(rows) - len(passed) >= LEAST_RIGHT, passed


@pytest.mark.parametrize("language", HARMLESS)
def test_jokes_pass(language: str) -> None:
    rows = split(HARMLESS[language])
    refused = [found for row in rows if (found := refusals(language, *row))]
    assert len(rows) == 20
    assert len(rows) - len(refused) >= LEAST_RIGHT, refused


def _obsession(plays: int) -> Fact:
    text = f"“Crossing” by Notaries of Wrongmouth was played {plays} times within 7 days."
    return make(1, text, ("plays", plays, COUNT), ("days", 7, DAYS), names=CROSSING)


def _skipped(percent: int) -> Fact:
    text = f"{percent}% of 200 plays of “Crossing” by Notaries of Wrongmouth were skipped."
    figures = (("share", percent / 100, SHARE), ("plays", 200, COUNT))
    return make(1, text, *figures, names=CROSSING)


def _rise(percent: int) -> Fact:
    text = f"Listening time rose by {percent}%."
    return make(1, text, ("change", percent / 100, SHARE))


def _night(percent: int) -> Fact:
    text = f"{percent}% of plays began between 0:00 and 4:00."
    figures = (("share", percent / 100, SHARE), ("since", 0, HOUR), ("until", 4, HOUR))
    return make(1, text, *figures)


Pattern = Callable[[int], str]
TRUE_AND_FALSE: dict[str, list[tuple[Pattern, Callable[[int], Fact], Pattern]]] = {
    "en": [
        (lambda n: f"{n} plays in 7 days, and the kettle is jealous.",
         _obsession, lambda n: f"{n} days of it, and the kettle is jealous."),
        (lambda n: f"You skip “Crossing” {n} % of the time.",
         _skipped, lambda n: f"You skipped “Crossing” {n} times."),
        (lambda n: f"Your listening time rose by {n} %.",
         _rise, lambda n: f"Your listening time fell by {n} %."),
        (lambda n: f"{n} % of your plays begin between midnight and four.",
         _night, lambda n: f"{n} % of your plays begin in the afternoon."),
    ],
    "de": [
        (lambda n: f"{n} Wiedergaben in 7 Tagen, und der Kessel ist neidisch.",
         _obsession, lambda n: f"{n} Tage davon, und der Kessel ist neidisch."),
        (lambda n: f"Du überspringst „Crossing“ in {n} % der Fälle.",
         _skipped, lambda n: f"Du hast „Crossing“ {n} Mal übersprungen."),
        (lambda n: f"Deine Hörzeit stieg um {n} %.",
         _rise, lambda n: f"Deine Hörzeit fiel um {n} %."),
        (lambda n: f"{n} % deiner Wiedergaben beginnen zwischen Mitternacht und vier Uhr.",
         _night, lambda n: f"{n} % deiner Wiedergaben beginnen am Nachmittag."),
    ],
    "es": [
        (lambda n: f"{n} escuchas en 7 días, y la tetera tiene celos.",
         _obsession, lambda n: f"{n} días así, y la tetera tiene celos."),
        (lambda n: f"Te saltas «Crossing» el {n} % de las veces.",
         _skipped, lambda n: f"Te has saltado «Crossing» {n} veces."),
        (lambda n: f"Tu tiempo de escucha subió un {n} %.",
         _rise, lambda n: f"Tu tiempo de escucha cayó un {n} %."),
        (lambda n: f"El {n} % de tus escuchas empieza entre medianoche y las cuatro.",
         _night, lambda n: f"El {n} % de tus escuchas empieza por la tarde."),
    ],
}  # fmt: skip
FIGURES = range(21, 89, 4)


def generated() -> Iterator[tuple[str, str, str, Fact]]:
    for language, rows in TRUE_AND_FALSE.items():
        for (true, fact, false), figure in product(rows, FIGURES):
            yield language, true(figure), false(figure), fact(figure)


def test_generated_lies_are_stopped_and_truths_pass() -> None:
    stopped = passed = 0
    pairs = list(generated())
    for language, true, false, fact in pairs:
        reviewer = Reviewer((fact,), language=language)
        for text in (true, false):
            line = DraftLine(text=text, fact_ids=("F1",))
            draft = Draft(name="Ear", tagline="so", roast=(line,), stamp="bad", redeeming="Fine.")
            kept = bool(reviewer.review(draft).lines)
            passed += kept and text == true
            stopped += not kept and text == false
    assert len(pairs) >= 200
    assert stopped >= 0.95 * len(pairs)
    assert passed >= 0.95 * len(pairs)
