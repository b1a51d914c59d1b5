"""Every registry: its modules are what its Protocol asks for, and load one by one."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from mypy import api

from musicanalyser.enrich import SOURCES
from musicanalyser.imports import FORMATS as IMPORT_FORMATS
from musicanalyser.llm import PROVIDERS
from musicanalyser.registry import Registry
from musicanalyser.render import FORMATS, PICTURES
from musicanalyser.stats import STATS
from musicanalyser.stats.pages import PAGES

ROOT = Path(__file__).parent.parent
PROTOCOLS: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "musicanalyser.enrich.source.Source": (SOURCES,),
    "musicanalyser.imports.ImportFormat": (IMPORT_FORMATS,),
    "musicanalyser.llm.contract.Provider": (PROVIDERS,),
    "musicanalyser.render.OutputFormat": (FORMATS, PICTURES),
    "musicanalyser.stats.Statistic": (STATS,),
    "musicanalyser.stats.pages.Page": (PAGES,),
}
"""The registries, by the Protocol of their modules."""


def as_typed_names() -> str:
    """Return a program that gives each module a name of the type of its Protocol."""
    lines = []
    for protocol, registries in PROTOCOLS.items():
        lines.append(f"import {protocol.rpartition('.')[0]}")
        for name in (vars(one)["__name__"] for known in registries for one in known.values()):
            lines += (f"import {name}", f"_{len(lines)}: {protocol} = {name}")
    return "\n".join(lines) + "\n"


def test_every_registered_module_satisfies_the_protocol_of_its_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So says mypy, which cannot see through the look-up of a registry."""
    monkeypatch.chdir(ROOT)  # where mypy finds its settings and its cache
    path = tmp_path / "registered.py"
    path.write_text(as_typed_names(), "utf-8")
    assert api.run([str(path)]) == ("Success: no issues found in 1 source file\n", "", 0)


def test_a_module_that_no_name_stands_for_is_not_in_a_registry() -> None:
    some = Registry[object]("musicanalyser.stats", "top-tracks", "pages.artist")
    assert (list(some), len(some)) == (["top-tracks", "artist"], 2)
    assert "skips" not in some
    with pytest.raises(KeyError, match="skips"):
        some["skips"]
    assert "pages.artist" not in some
    assert vars(some["top-tracks"])["__name__"] == "musicanalyser.stats.top_tracks"
    assert vars(some["artist"])["__name__"] == "musicanalyser.stats.pages.artist"
