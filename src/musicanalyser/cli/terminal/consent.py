"""Leave to send facts about a person to a service: asked for once, and remembered."""

from typing import TYPE_CHECKING

from musicanalyser.cli.terminal.prompts import agreed, can_ask
from musicanalyser.config import file
from musicanalyser.config.settings import SETTINGS
from musicanalyser.llm import PROVIDERS

if TYPE_CHECKING:
    from musicanalyser.context import App

_KEY = "roast_consent"
_EXPLAINED = """\
{title} is not on this machine. To write a roast it is sent
  - facts about your listening, with names of artists, albums and tracks
    (musicanalyser roast --show-prompt prints all of it);
  - never time stamps, ids or e-mail addresses.
Free tiers may train their models on what they are sent. Spotify's Developer
Policy, section III.14 (https://developer.spotify.com/policy), restricts feeding
data of its API to models; your own export is yours, and unless you say
--data all, a model is told of nothing else.
"""
_INSTEAD = (
    "Nothing was sent to {title}, you have not agreed to it: written offline instead. To agree:"
    " musicanalyser config set {key} {names}"
)


def may_send(app: "App", provider: str) -> bool:
    """Tell whether facts may be sent to a provider; on a terminal, ask whoever has not said yet."""
    allowed = _agreed_to(app)
    if provider in allowed:
        return True
    title, names = PROVIDERS[provider].SERVICE.title, ",".join((*allowed, provider))
    if can_ask(app.screen):
        print(_EXPLAINED.format(title=title), end="", file=app.screen.err)
        if agreed(app.screen, f"Send facts to {title}, now and whenever you ask it for a roast?"):
            file.write(app.paths.config, _KEY, SETTINGS[_KEY].kind.check(names))
            return True
    app.screen.say(_INSTEAD.format(title=title, key=_KEY, names=names))
    return False


def _agreed_to(app: "App") -> list[str]:
    return (app.config.roast_consent or "").replace(",", " ").split()
