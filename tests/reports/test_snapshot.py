from dataclasses import replace

from musicanalyser.flows.roasting.persona_writers import write_offline
from musicanalyser.flows.roasting.roast_run import make_contract
from musicanalyser.report import Layout, Report
from musicanalyser.reports.snapshot import build_card
from musicanalyser.reports.snapshot_diff import compare_snapshots
from musicanalyser.reports.snapshot_list import build_list
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.persona_json import facts_to_json, persona_to_json
from musicanalyser.roast.writer_contract import complete
from musicanalyser.store.snapshots import Snapshot
from tests.flows.roasts import FACTS, MATERIAL, OFFLINE_REQUEST, TRUE_ANSWER

_CONTRACT = make_contract(MATERIAL, OFFLINE_REQUEST)
PERSONA, _ = complete(
    [_CONTRACT.read_answer(TRUE_ANSWER)], write_offline(_CONTRACT, OFFLINE_REQUEST, ()).persona
)
ONE = Snapshot(
    id=3,
    created_ms=1_750_000_000_000,
    fingerprint="f",
    label="last 90 days",
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
    facts=facts_to_json(FACTS),
    persona=persona_to_json(PERSONA),
)


def test_a_card_has_its_facts_and_how_it_was_written() -> None:
    report = build_card(ONE, ["A note."])
    assert (report.name, report.title, report.layout) == (
        "roast",
        "The Dawn Patroller",
        Layout.CARD,
    )
    assert report.rows[0] == ("tagline", PERSONA.tagline, "")
    assert ("line", PERSONA.roast[0].text, "F1") in report.rows
    assert ("stamp", PERSONA.stamp, "") in report.rows
    assert report.rows[-1] == ("redeeming", PERSONA.redeeming, "")
    assert report.notes == (
        (
            "Written by gemini-test (gemini), tone medium, language en, prompt version 1."
            " 100 tokens in, 20 out. Snapshot 3."
        ),
        "A note.",
    )
    facts, made = report.parts
    assert facts.rows[0] == ("F1", FACTS[0].text, "skips", None)
    assert len(facts.rows) == len(FACTS)
    assert made.rows == build_list([ONE]).rows


def test_a_snapshot_without_coverage_has_none_in_its_report() -> None:
    assert build_card(replace(ONE, covered=None, coverage=None)).coverage is None
    covered = build_card(replace(ONE, coverage=None)).coverage
    assert covered is not None
    assert covered.share is None


def changes(*facts: Fact, since: tuple[Fact, ...] = FACTS, limit: int = 9) -> Report:
    """Return the part that compares the facts of two snapshots."""
    before, after = (replace(ONE, facts=facts_to_json(some)) for some in (since, facts))
    return compare_snapshots(before, after, limit=limit).parts[0]


def test_facts_that_came_or_went_are_listed_the_most_surprising_first() -> None:
    repeat, _, early, streak = FACTS
    assert changes(streak, repeat, since=(repeat, early)).rows == (
        ("early", "went", "17%", None, early.text, None),
        ("streak", "came", None, "33 days", None, streak.text),
    )


def test_a_fact_moved_if_a_figure_or_a_name_reads_differently() -> None:
    repeat, skips, *_ = FACTS
    moved = replace(skips, figures=(replace(skips.figures[0], value=0.512), skips.figures[1]))
    assert [row[:4] for row in changes(moved, since=(skips,)).rows] == [
        ("skip-rate", "moved", "47%", "51%")
    ]
    hardly = replace(skips, figures=(replace(skips.figures[0], value=0.4690), skips.figures[1]))
    assert changes(hardly, since=(skips,)).rows == ()
    renamed = replace(repeat, names=("Red Lighthouse", "Thermostat Timetable"))
    assert [row[:4] for row in changes(renamed, since=(repeat,)).rows] == [
        ("obsession", "moved", "15 plays: “Blue Lighthouse”", "15 plays: “Red Lighthouse”")
    ]


def test_another_name_matters_more_than_a_small_change_of_a_figure() -> None:
    repeat, skips, _, streak = FACTS
    later = (
        replace(skips, surprise=skips.surprise + 0.1, figures=skips.figures[:1]),
        replace(streak, surprise=streak.surprise + 0.2, figures=()),
        replace(repeat, names=("Red Lighthouse", "Thermostat Timetable")),
    )
    report = changes(*later, since=(repeat, skips, streak), limit=2)
    assert [row[0] for row in report.rows] == ["obsession", "streak"]
    assert report.notes == ("2 of 3 changed facts. All: --limit 3",)


def test_facts_are_compared_by_kind_and_not_by_rank() -> None:
    assert changes(*reversed(FACTS)).rows == ()


def test_a_comparison_shows_only_parts_of_the_request_that_differ() -> None:
    other = replace(ONE, id=5, tone="savage", model=None)
    report = compare_snapshots(ONE, other, limit=9)
    assert report.title == "From snapshot 3 to 5"
    assert [row[0] for row in report.rows] == ["name", "stamp", "tone", "model"]
    assert report.rows[-1] == ("model", "gemini-test", None)


def test_a_card_names_the_price_of_a_model_that_has_one() -> None:
    priced = replace(ONE, model="gemini-3.8-flash-001", tokens_in=2_000_000, tokens_out=1_000_000)
    assert "2,000,000 tokens in, 1,000,000 out, about $5.2500." in build_card(priced).notes[0]
