"""The options that choose the writer, the tone and the data of a roast."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.provider_access import SELF_HOSTED, find_access
from musicanalyser.cli.options.setting_value import parse_setting
from musicanalyser.errors import UsageError
from musicanalyser.llm import OFFLINE, PROVIDERS
from musicanalyser.roast.persona import Tone
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window, to_ms

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.roasting.roast_request import RoastRequest

_PANEL = "Roast"


class RoastData(StrEnum):
    """Which plays a roast is based on."""

    EXPORTS = "exports"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastOptions:
    """The writer, the tone and the data of a roast; the settings decide what is not given.

    Raises:
        UsageError: If a value is not allowed.
    """

    tone: Annotated[
        Tone | None,
        typer.Option(metavar="TONE", rich_help_panel=_PANEL, help=f"Tone: {', '.join(Tone)}."),
    ] = None
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            rich_help_panel=_PANEL,
            help="en, de or es offline; more with a model.",
        ),
    ] = None
    provider: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_PANEL,
            autocompletion=lambda: [OFFLINE, *PROVIDERS],
            help=f"Writer: {OFFLINE}, or a model of {', '.join(PROVIDERS)}.",
        ),
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_PANEL,
            help="Use another than the default model.",
        ),
    ] = None
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            rich_help_panel=_PANEL,
            help=f"Server of the {SELF_HOSTED} provider, such as http://localhost:11434/v1.",
        ),
    ] = None
    seed: Annotated[
        int,
        typer.Option(metavar="N", rich_help_panel=_PANEL, help="Variant of the offline roast."),
    ] = 1
    data: Annotated[
        RoastData | None,
        typer.Option(
            metavar="WHICH",
            rich_help_panel=_PANEL,
            help="Plays to use: exports (only plays in your exports; default for models) or"
            " all (default offline).",
        ),
    ] = None

    again: Annotated[
        bool,
        typer.Option("--again", rich_help_panel=_PANEL, help="Regenerate even if cached."),
    ] = False
    ask: Annotated[
        bool,
        typer.Option("--ask", rich_help_panel=_PANEL, help="Answer up to three questions first."),
    ] = False
    answers: Annotated[
        str | None,
        typer.Option(
            metavar="YN",
            rich_help_panel=_PANEL,
            help="Answers to the questions, such as yny.",
        ),
    ] = None
    show_prompt: Annotated[
        bool,
        typer.Option(
            "--show-prompt",
            rich_help_panel=_PANEL,
            help="Print the prompt for the model; send nothing.",
        ),
    ] = False

    def __post_init__(self) -> None:
        for key, option, value in (
            ("provider", "--provider", self.provider),
            ("model", "--model", self.model),
            ("language", "--lang", self.lang),
        ):
            if value is not None:
                parse_setting(key, value, option=option)
        if not set(self.answers or "") <= set("yn"):
            raise UsageError(
                f"--answers cannot be {self.answers!r}.",
                hint="Write a y or an n for each question.",
            )

    def request(self, app: "App") -> "RoastRequest":
        """Return the request; the options override the settings.

        Raises:
            UsageError: If a key would be sent to the wrong server.
            ConfigError: If an address or the file of keys cannot be used.
        """
        from musicanalyser.flows.roasting.roast_request import RoastRequest

        provider = self.provider or app.config.provider
        return RoastRequest(
            tone=self.tone or Tone(app.config.tone),
            language=self.lang or app.config.language,
            provider=provider,
            access=find_access(app, provider, model=self.model, base_url=self.base_url),
            seed=self.seed,
            timeout_s=app.config.model_timeout_s,
            is_explicit=self.provider is not None,
            again=self.again,
        )

    def question(self, window: Window, app: "App") -> Question:
        """Return the question whose answers the roast is based on."""
        return Question(
            window=window,
            today=app.today,
            now_ms=to_ms(app.now()),
            session_gap_minutes=app.config.session_gap_minutes,
            exports_only=self._data(app) is RoastData.EXPORTS,
        )

    def _data(self, app: "App") -> RoastData:
        """Return which plays to use; without the option, the setting is for models only."""
        if self.data is not None:
            return self.data
        is_for_model = self.show_prompt or (self.provider or app.config.provider) != OFFLINE
        return RoastData(app.config.roast_data) if is_for_model else RoastData.ALL
