"""Help in sections: options under the panel they name, examples last, where the eye is."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from typer.core import TyperCommand


class Page(Protocol):
    """What Typer writes help on."""

    def section(self, name: str) -> AbstractContextManager[None]:
        """Indent what is written within it under a heading."""

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write terms, and what they mean beside them."""


class SectionedCommand(TyperCommand):
    """A command whose help keeps options that belong together apart from the others."""

    def format_options(self, ctx: Any, formatter: Page) -> None:  # noqa: ANN401 - private in Typer
        """Write the arguments, then each panel in the order of its first option."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                panels.setdefault(_panel(parameter), []).append(record)
        for name in sorted(panels, key="Options".__eq__):
            with formatter.section(name):
                formatter.write_dl(panels[name])


def _panel(parameter: object) -> str:
    argument = getattr(parameter, "param_type_name", "") == "argument"
    return getattr(parameter, "rich_help_panel", None) or ("Arguments" if argument else "Options")
