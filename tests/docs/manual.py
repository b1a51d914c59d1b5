"""The manual page, made from the help of the program and of each command.

Macros: https://man7.org/linux/man-pages/man7/groff_man.7.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.errors import ExitCode

_ROW = re.compile(r"  (?! )(.+?)(?:  +(.*))?$")
_EXIT_CODES = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "Failed; the message says why.",
    ExitCode.USAGE: "The command line is wrong.",
    ExitCode.NOT_SIGNED_IN: "Not signed in to Spotify.",
    ExitCode.TRY_LATER: "A service did not answer; try again later.",
    ExitCode.LOCKED: "Another musicanalyser process is using the history.",
    ExitCode.BUG: "A bug of the program.",
    ExitCode.INTERRUPTED: "Interrupted with Ctrl-C.",
}


def manual_page(pages: Mapping[str, str], *, version: str) -> str:
    """Return the page in roff; ``pages`` are the help texts by command, that of none being ``""``.

    Args:
        pages: The help texts as the program prints them, in the order of the manual.
        version: The version that the foot of the page names.
    """
    first, *others = pages.items()
    lines = [f'.TH MUSICANALYSER 1 "" "musicanalyser {version}" "User Commands"']
    lines += [".SH NAME", r"musicanalyser \- a private record of what you listen to on Spotify"]
    lines += _page(first[1], ".SH", usage="SYNOPSIS")
    for name, page in others:
        lines += [f".SH {name.upper()}", *_page(page, ".SS", usage="")]
    lines.append(".SH EXIT STATUS")
    for code, meaning in _EXIT_CODES.items():
        lines += [".TP", f".B {int(code)}", meaning]
    return "\n".join(lines) + "\n"


def _page(text: str, heading: str, *, usage: str) -> Iterator[str]:
    """Yield one help text: how it is called, what it does, its options, its examples."""
    called, *blocks = text.rstrip("\n").split("\n\n")
    if usage:
        yield f"{heading} {usage}"
    name, _, rest = " ".join(called.removeprefix("Usage: ").split()).partition(" [")
    yield from (f".B {_escaped(name)}", _escaped(f"[{rest}"))
    if usage:
        yield f"{heading} DESCRIPTION"
    for block in blocks:
        first, *rows = block.split("\n")
        if not first.startswith(" "):
            yield from (f"{heading} {first.rstrip(':').upper() if usage else first.rstrip(':')}",)
            yield from _rows(rows)
        elif first == "  Examples:":
            yield from (f"{heading} {'EXAMPLES' if usage else 'Examples'}", ".EX")
            yield from (_escaped(row.removeprefix("    ")) for row in rows)
            yield ".EE"
        else:
            yield from (".PP", _escaped(" ".join(block.split())))


def _rows(rows: Sequence[str]) -> Iterator[str]:
    """Yield terms, each with its explanation; a line that goes further in continues the last."""
    for row in rows:
        if term := _ROW.match(row):
            yield from (".TP", f".B {_escaped(term[1])}")
        text = term[2] if term else row.strip()
        if text:
            yield _escaped(text)


def _escaped(text: str) -> str:
    r"""Return a text as roff; no line may begin with a dot or an apostrophe."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
