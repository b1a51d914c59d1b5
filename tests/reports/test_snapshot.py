from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.flows.roasting.serialize import (
    facts_as_text,
    facts_of,
    persona_as_text,
    persona_of,
)
from musicanalyser.report import Layout, Report
from musicanalyser.reports.snapshot import listed, portrait
from musicanalyser.reports.snapshot_diff import difference
from musicanalyser.roast.check.persona_check import read_persona
from musicanalyser.roast.persona import Evidence, Fact, Figure, Persona, RoastLine, Unit
from musicanalyser.store.snapshots import Snapshot
from tests.flows.roasts import FACTS, HOLDS

PERSONA = read_persona(HOLDS)
ONE = Snapshot(
    id=3,
    created_ms=1_750_000_000_000,
    fingerprint="f",
    label="the last 90 days",
    since_ms=1_742_000_000_000,
    until_ms=1_750_000_000_000,
    timezone="Europe/Vienna",
    definition="A play counts.",
    covered="plays whose end is known",
    coverage=0.83,
    tone="medium",
    language="en",
    provider="gemini",
    model="gemini-test",
    seed=None,
    prompt_version="1",
    prompt_sha256="ab",
    tokens_in=100,
    tokens_out=20,
    latency_ms=900,
    facts=facts_as_text(FACTS),
    persona=persona_as_text(PERSONA),
)
TEXTS = st.text(max_size=20)
MANY = st.lists(TEXTS, max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(
            Fact,
            id=TEXTS,
            kind=TEXTS,
            text=TEXTS,
            figures=st.lists(
                st.builds(
                    Figure,
                    name=TEXTS,
                    value=st.floats(allow_nan=False, allow_infinity=False),
                    unit=st.sampled_from(Unit),
                ),
                max_size=3,
            ).map(tuple),
            names=MANY,
            statistic=TEXTS,
            surprise=st.floats(0, 6),
            rests_on=st.none() | st.floats(0, 1),
        ),
        max_size=3,
    ).map(tuple)
)
def test_facts_come_back_as_they_were_kept(facts: tuple[Fact, ...]) -> None:
    assert facts_of(facts_as_text(facts)) == facts


@given(
    st.builds(
        Persona,
        name=TEXTS,
        tagline=TEXTS,
        summary=TEXTS,
        roast=st.lists(st.builds(RoastLine, text=TEXTS, fact_ids=MANY), max_size=3).map(tuple),
        traits=MANY,
        evidence=st.lists(st.builds(Evidence, fact_id=TEXTS, why=TEXTS), max_size=3).map(tuple),
        redeeming=TEXTS,
    )
)
def test_a_persona_comes_back_as_it_was_kept(persona: Persona) -> None:
    assert persona_of(persona_as_text(persona)) == persona


def test_a_portrait_is_a_card_with_its_facts_and_how_it_came_to_be() -> None:
    report = portrait(ONE, ["A note."])
    assert (report.name, report.title, report.layout) == (
        "roast",
        "The Dawn Patroller",
        Layout.CARD,
    )
    assert report.rows[0] == ("tagline", PERSONA.tagline, "")
    assert ("line", PERSONA.roast[0].text, "F1") in report.rows
    assert ("evidence", "Nothing is safe from that thumb.", "F2") in report.rows
    assert report.rows[-1] == ("redeeming", PERSONA.redeeming, "")
    assert report.notes == (
        "Written by gemini-test (gemini), tone medium, language en, prompt version 1. Snapshot 3.",
        "A note.",
    )
    facts, made = report.parts
    assert facts.rows[0] == ("F1", FACTS[0].text, "skips", None)
    assert len(facts.rows) == len(FACTS)
    assert made.rows == listed([ONE]).rows


def test_what_was_not_asked_is_not_covered() -> None:
    assert portrait(replace(ONE, covered=None, coverage=None)).coverage is None
    covered = portrait(replace(ONE, coverage=None)).coverage
    assert covered is not None
    assert covered.share is None


def moves(*facts: Fact, since: tuple[Fact, ...] = FACTS) -> list[tuple[object, ...]]:
    """Return what moved, but for the raw numbers."""
    later = replace(ONE, facts=facts_as_text(facts))
    report = difference(replace(ONE, facts=facts_as_text(since)), later)
    return [row[:5] for row in _facts(report).rows]


def _facts(report: Report) -> Report:
    return report.parts[0]


def test_facts_that_came_or_went_are_listed_with_their_figures_the_later_first() -> None:
    repeat, _, early, streak = FACTS
    assert moves(streak, repeat, since=(repeat, early)) == [
        ("streak", "came", "streak", None, "33 days"),
        ("early", "went", "share", "17 %", None),
        ("early", "went", "since", "4:00", None),
        ("early", "went", "until", "8:00", None),
        ("early", "went", "usual", "12 %", None),
    ]


def test_a_fact_that_moved_shows_only_the_figures_and_names_that_read_differently() -> None:
    repeat, skips, *_ = FACTS
    moved = replace(skips, figures=(replace(skips.figures[0], value=0.512), skips.figures[1]))
    assert moves(moved, since=(skips,)) == [("skip-rate", "moved", "share", "47 %", "51 %")]
    hardly = replace(skips, figures=(replace(skips.figures[0], value=0.4690), skips.figures[1]))
    assert moves(hardly, since=(skips,)) == []
    renamed = replace(repeat, names=("Red Lighthouse", "Thermostat Timetable"))
    assert moves(renamed, since=(repeat,)) == [
        (
            "repeat",
            "moved",
            "names",
            "Blue Lighthouse, Thermostat Timetable",
            "Red Lighthouse, Thermostat Timetable",
        )
    ]


def test_facts_are_compared_by_kind_whatever_their_rank() -> None:
    assert moves(*reversed(FACTS)) == []
    report = difference(ONE, replace(ONE, facts=facts_as_text(FACTS[::-1])))
    assert report.notes == ("4 kinds of facts are as they were.",)


def test_a_difference_names_what_was_asked_for_only_where_it_differs() -> None:
    other = replace(ONE, id=5, tone="savage", model=None)
    report = difference(ONE, other)
    assert report.title == "From snapshot 3 to 5"
    assert [row[0] for row in report.rows] == [
        "name",
        "tagline",
        "traits",
        "window",
        "tone",
        "model",
    ]
    assert report.rows[-1] == ("model", "gemini-test", None)
