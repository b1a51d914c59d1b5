"""The schema of the Web API as Development Mode and practice leave it.

``schema.json`` is reduced from the official one, and says where that is. Fields it calls deprecated
are those that Development Mode lost: none may be there. What bodies were seen to hold beyond it
stands here, with where it was seen.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_FILE = Path(__file__).with_name("schema.json")
_EXTENDED_ELSEWHERE = ("AlbumBase", "CursorPagingObject", "EpisodeBase", "PagingObject", "ShowBase")
_ALSO: Mapping[str, Mapping[str, object]] = {
    # FoxxMD/multi-scrobbler, src/backend/tests/plays/spotifyCurrentPlaybackState.json
    "CurrentlyPlayingContextObject": {"smart_shuffle": {"type": "boolean"}},
    "DisallowsObject": {"disallows": {"$ref": "#/components/schemas/DisallowsObject"}},
    # https://developer.spotify.com/documentation/web-api/references/changes/july-2026
    "ErrorObject": {"reason": {"type": "string"}},
}
_NULLS: Mapping[str, frozenset[str]] = {
    "CurrentlyPlayingContextObject": frozenset({"context", "item", "progress_ms"}),
    "PlayHistoryObject": frozenset({"context"}),
    "QueueObject": frozenset({"currently_playing"}),
    # spotify/web-api#1405
    "CursorPagingObject": frozenset({"cursors", "next"}),
    # https://developer.spotify.com/documentation/web-api/concepts/playlists#local-files
    "TrackObject": frozenset({"href", "id"}),
    "SimplifiedArtistObject": frozenset({"href", "id", "uri"}),
    "AlbumBase": frozenset(
        {"album_type", "href", "id", "release_date", "release_date_precision", "uri"}
    ),
}


def faults_in(body: object, component: str) -> list[str]:
    """List where a body differs from a component; nothing that is not named there may be in it."""
    known = {"$ref": f"#/components/schemas/{component}", "components": _components()}
    found = Draft202012Validator(known).iter_errors(body)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


def removed_fields() -> frozenset[str]:
    """Name every field that Development Mode lost, from whatever object."""
    return frozenset(
        name
        for schema in _read()["schemas"].values()
        for part in [schema, *schema.get("allOf", [])]
        for name, told in part.get("properties", {}).items()
        if told.get("deprecated")
    )


def _read() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))["components"]
    return known


@cache
def _components() -> dict[str, Any]:
    schemas = {
        name: {
            **_left(schema, _NULLS.get(name, frozenset()), _ALSO.get(name, {})),
            **({} if name in _EXTENDED_ELSEWHERE else {"unevaluatedProperties": False}),
        }
        for name, schema in _read()["schemas"].items()
    }
    return {"schemas": schemas}


def _left(
    schema: dict[str, Any], nulls: frozenset[str], also: Mapping[str, object]
) -> dict[str, Any]:
    """Turn OpenAPI 3.0 into JSON Schema, forbid what was removed, allow what was seen."""
    fields = schema.get("properties", {})
    gone = {name for name, told in fields.items() if told.get("deprecated")}
    kept = {name: _nullable(told, name in nulls) for name, told in fields.items()}
    left = {name: False if name in gone else told for name, told in kept.items()}
    changed = {**schema, "properties": {**left, **also}}
    changed["required"] = [name for name in schema.get("required", []) if name not in gone]
    if "allOf" in schema:
        changed["allOf"] = [
            part if "$ref" in part else _left(part, frozenset(), {}) for part in schema["allOf"]
        ]
        wholly_gone = {
            name for part in changed["allOf"] for name, told in _fields(part) if not told
        }
        changed["required"] = [name for name in changed["required"] if name not in wholly_gone]
    return changed


def _fields(part: Mapping[str, Any]) -> list[tuple[str, object]]:
    return list(part.get("properties", {}).items())


def _nullable(told: dict[str, Any], seen_null: bool) -> dict[str, Any]:
    if seen_null or told.get("nullable"):
        return {"anyOf": [{key: told[key] for key in told if key != "nullable"}, {"type": "null"}]}
    return told
