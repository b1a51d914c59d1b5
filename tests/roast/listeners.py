"""Ten invented listeners, and their facts as they were found once: ``golden/listeners.json``.

The facts are kept so that what is written of them is compared with goldens at no cost. After a
change of what is found, find them anew:

    python -m tests.roast.listeners
"""

import json
import tempfile
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec.json

from musicanalyser.demo import extended_history
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.flows.roasting.material import gather
from musicanalyser.roast.persona import Fact
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import open_writing
from musicanalyser.timespan import last_days

_FILE = Path(__file__).parent / "golden" / "listeners.json"
_ZONE = ZoneInfo("Europe/Berlin")
_NOW = datetime(2026, 6, 30, 21, tzinfo=_ZONE)
_HISTORY_DAYS = 730
_WINDOWS = {1: 90, 2: 30, 3: 180, 4: 365, 5: 60, 6: 90, 7: 28, 8: 120, 9: 300, 10: 45}
"""The days that are looked at, by the seed of the listener."""
_MOST = 15
"""Facts further down hardly ever take part."""


def listeners() -> list[tuple[Fact, ...]]:
    """Return the facts of each listener."""
    return msgspec.json.decode(_FILE.read_bytes(), type=list[tuple[Fact, ...]])


def found(seed: int, *, window_days: int, history_days: int = _HISTORY_DAYS) -> tuple[Fact, ...]:
    """Invent a listener, import what they heard, and find the facts."""
    with tempfile.TemporaryDirectory() as folder:
        for file in extended_history(until=_NOW, days=history_days, seed=seed):
            path = Path(folder, file.name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(file.content)
        with closing(open_writing(Path(folder, "history.db"))) as conn:
            import_history(
                conn, [Path(folder)], zone=_ZONE, now=lambda: _NOW, progress=lambda _: None
            )
            window = last_days(window_days, now=_NOW, zone=_ZONE)
            return gather(conn, Question(window=window, today=_NOW.date())).facts


def _keep() -> None:
    everyone = [
        [asdict(fact) for fact in found(seed, window_days=days)[:_MOST]]
        for seed, days in _WINDOWS.items()
    ]
    lines = (",\n".join(map(_line, facts)) for facts in everyone)
    _FILE.write_text("[" + ",\n".join(f"[\n{text}\n]" for text in lines) + "]\n", encoding="utf-8")


def _line(fact: dict[str, object]) -> str:
    return json.dumps(fact, ensure_ascii=False)


if __name__ == "__main__":
    _keep()
