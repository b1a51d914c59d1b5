"""Registries: the modules of a room that are entries, each imported when it is first asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TypeVar, cast

EntryT = TypeVar("EntryT")
"""The Protocol that the modules satisfy."""


class Registry(Mapping[str, EntryT]):
    """Modules of a package by name, in the order of the names; a ``-`` is a ``_`` in the module.

    A module of a sub-package is given as ``sub_package.name``, and has the name after the dot.
    A name costs nothing until its module is looked up. mypy cannot see which module that is, so
    ``tests/test_registries.py`` lets it compare each module with the Protocol.
    """

    def __init__(self, package: str, *names: str) -> None:
        self._package = package
        self._modules = {name.rpartition(".")[2]: name.replace("-", "_") for name in names}

    def __getitem__(self, name: str) -> EntryT:
        return cast("EntryT", import_module(f"{self._package}.{self._modules[name]}"))

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)
