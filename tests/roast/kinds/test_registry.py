"""Every kind of every module of the room is listed; each declares what it needs."""

import pkgutil
from importlib import import_module

from musicanalyser.roast import kinds
from musicanalyser.roast.kinds import KINDS
from musicanalyser.stats import STATS


def test_every_kind_of_every_module_is_listed_once() -> None:
    modules = [
        import_module(f"{kinds.__name__}.{module.name}")
        for module in pkgutil.iter_modules(kinds.__path__)
    ]
    declared = [name for module in modules for name in module.KINDS]
    assert sorted(declared) == sorted(KINDS)


def test_no_record_is_listed_twice() -> None:
    assert len({id(kind) for kind in KINDS.values()}) == len(KINDS)


def test_every_kind_is_proved_by_a_statistic_that_exists() -> None:
    assert {kind.statistic for kind in KINDS.values()} <= STATS.keys()


def test_every_kind_needs_evidence_and_can_be_told() -> None:
    for kind in KINDS.values():
        assert kind.least_evidence > 0
        assert kind.weight > 0
        assert kind.ordinary.middle > 0
