"""The rooms that the architecture describes are those that import-linter knows."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "tool"
]["importlinter"]["contracts"]


def _contracts(kind: str) -> list[dict[str, Any]]:
    return [one for one in CONTRACTS if one["type"] == kind]


def _table(head: str) -> dict[str, str]:
    """Return the first two columns of the table under a head, without its two head lines."""
    rows = PAGE.partition(f"\n{head}\n|---")[2].partition("\n\n")[0].splitlines()[1:]
    cells = [row.strip("|").split(" | ") for row in rows]
    return {first.strip(): second.strip(" |") for first, second, *_ in cells}


def test_the_layers_are_those_of_the_contract() -> None:
    (layers,) = _contracts("layers")
    block = re.search(r"```text\n(cli\n.*?)```", PAGE, re.DOTALL)
    assert block
    assert block[1].splitlines() == layers["layers"]


def test_every_room_is_described_once_from_top_to_bottom() -> None:
    (layers,) = _contracts("layers")
    rooms = [room for layer in layers["layers"] for room in layer.split(" | ")]
    assert list(_table("| room | holds | never |")) == [f"`{room}`" for room in rooms]


def test_every_doorway_is_listed_with_its_rooms() -> None:
    doorways = {
        ", ".join(f"`{library}`" for library in one["protected_modules"]): ", ".join(
            f"`{room.removeprefix('musicanalyser.')}`" for room in one["allowed_importers"]
        )
        for one in _contracts("protected")
    }
    assert _table("| library | only in |") == doorways
