"""The two classes of Typer that the command line extends.

Typer documents that `TyperGroup` and `TyperCommand` can be subclassed, but not the methods used
here. They come from its private copy of Click: `resolve_command` and `invoke` of a group,
`format_options` and `get_params` of a command, `get_help_record` of a parameter, and `section` and
`write_dl` of the help page. Nothing else in the program depends on them. Their types are private,
hence `Any`. The version of Typer is pinned, and the tests compare every help page as a whole.
"""

import errno
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from keyword import iskeyword
from typing import Any, Protocol

import typer
from typer.core import TyperCommand, TyperGroup

_OPTIONS = "Options"
_NAMES = 9
"""The length of the longest name of a command: all groups are aligned."""


class HelpPage(Protocol):
    """What Typer writes help on."""

    def section(self, name: str) -> AbstractContextManager[None]:
        """Indent what is written within the block under a heading."""

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write terms with their explanations beside them."""


class ColouredHelp:
    """A command or group whose help has colours on a terminal."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - private in Typer
        """Return the help page."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        call = ctx.obj
        if call is None or not call.out.isatty():
            return text
        from musicanalyser.cli.help_colours import coloured_help
        from musicanalyser.cli.terminal.screen_style import screen_style

        return coloured_help(text, screen_style(call.screen, may_ask=False))


class LazyGroup(ColouredHelp, TyperGroup):
    """The commands of the program; only the one that is called is imported."""

    sections: Mapping[str, Mapping[str, str]] = {}
    """The names of commands and their lines, by the headings of the help."""

    def format_options(self, ctx: Any, formatter: HelpPage) -> None:  # noqa: ANN401 - private in Typer
        """Write the commands under their headings, and then the options."""
        for title, commands in self.sections.items():
            rows = [(name.ljust(_NAMES), about) for name, about in commands.items()]
            _write(formatter, title, rows)
        records = (parameter.get_help_record(ctx) for parameter in self.get_params(ctx))
        _write(formatter, _OPTIONS, [record for record in records if record is not None])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - private in Typer
        """Return the name, the imported command and the other arguments."""
        name, placeholder, rest = super().resolve_command(ctx, args)
        if name is None or placeholder is None:
            return name, placeholder, rest
        module = import_module(f"musicanalyser.cli.{name}{'_' * iskeyword(name)}")
        return name, typer.main.get_command(module.app), rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - private in Typer
        """Run the command; exit quietly when the reader of its output has gone."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as error:
            if not _is_reader_gone(error):
                raise
            raise typer.Exit from None
        return result


class SectionedCommand(ColouredHelp, TyperCommand):
    """A command whose help groups the options by their panels, without Rich."""

    list_title = ""
    """The heading of a list before the options; empty if there is none."""

    def list_rows(self) -> list[tuple[str, str]]:
        """Return the terms of that list and their explanations."""
        return []

    def format_options(self, ctx: Any, formatter: HelpPage) -> None:  # noqa: ANN401 - private in Typer
        """Write the list, the arguments, and each panel in the order of its first option."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                panels.setdefault(_panel(parameter), []).append(record)
        sections = [(name, panels[name]) for name in sorted(panels, key=_OPTIONS.__eq__)]
        if self.list_title:
            sections.insert(0, (self.list_title, self.list_rows()))
        for name, rows in sections:
            _write(formatter, name, rows)


def _write(formatter: HelpPage, title: str, rows: Sequence[tuple[str, str]]) -> None:
    with formatter.section(title):
        formatter.write_dl(rows)


def _panel(parameter: object) -> str:
    is_argument = getattr(parameter, "param_type_name", "") == "argument"
    return getattr(parameter, "rich_help_panel", None) or ("Arguments" if is_argument else _OPTIONS)


def _is_reader_gone(error: OSError) -> bool:
    """Return whether a pipe or a terminal was closed; an error about a file names the file."""
    is_closed = isinstance(error, BrokenPipeError) or error.errno == errno.EIO
    return is_closed and error.filename is None
