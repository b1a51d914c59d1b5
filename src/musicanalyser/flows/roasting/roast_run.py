"""Answers a request for a roast: from a snapshot, or written, checked and stored."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.persona_writers import (
    WrittenPersona,
    write_offline,
    write_with_model,
)
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.llm import PROVIDERS
from musicanalyser.roast.persona_json import facts_to_json, persona_to_json
from musicanalyser.roast.prompt import PROMPT_VERSION
from musicanalyser.store import snapshots
from musicanalyser.store.connection import transaction
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastEnvironment:
    """What a roast needs from its caller."""

    may_send: Callable[[str], bool]
    """Returns whether the user agrees to send facts to a provider; it may ask."""
    show_waiting: Callable[[str], AbstractContextManager[None]]
    """Shows a text while a provider works."""
    notify: Callable[[str], None]
    """Shows a note to the user."""
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

    The offline writer writes instead if the user does not agree to send facts, or if a model gives
    two faulty answers.

    Raises:
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
        return find_or_write_roast(conn, material, request.for_offline_writer(), environment)
    contract = material.make_contract(tone=request.tone, language=request.language)
    if request.is_offline:
        return _store(material, request, write_offline(contract, request), environment)
    written = write_with_model(contract, request, show_waiting=environment.show_waiting)
    if written is not None:
        return _store(material, request, written, environment)
    title = PROVIDERS[request.provider].SERVICE.title
    note = f"{title} got the facts wrong twice: written offline instead."
    environment.notify(note)
    fallback = find_or_write_roast(conn, material, request.for_offline_writer(), environment)
    return replace(fallback, notes=(*fallback.notes, note))


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
        covered=coverage.of if coverage else None,
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
