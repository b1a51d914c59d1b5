"""``roast`` by models: real processes and SDKs, and a loopback server that speaks as they do."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.cli.conversing import converse
from tests.cli.running import Ran, command, here, musicanalyser, world
from tests.simulators.llm.dialects import COMPATIBLE, DIALECTS, GEMINI, OPENAI, Dialect
from tests.simulators.llm.server import Handler, Server, hang, reply, serving

KEY = "Tr0ub4dor-and-3-horses"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
VARIABLES = {
    "gemini": "GEMINI_API_KEY",
    "openai": "OPENAI_API_KEY",
    "compatible": "MUSICANALYSER_LLM_API_KEY",
}


@pytest.fixture(scope="module")
def answer(lived_in: Path) -> dict[str, Any]:
    """An answer that holds: the facts themselves, as lines."""
    shown = here(lived_in, "roast", "--show-prompt").out
    block = re.search(r"^FACTS (\w+)\n(.*)\nEND \1$", shown, re.MULTILINE | re.DOTALL)
    assert block
    facts = [fact for fact in json.loads(block[2]) if len(fact["fact"]) < 150][:3]
    return {
        "name": "The Parrot",
        "tagline": "Says nothing but what is true.",
        "roast": [{"line": fact["fact"], "fact_ids": [fact["id"]]} for fact in facts],
        "stamp": "faithful-dull-exact bad",
        "redeeming": "It never makes anything up.",
    }


def lying(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer with a line that no fact bears out."""
    lie = {**answer["roast"][0], "line": "You played 987654 songs by Nobody Known."}
    return {**answer, "roast": [lie, *answer["roast"][1:]]}


def said(dialect: Dialect, answer: dict[str, Any]) -> Any:  # noqa: ANN401 - what a script is made of
    return reply(dialect.answered(json.dumps(answer)))


def asking(dialect: Dialect, server: Server, **environ: str) -> dict[str, str]:
    """Return an environment that leads to the server, and in which its owner has agreed."""
    return {
        "MUSICANALYSER_PROVIDER": dialect.name,
        "MUSICANALYSER_MODEL": dialect.model,
        "MUSICANALYSER_ROAST_CONSENT": dialect.name,
        "MUSICANALYSER_BASE_URL": server.url + dialect.base,
        f"MUSICANALYSER_{dialect.name.upper()}_URL": server.url + dialect.base,
        VARIABLES[dialect.name]: KEY,
        **environ,
    }


def everything(home: Path, *rans: Ran) -> bytes:
    """Return all that was shown or written."""
    shown = "".join(f"{ran.out}{ran.err}" for ran in rans).encode()
    return shown + b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_an_answer_that_holds_is_shown_kept_and_recalled(
    own: Path, answer: dict[str, Any], dialect: Dialect
) -> None:
    with serving(said(dialect, answer)) as server:
        first = musicanalyser(own, "roast", **asking(dialect, server))
        second = musicanalyser(own, "roast", **asking(dialect, server))
    assert (first.code, second.code, len(server.seen)) == (0, 0, 1)
    assert "  The Parrot" in first.out
    assert f"Written by model-that-answered ({dialect.name})" in first.out
    assert (second.err, "--again writes a new one" in second.out) == ("", True)
    assert server.seen[0].path == dialect.path
    assert server.seen[0].headers[dialect.key_header] == dialect.key_prefix + KEY
    assert KEY.encode() not in everything(own, first, second)


def test_what_is_sent_is_what_was_shown_and_nothing_else(own: Path, answer: dict[str, Any]) -> None:
    with serving(said(OPENAI, answer)) as server:
        environ = asking(OPENAI, server)
        shown = musicanalyser(own, "roast", "--show-prompt", **environ).out
        assert server.seen == []
        musicanalyser(own, "roast", **environ)
    sent: Any = server.seen[0].json()
    document = json.dumps(sent["text"]["format"]["schema"])
    assert shown == f"{sent['instructions']}\n{sent['input']}\n{document}\n"
    assert sent["store"] is False
    assert not re.search(r"spotify:|\d{4}-\d\d-\d\d|@", sent["input"])


def test_a_lie_goes_back_once_and_the_second_answer_counts(
    own: Path, answer: dict[str, Any]
) -> None:
    with serving(said(OPENAI, lying(answer)), said(OPENAI, answer)) as server:
        ran = musicanalyser(own, "roast", **asking(OPENAI, server))
    assert (ran.code, len(server.seen)) == (0, 2)
    assert ran.err.splitlines() == [
        "Waiting for OpenAI ...",
        "OpenAI got something wrong. Waiting for a corrected answer ...",
    ]
    assert b"987654" in server.seen[1].body
    assert "987654" not in ran.out


def test_what_stays_false_is_written_offline_and_that_is_said_plainly(
    own: Path, answer: dict[str, Any]
) -> None:
    with serving(said(OPENAI, lying(answer))) as server:
        ran = musicanalyser(own, "roast", **asking(OPENAI, server))
    note = "Written offline, as no version of OpenAI is true: a line."
    assert (ran.code, len(server.seen)) == (0, 2)
    assert ran.err.splitlines()[-1] == note
    assert note in " ".join(ran.out.replace("│", " ").split())
    assert "987654" not in ran.out


@pytest.mark.parametrize(
    ("status", "headers", "code", "message"),
    [
        (401, {}, 1, "rejected the API key"),
        (404, {}, 1, "has no model"),
        (429, {"Retry-After": "60"}, 4, "is limiting requests"),
    ],
)
def test_a_provider_that_fails_is_told_and_nothing_is_written_in_its_place(
    own: Path, status: int, headers: dict[str, str], code: int, message: str
) -> None:
    body = OPENAI.failed(status, f"No, {KEY}.", "")
    with serving(reply(body, status=status, headers=headers)) as server:
        ran = musicanalyser(own, "--debug", "roast", **asking(OPENAI, server))
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "No roast" in here(own, "snapshots", "list").out
    assert KEY.encode() not in everything(own, ran)


def test_the_key_of_openai_goes_to_openai_alone(own: Path, answer: dict[str, Any]) -> None:
    with serving(said(COMPATIBLE, answer)) as server:
        environ = asking(COMPATIBLE, server, OPENAI_API_KEY=KEY)
        del environ["MUSICANALYSER_LLM_API_KEY"]
        assert musicanalyser(own, "roast", **environ).code == 0
    assert len(server.seen) == 1
    assert KEY not in repr(server.seen)
    for address in ("https://models.example.org/v1", "https://notopenai.com/v1"):
        environ = asking(OPENAI, server, MUSICANALYSER_OPENAI_URL=address)
        ran = musicanalyser(own, "roast", "--again", **environ)
        assert ran.code == 2
        assert "which must not receive the key of OpenAI" in ran.err


@pytest.mark.parametrize("provider", ["gemini", "openai", "compatible"])
def test_plain_http_is_refused_but_for_this_machine(own: Path, provider: str) -> None:
    environ = {
        "MUSICANALYSER_BASE_URL": "http://192.0.2.1/v1",
        f"MUSICANALYSER_{provider.upper()}_URL": "http://192.0.2.1/v1",
        "MUSICANALYSER_ROAST_CONSENT": "gemini,openai,compatible",
        VARIABLES[provider]: KEY,
    }
    ran = musicanalyser(own, "roast", "--provider", provider, **environ)
    assert ran.code == 1
    assert "is not encrypted" in ran.err
    assert KEY not in ran.err


def test_without_a_key_the_error_says_which_is_missing(own: Path) -> None:
    ran = musicanalyser(own, "roast", "--provider", "gemini", MUSICANALYSER_ROAST_CONSENT="gemini")
    assert ran.code == 1
    assert "No API key for Gemini" in ran.err
    assert "GEMINI_API_KEY" in ran.err


def test_what_is_configured_for_one_provider_is_not_taken_for_another(
    own: Path, answer: dict[str, Any]
) -> None:
    with serving(said(OPENAI, answer)) as server:
        environ = asking(OPENAI, server, MUSICANALYSER_PROVIDER="gemini")
        environ["MUSICANALYSER_MODEL"] = "gemini-of-choice"
        musicanalyser(own, "roast", "--provider", "openai", **environ)
        musicanalyser(own, "roast", "--provider", "openai", "--model", "mine", **environ)
    models = [one.json()["model"] for one in server.seen]  # type: ignore[index]  # JSON of a request
    assert "gemini-of-choice" not in models
    assert models[1] == "mine"


@POSIX
def test_ctrl_c_while_waiting_ends_it_and_keeps_nothing(own: Path) -> None:
    arrived = Event()

    def keep_waiting(handler: Handler) -> None:
        arrived.set()
        hang(handler)

    with serving(keep_waiting) as server:
        running = subprocess.Popen(  # noqa: S603 - the program under test
            command("roast"),
            env=world(own, **asking(GEMINI, server)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert arrived.wait(60)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err.strip()) == (130, "", "Waiting for Gemini ...")
    assert "No roast" in here(own, "snapshots", "list").out


@POSIX
def test_somebody_at_a_terminal_is_asked_once(own: Path, answer: dict[str, Any]) -> None:
    question = "Send facts to OpenAI, now and for later roasts? [y/N] "
    with serving(said(OPENAI, answer)) as server:
        environ = asking(OPENAI, server)
        del environ["MUSICANALYSER_ROAST_CONSENT"]
        code, shown = converse(own, "roast", answers=[(question, "\n")], **environ)
        assert (code, server.seen) == (0, [])
        assert "Written offline" in shown
        for promise in ("no time stamps", "train", "III.14", "Your own export is yours"):
            assert promise in " ".join(shown.split())
        code, shown = converse(own, "roast", answers=[(question, "y\n")], **environ)
        assert (code, len(server.seen)) == (0, 1)
        assert "model-that-answered" in shown
        code, shown = converse(own, "roast", "--again", answers=[], **environ)
        assert (code, len(server.seen)) == (0, 2)
        assert question not in shown
    assert (own / "config.toml").read_text("utf-8") == 'roast_consent = "openai"\n'
