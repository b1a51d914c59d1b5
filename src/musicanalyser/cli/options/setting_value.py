"""Options that override a setting; they allow the same values."""

from musicanalyser.config.settings import SETTINGS
from musicanalyser.config.value_types import Value
from musicanalyser.errors import UsageError


def parse_setting(key: str, text: str, *, option: str) -> Value:
    """Return the value that the text of an option gives to a setting.

    Raises:
        UsageError: If the setting does not allow it.
    """
    value_type = SETTINGS[key].value_type
    try:
        return value_type.check(value_type.parse(text))
    except ValueError as error:
        raise UsageError(f"{option} cannot be {text!r}.", hint=str(error)) from None
