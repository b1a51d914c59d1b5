"""Ten invented listeners, and their facts in ``golden/listeners.json``.

The facts are stored so that texts about them are compared with goldens at no cost. After a change
of the facts, write them again:

    python -m tests.roast.listeners
"""

import json
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.demo import make_extended_history
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.flows.roasting.material import gather_material
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.persona_json import facts_from_json, facts_to_json
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import open_writing
from musicanalyser.timespan import last_days

_FILE = Path(__file__).parent / "golden" / "listeners.json"
_ZONE = ZoneInfo("Europe/Berlin")
_NOW = datetime(2026, 6, 30, 21, tzinfo=_ZONE)
_HISTORY_DAYS = 730
_WINDOWS = {1: 90, 2: 30, 3: 180, 4: 365, 5: 60, 6: 90, 7: 28, 8: 120, 9: 300, 10: 45}
"""The days of the window, by the seed of the listener."""
_MAX_FACTS = 15
"""Facts of a lower rank are hardly ever used."""


def listeners() -> list[tuple[Fact, ...]]:
    """Return the facts of each listener."""
    return [facts_from_json(json.dumps(facts)) for facts in json.loads(_FILE.read_text("utf-8"))]


def find_facts_of(
    seed: int, *, window_days: int, history_days: int = _HISTORY_DAYS
) -> tuple[Fact, ...]:
    """Invent a listener, import the export, and find the facts."""
    with tempfile.TemporaryDirectory() as folder:
        for file in make_extended_history(until=_NOW, days=history_days, seed=seed):
            path = Path(folder, file.name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(file.content)
        with closing(open_writing(Path(folder, "history.db"))) as conn:
            import_history(
                conn, [Path(folder)], zone=_ZONE, now=lambda: _NOW, progress=lambda _: None
            )
            window = last_days(window_days, now=_NOW, zone=_ZONE)
            return gather_material(conn, Question(window=window, today=_NOW.date())).facts


def _write_file() -> None:
    everyone = [
        json.loads(facts_to_json(find_facts_of(seed, window_days=days)[:_MAX_FACTS]))
        for seed, days in _WINDOWS.items()
    ]
    lines = (
        ",\n".join(json.dumps(fact, ensure_ascii=False) for fact in facts) for facts in everyone
    )
    _FILE.write_text("[" + ",\n".join(f"[\n{text}\n]" for text in lines) + "]\n", encoding="utf-8")


if __name__ == "__main__":
    _write_file()
