"""The user's consent to send facts to a service: requested once, then remembered."""

from typing import TYPE_CHECKING

from musicanalyser.cli.terminal.prompts import can_prompt, confirm
from musicanalyser.config import file
from musicanalyser.config.settings import SETTINGS
from musicanalyser.llm import PROVIDERS

if TYPE_CHECKING:
    from musicanalyser.context import App

_KEY = "roast_consent"
_EXPLAINED = """\
{title} is not on this machine. To write a roast, it receives
  - facts about your listening, with names of artists, albums and tracks
    (`musicanalyser roast --show-prompt` prints everything);
  - no time stamps, ids or e-mail addresses.
Free plans may use what you send to train models. Spotify's Developer Policy,
section III.14 (https://developer.spotify.com/policy), restricts the use of API
data with models. Your own export is yours: unless you add --data all, the facts
come from your exports only.
"""
_WITHOUT_CONSENT = (
    "Nothing was sent to {title}, because you have not agreed to it. The roast was written offline."
    " To agree: musicanalyser config set {key} {names}"
)


def may_send(app: "App", provider: str, *, is_named: bool) -> bool:
    """Return whether facts may be sent to a provider; ask on a terminal if it is not known.

    If the user named the provider for this roast, a refusal is an error, and explained elsewhere.
    """
    allowed = _agreed_to(app)
    if provider in allowed:
        return True
    title, names = PROVIDERS[provider].SERVICE.title, ",".join((*allowed, provider))
    if can_prompt(app.screen):
        print(_EXPLAINED.format(title=title), end="", file=app.screen.err)
        if confirm(app.screen, f"Send facts to {title}, now and for later roasts?"):
            file.write_setting(app.paths.config, _KEY, SETTINGS[_KEY].value_type.check(names))
            return True
    if not is_named:
        app.screen.print_message(_WITHOUT_CONSENT.format(title=title, key=_KEY, names=names))
    return False


def _agreed_to(app: "App") -> list[str]:
    return (app.config.roast_consent or "").replace(",", " ").split()
