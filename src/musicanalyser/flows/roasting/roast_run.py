"""Roasts: what was asked before is recalled, anything else is written, checked and kept."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.serialize import facts_as_text, persona_as_text
from musicanalyser.flows.roasting.writers import (
    Order,
    Written,
    language_offline,
    write_by_model,
    write_offline,
)
from musicanalyser.llm import OFFLINE, PROVIDERS, is_loopback
from musicanalyser.roast.prompt import PROMPT_VERSION
from musicanalyser.store import snapshots
from musicanalyser.store.connection import transaction
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a roast needs of the world it is written in."""

    may_send: Callable[[str], bool]
    """Whether the owner lets facts be sent to a provider; it may ask them."""
    waiting: Callable[[str], AbstractContextManager[None]]
    """Shows a text for as long as a provider is waited for."""
    say: Callable[[str], None]
    writing: Callable[[], AbstractContextManager[sqlite3.Connection]]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roast:
    """A snapshot that answers, and what is to be said about how it came to be."""

    snapshot: Snapshot
    notes: tuple[str, ...] = ()


def roast(conn: sqlite3.Connection, material: Material, order: Order, around: Around) -> Roast:
    """Answer from the last snapshot that was asked for alike, or write a new one.

    Raises:
        ProviderError: If the provider did not answer; nothing is written in its place.
        ConfigError: If its address cannot be used.
        UsageError: If the offline writer does not know the language.
        LockedError: If another process is writing the database.
    """
    known = None if order.again else snapshots.latest(conn, fingerprint(material, order))
    if known is not None:
        day = from_ms(known.created_ms, ZoneInfo(known.timezone)).date()
        return Roast(snapshot=known, notes=(f"Written on {day}; --again writes it anew.",))
    if leaves_machine(order) and not around.may_send(order.provider):
        return roast(conn, material, _by_ourselves(order), around)
    if order.provider == OFFLINE:
        return _kept(material, order, write_offline(material.facts, order), around)
    written = write_by_model(material, order, waiting=around.waiting)
    if written is not None:
        return _kept(material, order, written, around)
    title = PROVIDERS[order.provider].SERVICE.title
    note = f"{title} got the facts wrong twice: written offline instead."
    around.say(note)
    instead = roast(conn, material, _by_ourselves(order), around)
    return replace(instead, notes=(*instead.notes, note))


def leaves_machine(order: Order) -> bool:
    """Tell whether facts would be sent over a network."""
    if order.is_self_hosted:
        return not is_loopback(order.access.base_url or "")
    return order.provider != OFFLINE


def fingerprint(material: Material, order: Order) -> str:
    """Return what is the same for all that would be answered alike."""
    is_offline = order.provider == OFFLINE
    asked = (
        material.span.label,
        material.definition,
        facts_as_text(material.facts),
        order.tone,
        order.language,
        order.provider,
        order.model,
        None if is_offline else order.access.base_url,
        order.seed if is_offline else None,
        PROMPT_VERSION,
    )
    return sha256(json.dumps(asked).encode()).hexdigest()


def _by_ourselves(order: Order) -> Order:
    """Return the order without a model, in English where the offline writer cannot do better."""
    return replace(order, provider=OFFLINE, language=language_offline(order) or "en")


def _kept(material: Material, order: Order, written: Written, around: Around) -> Roast:
    snapshot = _snapshot(material, order, written, now=around.now())
    with around.writing() as conn, transaction(conn):
        return Roast(snapshot=replace(snapshot, id=snapshots.add(conn, snapshot)))


def _snapshot(material: Material, order: Order, written: Written, *, now: datetime) -> Snapshot:
    span, coverage = material.span, material.coverage
    return Snapshot(
        created_ms=to_ms(now),
        fingerprint=fingerprint(material, order),
        label=span.label,
        since_ms=None if span.since is None else to_ms(span.since),
        until_ms=to_ms(span.until),
        timezone=span.timezone,
        definition=material.definition,
        covered=coverage.of if coverage else None,
        coverage=coverage.share if coverage else None,
        tone=order.tone,
        language=order.language,
        provider=order.provider,
        model=written.model,
        seed=order.seed if order.provider == OFFLINE else None,
        prompt_version=PROMPT_VERSION,
        prompt_sha256=written.prompt_sha256,
        tokens_in=written.tokens_in,
        tokens_out=written.tokens_out,
        latency_ms=written.latency_ms,
        facts=facts_as_text(material.facts),
        persona=persona_as_text(written.persona),
    )
