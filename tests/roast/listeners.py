"""Ten listeners of the demo and eight characters, and their facts in ``golden/listeners.json``.

The facts are stored so that texts about them are compared with goldens at no cost. After a change
of the facts, write them again:

    python -m tests.roast.listeners
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.demo import make_extended_history
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.flows.roasting.material import gather_material
from musicanalyser.model.subject import SourceFact
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.persona_json import facts_from_json, facts_to_json
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.timespan import last_days, to_ms
from tests.roast.characters import CHARACTERS, make_character

_FILE = Path(__file__).parent / "golden" / "listeners.json"
_ZONE = ZoneInfo("Europe/Berlin")
_NOW = datetime(2026, 6, 30, 21, tzinfo=_ZONE)
_HISTORY_DAYS = 730
_WINDOWS = {1: 90, 2: 30, 3: 180, 4: 365, 5: 60, 6: 90, 7: 28, 8: 120, 9: 300, 10: 45}
"""The days of the window, by the seed of the demo's listener."""
_CHARACTER_DAYS = 90


def listeners() -> Mapping[str, tuple[Fact, ...]]:
    """Return the facts of each listener, by name."""
    everyone = json.loads(_FILE.read_text("utf-8"))
    return {name: facts_from_json(json.dumps(facts)) for name, facts in everyone.items()}


def find_facts_of(
    seed: int, *, window_days: int, history_days: int = _HISTORY_DAYS
) -> tuple[Fact, ...]:
    """Invent a listener of the demo, import the export, and find the facts."""
    files = make_extended_history(until=_NOW, days=history_days, seed=seed)
    return _import_and_find({file.name: file.content for file in files}, window_days)


def find_facts_of_character(name: str) -> tuple[Fact, ...]:
    """Import the plays of a character with what sources know, and find the facts."""
    character = make_character(name)
    content = json.dumps(character.rows).encode()
    files = {"Streaming_History_Audio_2026_0.json": content}
    return _import_and_find(files, _CHARACTER_DAYS, character.facts)


def _import_and_find(
    files: Mapping[str, bytes],
    window_days: int,
    facts: Mapping[str, Iterable[SourceFact]] | None = None,
) -> tuple[Fact, ...]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        with closing(open_writing(Path(folder, "history.db"))) as conn:
            import_history(
                conn, [Path(folder)], zone=_ZONE, now=lambda: _NOW, progress=lambda _: None
            )
            with transaction(conn):
                for source, found in (facts or {}).items():
                    source_facts.add(conn, source, found, fetched_ms=to_ms(_NOW))
            window = last_days(window_days, now=_NOW, zone=_ZONE)
            return gather_material(conn, Question(window=window, today=_NOW.date())).facts


def _write_file() -> None:
    everyone = {
        f"demo {seed}": find_facts_of(seed, window_days=days) for seed, days in _WINDOWS.items()
    } | {name: find_facts_of_character(name) for name in CHARACTERS}
    texts = [
        f"{json.dumps(name)}: [\n"
        + ",\n".join(
            json.dumps(one, ensure_ascii=False) for one in json.loads(facts_to_json(facts))
        )
        + "\n]"
        for name, facts in everyone.items()
    ]
    _FILE.write_text("{" + ",\n".join(texts) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    _write_file()
