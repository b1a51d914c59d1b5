"""Options that stand for a setting: they take what the setting takes."""

from musicanalyser.config.settings import SETTINGS
from musicanalyser.config.value_types import Value
from musicanalyser.errors import UsageError


def parse_setting(key: str, text: str, *, option: str) -> Value:
    """Return the value of a setting, given as the text of an option.

    Raises:
        UsageError: If the setting cannot hold it.
    """
    kind = SETTINGS[key].kind
    try:
        return kind.check(kind.parse(text))
    except ValueError as error:
        raise UsageError(f"{option} cannot be {text!r}.", hint=str(error)) from None
