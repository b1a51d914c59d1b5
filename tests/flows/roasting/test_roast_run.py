import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest

from musicanalyser.errors import UsageError
from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.roast_run import Roast, fingerprint, roast
from musicanalyser.flows.roasting.serialize import facts_of, persona_of
from musicanalyser.flows.roasting.writers import Order, sent, shown
from musicanalyser.llm import PROVIDERS, FailureKind, ProviderAccess, ProviderError
from musicanalyser.roast.persona import Tone
from tests.flows.histories import blank
from tests.flows.roasts import (
    FACTS,
    GEMINI,
    HOLDS,
    LIES,
    MATERIAL,
    OFFLINE,
    SELF_HOSTED,
    Scripted,
    World,
)

LOCAL = replace(
    OFFLINE,
    provider="compatible",
    access=ProviderAccess(base_url="http://127.0.0.1:1/v1", model="m"),
)
REMOTE = replace(LOCAL, access=ProviderAccess(base_url="https://models.example.org/v1", model="m"))


@pytest.fixture
def world() -> Iterator[World]:
    with closing(blank()) as conn:
        yield World(conn=conn)


@pytest.fixture
def gemini(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    provider = Scripted(answers=[HOLDS, HOLDS])
    monkeypatch.setitem(PROVIDERS, "gemini", provider)
    return provider


def ask(world: World, order: Order, material: Material = MATERIAL) -> Roast:
    return roast(world.conn, material, order, world.around)


def test_the_same_question_is_answered_from_the_last_snapshot(
    world: World, gemini: Scripted
) -> None:
    first, second = ask(world, GEMINI), ask(world, GEMINI)
    assert (len(gemini.asked), world.kept) == (1, 1)
    assert second.snapshot == first.snapshot
    assert (first.notes, second.notes) == ((), ("Written on 2025-06-30; --again writes it anew.",))


def test_what_was_written_before_is_written_anew_on_demand(world: World, gemini: Scripted) -> None:
    first, second = ask(world, GEMINI), ask(world, replace(GEMINI, again=True))
    assert len(gemini.asked) == 2
    assert second.snapshot.id != first.snapshot.id
    assert ask(world, GEMINI).snapshot == second.snapshot


@pytest.mark.parametrize(
    "other",
    [
        replace(GEMINI, tone=Tone.SAVAGE),
        replace(GEMINI, language="de"),
        replace(GEMINI, access=ProviderAccess(key="k", model="another")),
        replace(GEMINI, provider="openai"),
        OFFLINE,
        replace(OFFLINE, seed=2),
        LOCAL,
        REMOTE,
    ],
)
def test_another_question_has_another_fingerprint(other: Order) -> None:
    assert fingerprint(MATERIAL, other) != fingerprint(MATERIAL, GEMINI)


def test_another_seed_and_another_server_have_another_fingerprint() -> None:
    assert fingerprint(MATERIAL, replace(OFFLINE, seed=2)) != fingerprint(MATERIAL, OFFLINE)
    assert fingerprint(MATERIAL, REMOTE) != fingerprint(MATERIAL, LOCAL)


def test_other_facts_another_definition_or_another_window_make_another_fingerprint() -> None:
    expected = fingerprint(MATERIAL, GEMINI)
    assert fingerprint(replace(MATERIAL, facts=FACTS[:3]), GEMINI) != expected
    other = replace(MATERIAL, span=replace(MATERIAL.span, label="2025"))
    assert fingerprint(other, GEMINI) != expected
    assert fingerprint(replace(MATERIAL, definition="All plays."), GEMINI) != expected


def test_what_does_not_matter_to_the_answer_leaves_the_fingerprint_alone() -> None:
    expected = fingerprint(MATERIAL, GEMINI)
    assert fingerprint(MATERIAL, replace(GEMINI, seed=9, again=True)) == expected
    key = replace(GEMINI, access=ProviderAccess(key="another", model="gemini-test"))
    assert fingerprint(MATERIAL, key) == expected
    later = replace(MATERIAL, span=replace(MATERIAL.span, since=None))
    assert fingerprint(later, GEMINI) == expected


def test_a_snapshot_holds_what_was_asked_what_was_sent_and_what_it_took(
    world: World, gemini: Scripted
) -> None:
    kept = ask(world, GEMINI).snapshot
    assert (kept.provider, kept.model, kept.seed) == ("gemini", "gemini-test-001", None)
    assert (kept.tokens_in, kept.tokens_out) == (100, 20)
    assert kept.latency_ms is not None
    request = gemini.asked[0]
    digest = sha256(f"{request.system}\0{request.user}".encode()).hexdigest()
    assert kept.prompt_sha256 == digest
    assert facts_of(kept.facts) == FACTS
    assert persona_of(kept.persona).name == "The Dawn Patroller"
    assert request.user not in str(kept)


def test_a_snapshot_of_the_offline_writer_knows_its_seed_and_nothing_was_sent(
    world: World,
) -> None:
    kept = ask(world, replace(OFFLINE, seed=7)).snapshot
    assert (kept.provider, kept.model, kept.seed) == ("offline", None, 7)
    assert (kept.prompt_sha256, kept.tokens_in, kept.latency_ms) == (None, None, None)
    assert (world.asked_about, world.waited) == ([], [])


def test_an_answer_that_lies_goes_back_once_with_its_faults(world: World, gemini: Scripted) -> None:
    gemini.answers = [LIES, HOLDS]
    kept = ask(world, GEMINI).snapshot
    first, second = gemini.asked
    assert second.system == first.system
    assert second.user.startswith(first.user)
    assert "16" in second.user.removeprefix(first.user)
    assert kept.provider == "gemini"
    assert (kept.tokens_in, kept.tokens_out) == (200, 40)
    assert world.waited == [
        "Waiting for Scripted ...",
        "Scripted got facts wrong; waiting for it to put them right ...",
    ]


def test_whoever_was_heard_but_is_in_no_fact_is_not_to_be_named(
    world: World, gemini: Scripted
) -> None:
    stranger = HOLDS.replace("the rest merely survive", "and Zanzibar merely survives")
    assert stranger != HOLDS
    gemini.answers = [stranger, stranger, stranger]
    assert ask(world, GEMINI).snapshot.provider == "offline"
    nobody_else = replace(MATERIAL, names=frozenset())
    assert ask(world, GEMINI, nobody_else).snapshot.provider == "gemini"


@pytest.mark.parametrize("answer", [LIES, "I would rather not.", "{}", HOLDS[:-9]])
def test_after_two_faulty_answers_the_offline_writer_writes_and_says_so(
    world: World, gemini: Scripted, answer: str
) -> None:
    gemini.answers = [answer, answer]
    found = ask(world, GEMINI)
    note = "Scripted got the facts wrong twice: written offline instead."
    assert (found.notes, world.said) == ((note,), [note])
    assert (found.snapshot.provider, found.snapshot.tokens_in) == ("offline", None)
    gemini.answers += [HOLDS]
    assert ask(world, GEMINI).snapshot.provider == "gemini"


def test_in_a_language_that_it_does_not_know_the_offline_writer_steps_in_in_english(
    world: World, gemini: Scripted
) -> None:
    gemini.answers = [LIES, LIES]
    assert ask(world, replace(GEMINI, language="fr")).snapshot.language == "en"
    with pytest.raises(UsageError, match="does not know the language 'fr'"):
        ask(world, replace(OFFLINE, language="fr"))


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("before", [[], [LIES]], ids=["at-once", "at-the-repair"])
def test_a_provider_that_fails_is_an_error_and_nothing_is_written_in_its_place(
    world: World, gemini: Scripted, before: list[str], kind: FailureKind
) -> None:
    gemini.answers = [*before, ProviderError(kind, "No.", hint="Wait.")]
    with pytest.raises(ProviderError) as caught:
        ask(world, GEMINI)
    assert caught.value.kind is kind
    assert (world.kept, world.said) == (0, [])


def test_what_is_interrupted_leaves_nothing(world: World, gemini: Scripted) -> None:
    gemini.answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        ask(world, GEMINI)
    assert world.kept == 0


def test_without_consent_nothing_is_sent_and_the_offline_writer_writes(
    world: World, gemini: Scripted
) -> None:
    world.consents = False
    assert ask(world, GEMINI).snapshot.provider == "offline"
    assert (gemini.asked, world.asked_about) == ([], ["gemini"])


def test_consent_is_asked_for_where_something_would_leave_the_machine_and_only_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = Scripted(answers=[HOLDS, HOLDS], SERVICE=SELF_HOSTED)
    monkeypatch.setitem(PROVIDERS, "compatible", provider)
    ask(world, LOCAL)
    assert world.asked_about == []
    ask(world, REMOTE)
    assert world.asked_about == ["compatible"]
    ask(world, REMOTE)
    assert world.asked_about == ["compatible"]


def test_what_is_shown_is_what_is_sent(world: World, gemini: Scripted) -> None:
    request = sent(FACTS, GEMINI)
    ask(world, GEMINI)
    assert gemini.asked == [request]
    for text in (request.system, request.user, '"fact_ids"'):
        assert text in shown(request)


def test_only_another_server_is_told_how_long_texts_may_be() -> None:
    assert "maxLength" in shown(sent(FACTS, LOCAL))
    assert "maxLength" not in shown(sent(FACTS, GEMINI))


def test_a_failed_write_is_told_and_not_hidden(world: World) -> None:
    world.conn.execute("pragma query_only = on")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        ask(world, OFFLINE)
