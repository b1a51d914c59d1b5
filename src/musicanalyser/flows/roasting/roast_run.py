"""Answers a request for a roast: from a snapshot, or written, checked and stored."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error
from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.persona_writers import (
    ModelAnswers,
    WrittenPersona,
    ask_model,
    write_offline,
)
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.llm import PROVIDERS
from musicanalyser.roast.persona import Persona
from musicanalyser.roast.persona_json import facts_to_json, persona_from_json, persona_to_json
from musicanalyser.roast.prompt import PROMPT_VERSION, Context
from musicanalyser.roast.writer_contract import WriterContract
from musicanalyser.store import snapshots
from musicanalyser.store.connection import transaction
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms, to_ms

_RECENT = 3
"""The roasts whose phrases the next one does not repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastEnvironment:
    """What a roast needs from its caller."""

    may_send: Callable[[str], bool]
    """Returns whether the user agrees to send facts to a provider; it may ask."""
    show_waiting: Callable[[str], AbstractContextManager[None]]
    """Shows a text while a provider works."""
    notify: Callable[[str], None]
    """Shows a note to the user."""
    explain: Callable[[str], None]
    """Shows details to a user who wants them."""
    writing: Callable[[], AbstractContextManager[sqlite3.Connection]]
    """Opens the database for writing."""
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roast:
    """A snapshot, and notes on how it was written."""

    snapshot: Snapshot
    notes: tuple[str, ...] = ()


def find_or_write_roast(
    conn: sqlite3.Connection,
    material: Material,
    request: RoastRequest,
    environment: RoastEnvironment,
) -> Roast:
    """Return the latest snapshot of the same request, or write a new one.

    The offline writer writes instead if the user does not agree to send facts to the provider of
    the settings, or if no line of a model is true.

    Raises:
        Error: If the user named a provider and does not agree to send facts to it.
        ProviderError: If the provider did not answer; nothing is written instead.
        ConfigError: If its address cannot be used.
        UsageError: If the offline writer is requested and does not know the language.
        LockedError: If another process is writing the database.
    """
    fingerprint = compute_fingerprint(material, request)
    earlier = None if request.again else snapshots.find_latest(conn, fingerprint)
    if earlier is not None:
        day = from_ms(earlier.created_ms, ZoneInfo(earlier.timezone)).date()
        return Roast(snapshot=earlier, notes=(f"Written on {day}. --again writes a new one.",))
    if request.leaves_machine and not environment.may_send(request.provider):
        if request.is_explicit:
            raise _explain_consent(request.provider)
        return find_or_write_roast(conn, material, request.for_offline_writer(), environment)
    recent = _recent_personas(conn)
    contract = make_contract(material, request, recent)
    if request.is_offline:
        avoided = {phrase for persona in recent for phrase in persona.phrases}
        written = write_offline(contract, request, avoided if request.again else ())
        return _store(material, request, written, environment)
    answers, by_model = ask_model(contract, request, show_waiting=environment.show_waiting)
    for text in (*answers.unreadable, *map(str, answers.refused)):
        environment.explain(f"Refused: {text}")
    notes = tuple(_describe(answers, by_model, request))
    for note in notes:
        environment.notify(note)
    if by_model is not None:
        return replace(_store(material, request, by_model, environment), notes=notes)
    fallback = find_or_write_roast(conn, material, request.for_offline_writer(), environment)
    return replace(fallback, notes=(*fallback.notes, *notes))


def write_unsaved(material: Material, request: RoastRequest, *, now: datetime) -> Snapshot:
    """Return a roast by the offline writer that is not kept."""
    request = request.for_offline_writer()
    written = write_offline(make_contract(material, request), request, ())
    return _make_snapshot(material, request, written, now=now)


def make_contract(
    material: Material, request: RoastRequest, recent: Sequence[Persona] = ()
) -> WriterContract:
    """Return the contract with the writer of a roast about these facts."""
    used = tuple(f"{one.name}: {one.roast[0].text}" for one in recent if one.roast)
    return WriterContract(
        facts=material.facts,
        known_names=material.known_names,
        tone=request.tone,
        language=request.language,
        is_small=request.is_self_hosted,
        context=Context(
            used_before=used,
            answers=tuple(
                f"“{one.question}” {'yes' if one.is_yes else 'no'}" for one in request.answers
            ),
        ),
    )


def _recent_personas(conn: sqlite3.Connection) -> list[Persona]:
    latest = snapshots.list_snapshots(conn)[-_RECENT:]
    return [persona_from_json(one.persona) for one in latest]


def _describe(
    answers: ModelAnswers, written: WrittenPersona | None, request: RoastRequest
) -> Iterator[str]:
    """Yield sentences on what was wrong with the answers of a model."""
    title = PROVIDERS[request.provider].SERVICE.title
    if answers.unreadable and not answers.reviews:
        yield f"The answer of {title} has not the format that was asked for: written offline."
    elif written is None:
        yield f"No line of {title} agrees with the facts: written offline instead."
    elif written.filled:
        yield f"Written offline, as no version of {title} is true: {', '.join(written.filled)}."


def _explain_consent(provider: str) -> Error:
    title = PROVIDERS[provider].SERVICE.title
    return Error(
        f"You have not agreed to send facts to {title}.",
        hint=f"Agree to it: musicanalyser config set roast_consent {provider}",
    )


def compute_fingerprint(material: Material, request: RoastRequest) -> str:
    """Return a hash that is the same for all requests with the same answer."""
    values = (
        material.span.label,
        material.definition,
        facts_to_json(material.facts),
        request.tone,
        request.language,
        request.provider,
        request.model,
        None if request.is_offline else request.access.base_url,
        request.seed if request.is_offline else None,
        PROMPT_VERSION,
        [one.mark for one in request.answers],
    )
    return sha256(json.dumps(values).encode()).hexdigest()


def _store(
    material: Material,
    request: RoastRequest,
    written: WrittenPersona,
    environment: RoastEnvironment,
) -> Roast:
    snapshot = _make_snapshot(material, request, written, now=environment.now())
    with environment.writing() as conn, transaction(conn):
        return Roast(snapshot=replace(snapshot, id=snapshots.add_snapshot(conn, snapshot)))


def _make_snapshot(
    material: Material, request: RoastRequest, written: WrittenPersona, *, now: datetime
) -> Snapshot:
    span, coverage = material.span, material.coverage
    return Snapshot(
        created_ms=to_ms(now),
        fingerprint=compute_fingerprint(material, request),
        label=span.label,
        since_ms=None if span.since is None else to_ms(span.since),
        until_ms=to_ms(span.until),
        timezone=span.timezone,
        definition=material.definition,
        covered=coverage.what if coverage else None,
        coverage=coverage.share if coverage else None,
        tone=request.tone,
        language=request.language,
        provider=request.provider,
        model=written.model,
        seed=request.seed if request.is_offline else None,
        prompt_version=PROMPT_VERSION,
        prompt_sha256=written.prompt_sha256,
        tokens_in=written.tokens_in,
        tokens_out=written.tokens_out,
        latency_ms=written.latency_ms,
        facts=facts_to_json(material.facts),
        persona=persona_to_json(written.persona),
    )
