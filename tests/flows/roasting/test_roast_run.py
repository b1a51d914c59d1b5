import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest

from musicanalyser.errors import Error, UsageError
from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.persona_writers import preview_request
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.flows.roasting.roast_run import (
    Roast,
    compute_fingerprint,
    find_or_write_roast,
    make_contract,
)
from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import FailureKind, ProviderAccess, ProviderError
from musicanalyser.roast.persona import Tone
from musicanalyser.roast.persona_json import facts_from_json, persona_from_json
from tests.flows.histories import blank
from tests.flows.roasts import (
    FACTS,
    FALSE_ANSWER,
    GEMINI_REQUEST,
    LYING_ANSWER,
    MATERIAL,
    OFFLINE_REQUEST,
    SELF_HOSTED,
    TRUE_ANSWER,
    Scripted,
    World,
)

LOCAL_REQUEST = replace(
    OFFLINE_REQUEST,
    provider="compatible",
    access=ProviderAccess(base_url="http://127.0.0.1:1/v1", model="m"),
)
REMOTE_REQUEST = replace(
    LOCAL_REQUEST, access=ProviderAccess(base_url="https://models.example.org/v1", model="m")
)


@pytest.fixture
def world() -> Iterator[World]:
    with closing(blank()) as conn:
        yield World(conn=conn)


def replace_provider(monkeypatch: pytest.MonkeyPatch, name: str, provider: Scripted) -> None:
    for member in ("SERVICE", "generate"):
        monkeypatch.setattr(PROVIDERS[name], member, getattr(provider, member))


@pytest.fixture
def gemini(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    provider = Scripted(answers=[TRUE_ANSWER, TRUE_ANSWER])
    replace_provider(monkeypatch, "gemini", provider)
    return provider


def ask(world: World, request: RoastRequest, material: Material = MATERIAL) -> Roast:
    return find_or_write_roast(world.conn, material, request, world.environment)


def test_the_same_request_is_answered_from_the_latest_snapshot(
    world: World, gemini: Scripted
) -> None:
    first, second = ask(world, GEMINI_REQUEST), ask(world, GEMINI_REQUEST)
    assert (len(gemini.asked), world.stored) == (1, 1)
    assert second.snapshot == first.snapshot
    assert (first.notes, second.notes) == (
        (),
        ("Written on 2025-06-30. --again writes a new one.",),
    )


def test_again_writes_a_new_roast(world: World, gemini: Scripted) -> None:
    first, second = ask(world, GEMINI_REQUEST), ask(world, replace(GEMINI_REQUEST, again=True))
    assert len(gemini.asked) == 2
    assert second.snapshot.id != first.snapshot.id
    assert ask(world, GEMINI_REQUEST).snapshot == second.snapshot


@pytest.mark.parametrize(
    "other",
    [
        replace(GEMINI_REQUEST, tone=Tone.SAVAGE),
        replace(GEMINI_REQUEST, language="de"),
        replace(GEMINI_REQUEST, access=ProviderAccess(key="k", model="another")),
        replace(GEMINI_REQUEST, provider="openai"),
        OFFLINE_REQUEST,
        replace(OFFLINE_REQUEST, seed=2),
        LOCAL_REQUEST,
        REMOTE_REQUEST,
    ],
)
def test_another_question_has_another_fingerprint(other: RoastRequest) -> None:
    assert compute_fingerprint(MATERIAL, other) != compute_fingerprint(MATERIAL, GEMINI_REQUEST)


def test_another_seed_and_another_server_have_another_fingerprint() -> None:
    assert compute_fingerprint(MATERIAL, replace(OFFLINE_REQUEST, seed=2)) != compute_fingerprint(
        MATERIAL, OFFLINE_REQUEST
    )
    assert compute_fingerprint(MATERIAL, REMOTE_REQUEST) != compute_fingerprint(
        MATERIAL, LOCAL_REQUEST
    )


def test_other_facts_another_definition_or_another_window_make_another_fingerprint() -> None:
    expected = compute_fingerprint(MATERIAL, GEMINI_REQUEST)
    assert compute_fingerprint(replace(MATERIAL, facts=FACTS[:3]), GEMINI_REQUEST) != expected
    other = replace(MATERIAL, span=replace(MATERIAL.span, label="2025"))
    assert compute_fingerprint(other, GEMINI_REQUEST) != expected
    assert (
        compute_fingerprint(replace(MATERIAL, definition="All plays."), GEMINI_REQUEST) != expected
    )


def test_what_does_not_matter_to_the_answer_leaves_the_fingerprint_alone() -> None:
    expected = compute_fingerprint(MATERIAL, GEMINI_REQUEST)
    assert compute_fingerprint(MATERIAL, replace(GEMINI_REQUEST, seed=9, again=True)) == expected
    key = replace(GEMINI_REQUEST, access=ProviderAccess(key="another", model="gemini-test"))
    assert compute_fingerprint(MATERIAL, key) == expected
    later = replace(MATERIAL, span=replace(MATERIAL.span, since=None))
    assert compute_fingerprint(later, GEMINI_REQUEST) == expected


def test_a_snapshot_holds_the_request_the_prompt_hash_tokens_and_time(
    world: World, gemini: Scripted
) -> None:
    kept = ask(world, GEMINI_REQUEST).snapshot
    assert (kept.provider, kept.model, kept.seed) == ("gemini", "gemini-test-001", None)
    assert (kept.tokens_in, kept.tokens_out) == (100, 20)
    assert kept.latency_ms is not None
    request = gemini.asked[0]
    digest = sha256(f"{request.system}\0{request.user}".encode()).hexdigest()
    assert kept.prompt_sha256 == digest
    assert facts_from_json(kept.facts) == FACTS
    assert persona_from_json(kept.persona).name == "The Dawn Patroller"
    assert request.user not in str(kept)


def test_a_snapshot_of_the_offline_writer_knows_its_seed_and_nothing_was_sent(
    world: World,
) -> None:
    kept = ask(world, replace(OFFLINE_REQUEST, seed=7)).snapshot
    assert (kept.provider, kept.model, kept.seed) == ("offline", None, 7)
    assert (kept.prompt_sha256, kept.tokens_in, kept.latency_ms) == (None, None, None)
    assert (world.asked_about, world.waited_for) == ([], [])


def test_an_answer_with_too_few_true_lines_goes_back_once(world: World, gemini: Scripted) -> None:
    gemini.answers = [FALSE_ANSWER, TRUE_ANSWER]
    kept = ask(world, GEMINI_REQUEST).snapshot
    first, second = gemini.asked
    assert second.system == first.system
    assert second.user.startswith(first.user)
    assert "16" in second.user.removeprefix(first.user)
    assert (kept.provider, kept.tokens_in, kept.tokens_out) == ("gemini", 200, 40)
    assert world.waited_for == [
        "Waiting for Scripted ...",
        "Scripted got something wrong. Waiting for a corrected answer ...",
    ]
    assert world.details == [
        "Refused: roast 1: R2, “16” in “You played “Blue Lighthouse” 16 times in a week.”"
    ]


def test_a_false_line_is_left_out_while_three_remain(world: World, gemini: Scripted) -> None:
    answer = json.loads(TRUE_ANSWER)
    false = {"line": "You skip 99 % of your plays.", "fact_ids": ["F2"]}
    gemini.answers = [json.dumps(answer | {"roast": [*answer["roast"], false]})]
    found = ask(world, GEMINI_REQUEST)
    assert (len(gemini.asked), found.notes) == (1, ())
    assert "99" not in found.snapshot.persona
    assert len(persona_from_json(found.snapshot.persona).roast) == 3


def test_the_program_writes_what_is_still_missing_and_says_what(
    world: World, gemini: Scripted
) -> None:
    answer = json.loads(LYING_ANSWER)
    answer["roast"][0] = json.loads(TRUE_ANSWER)["roast"][1]
    gemini.answers = [json.dumps(answer), LYING_ANSWER]
    found = ask(world, GEMINI_REQUEST)
    note = "Written offline, as no version of Scripted is true: a line, a line."
    assert (found.notes, world.notes) == ((note,), [note])
    persona = persona_from_json(found.snapshot.persona)
    assert (found.snapshot.provider, persona.name) == ("gemini", "The Dawn Patroller")
    assert persona.roast[0].text == "You skip 47% of your plays; no hedgehog would."


def test_an_artist_of_the_history_in_no_fact_must_not_be_named(
    world: World, gemini: Scripted
) -> None:
    stranger = TRUE_ANSWER.replace("no hedgehog would", "the Zanzibar Band would not")
    assert stranger != TRUE_ANSWER
    known = replace(MATERIAL, known_names=frozenset({"Zanzibar Band"}))
    gemini.answers = [stranger, TRUE_ANSWER, stranger]
    ask(world, GEMINI_REQUEST, known)
    assert len(gemini.asked) == 2
    ask(world, replace(GEMINI_REQUEST, again=True))
    assert len(gemini.asked) == 3


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (LYING_ANSWER, "No line of Scripted agrees with the facts: written offline instead."),
        ("I would rather not.", "The answer of Scripted has not the format that was asked for"),
        ("{}", "The answer of Scripted has not the format that was asked for"),
        (TRUE_ANSWER[:-9], "The answer of Scripted has not the format that was asked for"),
    ],
)
def test_after_two_useless_answers_the_offline_writer_writes_and_says_why(
    world: World, gemini: Scripted, answer: str, note: str
) -> None:
    gemini.answers = [answer, answer]
    found = ask(world, GEMINI_REQUEST)
    assert found.notes[0].startswith(note)
    assert world.notes == list(found.notes)
    assert (found.snapshot.provider, found.snapshot.tokens_in) == ("offline", None)
    gemini.answers += [TRUE_ANSWER]
    assert ask(world, GEMINI_REQUEST).snapshot.provider == "gemini"


def test_a_new_roast_avoids_the_phrases_of_the_last_ones(world: World) -> None:
    again = replace(OFFLINE_REQUEST, again=True)
    first, second = (
        persona_from_json(ask(world, one).snapshot.persona) for one in (OFFLINE_REQUEST, again)
    )
    assert len(set(first.phrases) & set(second.phrases)) < len(set(first.phrases)) / 2


def test_a_model_is_told_what_was_written_before(world: World, gemini: Scripted) -> None:
    gemini.answers = [TRUE_ANSWER, TRUE_ANSWER]
    for request in (GEMINI_REQUEST, replace(GEMINI_REQUEST, again=True)):
        ask(world, request)
    assert ["USED_BEFORE" in one.user for one in gemini.asked] == [False, True]


def test_in_a_language_that_it_does_not_know_the_offline_writer_steps_in_in_english(
    world: World, gemini: Scripted
) -> None:
    gemini.answers = [LYING_ANSWER, LYING_ANSWER]
    assert ask(world, replace(GEMINI_REQUEST, language="fr")).snapshot.language == "en"
    with pytest.raises(UsageError, match="does not know the language 'fr'"):
        ask(world, replace(OFFLINE_REQUEST, language="fr"))


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("before", [[], [FALSE_ANSWER]], ids=["at-once", "at-the-repair"])
def test_a_provider_that_fails_is_an_error_and_nothing_is_written_in_its_place(
    world: World, gemini: Scripted, before: list[str], kind: FailureKind
) -> None:
    gemini.answers = [*before, ProviderError(kind, "No.", hint="Wait.")]
    with pytest.raises(ProviderError) as caught:
        ask(world, GEMINI_REQUEST)
    assert caught.value.kind is kind
    assert (world.stored, world.notes) == (0, [])


def test_an_interrupted_roast_stores_nothing(world: World, gemini: Scripted) -> None:
    gemini.answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        ask(world, GEMINI_REQUEST)
    assert world.stored == 0


def test_without_consent_nothing_is_sent_and_the_offline_writer_writes(
    world: World, gemini: Scripted
) -> None:
    world.consents = False
    assert ask(world, GEMINI_REQUEST).snapshot.provider == "offline"
    assert (gemini.asked, world.asked_about) == ([], ["gemini"])


def test_a_provider_that_was_named_is_not_replaced(world: World, gemini: Scripted) -> None:
    world.consents = False
    with pytest.raises(Error, match="You have not agreed to send facts to Scripted"):
        ask(world, replace(GEMINI_REQUEST, is_explicit=True))
    assert (gemini.asked, world.stored) == ([], 0)


def test_consent_is_needed_only_if_facts_would_leave_the_machine(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = Scripted(answers=[TRUE_ANSWER, TRUE_ANSWER], SERVICE=SELF_HOSTED)
    replace_provider(monkeypatch, "compatible", provider)
    ask(world, LOCAL_REQUEST)
    assert world.asked_about == []
    ask(world, REMOTE_REQUEST)
    assert world.asked_about == ["compatible"]
    ask(world, REMOTE_REQUEST)
    assert world.asked_about == ["compatible"]


def test_a_preview_shows_what_is_sent(world: World, gemini: Scripted) -> None:
    ask(world, GEMINI_REQUEST)
    (sent,) = gemini.asked
    assert _preview(GEMINI_REQUEST) == f"{sent.system}\n{sent.user}\n{json.dumps(sent.schema)}"


def test_only_a_self_hosted_model_is_sent_length_limits() -> None:
    assert "maxLength" in _preview(LOCAL_REQUEST)
    assert "maxLength" not in _preview(GEMINI_REQUEST)


def _preview(request: RoastRequest) -> str:
    return preview_request(make_contract(MATERIAL, request), request)


def test_a_failed_write_is_an_error(world: World) -> None:
    world.conn.execute("pragma query_only = on")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        ask(world, OFFLINE_REQUEST)
