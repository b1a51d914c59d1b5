"""Options that belong together: a dataclass of Typer options stands for all of them.

A command decorated with `with_groups` names such a dataclass as the type of a parameter. Typer sees
the fields of the dataclass as options of the command; the command gets an instance.
"""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with every parameter that is a dataclass taken apart into its fields."""
    groups: dict[str, tuple[type, list[str]]] = {}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        kind = parameter.annotation
        if is_dataclass(kind) and isinstance(kind, type):
            options = _options(kind)
            groups[parameter.name] = (kind, [one.name for one in options])
            parameters += options
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(command)
    def flat(**values: Any) -> None:  # noqa: ANN401 - each has the type of its own option
        put_together = {
            name: group(**{option: values.pop(option) for option in names})
            for name, (group, names) in groups.items()
        }
        command(**values, **put_together)

    vars(flat)["__signature__"] = inspect.Signature(parameters)
    flat.__annotations__ = {one.name: one.annotation for one in parameters}
    return flat


def _options(group: type) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=one.type,
            default=inspect.Parameter.empty if one.default is MISSING else one.default,
        )
        for one in fields(group)
    ]
