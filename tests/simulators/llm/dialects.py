"""The wire formats of Gemini, OpenAI Responses and Chat Completions, as seen and documented."""

from collections.abc import Callable
from dataclasses import dataclass

from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import Provider, ProviderAccess

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one provider talks.

    ``answered(text)`` is a good answer, ``failed(status, message, code)`` the body of an error.
    """

    name: str
    path: str
    models_path: str
    model: str
    key_header: str
    key_prefix: str
    base: str
    answered: Callable[[str], Json]
    truncated: Json
    blocked: Json
    empty: Json
    listed: Json
    failed: Callable[[int, str, str], Json]

    @property
    def provider(self) -> Provider:
        return PROVIDERS[self.name]

    def access(self, url: str, key: str | None, *, model: str | None = "") -> ProviderAccess:
        """Lead the provider to the simulator; a model is named unless it is ``None``."""
        chosen = self.model if model == "" else model
        return ProviderAccess(key=key, base_url=url + self.base, model=chosen)


def _gemini(text: str, finish: str = "STOP", **more: object) -> Json:
    thought = {"text": "I think, therefore", "thought": True}
    parts = [thought, {"text": text, "thoughtSignature": "c2lnbg=="}] if text else []
    return {
        "candidates": [
            {"content": {"role": "model", "parts": parts}, "finishReason": finish, "index": 0}
        ],
        "usageMetadata": {
            "promptTokenCount": 11,
            "candidatesTokenCount": 20,
            "thoughtsTokenCount": 2,
            "totalTokenCount": 33,
        },
        "modelVersion": "model-that-answered",
        "responseId": "abc",
        **more,
    }


def _gemini_failed(status: int, message: str, code: str) -> Json:
    details: list[Json] = []
    if code:
        info = "type.googleapis.com/google.rpc.ErrorInfo"
        details.append({"@type": info, "reason": code, "domain": "googleapis.com"})
    names = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
    return {
        "error": {
            "code": status,
            "message": message,
            "status": names.get(status, "UNAVAILABLE"),
            "details": details,
        }
    }


def _openai_failed(_status: int, message: str, code: str) -> Json:
    return {"error": {"message": message, "type": "error", "param": None, "code": code or None}}


def _response(*content: Json, status: str = "completed", reason: str | None = None) -> Json:
    message = {"type": "message", "id": "msg_1", "status": status, "role": "assistant"}
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1795000000,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": reason} if reason else None,
        "model": "model-that-answered",
        "output": [
            {"type": "reasoning", "id": "rs_1", "summary": []},
            {**message, "content": list(content)},
        ],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "store": False,
        "usage": {
            "input_tokens": 11,
            "output_tokens": 22,
            "total_tokens": 33,
            "output_tokens_details": {"reasoning_tokens": 2},
        },
    }


def _output(text: str) -> Json:
    return {"type": "output_text", "text": text, "annotations": []}


def _chat(text: str | None, finish: str = "stop", refusal: str | None = None) -> Json:
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1795000000,
        "model": "model-that-answered",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 22, "total_tokens": 33},
    }


_OPENAI_MODELS: Json = {
    "object": "list",
    "data": [
        {"id": name, "object": "model", "created": 1, "owned_by": "someone"}
        for name in ("model-b", "model-a")
    ],
}

GEMINI = Dialect(
    name="gemini",
    path="/v1/models/gemini-test:generateContent",
    models_path="/v1/models?pageSize=1000",
    model="gemini-test",
    key_header="x-goog-api-key",
    key_prefix="",
    base="",
    answered=_gemini,
    truncated=_gemini("", "MAX_TOKENS"),
    blocked=_gemini("", "SAFETY"),
    empty=_gemini(""),
    listed={
        "models": [
            {"name": "models/model-b", "supportedGenerationMethods": ["generateContent"]},
            {"name": "models/model-a", "supportedGenerationMethods": ["generateContent"]},
            {"name": "models/vectors", "supportedGenerationMethods": ["embedContent"]},
        ]
    },
    failed=_gemini_failed,
)
OPENAI = Dialect(
    name="openai",
    path="/v1/responses",
    models_path="/v1/models",
    model="gpt-test",
    key_header="authorization",
    key_prefix="Bearer ",
    base="/v1",
    answered=lambda text: _response(_output(text)),
    truncated=_response(_output('{"na'), status="incomplete", reason="max_output_tokens"),
    blocked=_response({"type": "refusal", "refusal": "I cannot help with that."}),
    empty=_response(_output("")),
    listed=_OPENAI_MODELS,
    failed=_openai_failed,
)
COMPATIBLE = Dialect(
    name="compatible",
    path="/v1/chat/completions",
    models_path="/v1/models",
    model="local-test",
    key_header="authorization",
    key_prefix="Bearer ",
    base="/v1",
    answered=_chat,
    truncated=_chat('{"na', "length"),
    blocked=_chat(None, "stop", "I cannot help with that."),
    empty=_chat(""),
    listed=_OPENAI_MODELS,
    failed=_openai_failed,
)
DIALECTS = (GEMINI, OPENAI, COMPATIBLE)
PROMPT_BLOCKED: Json = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
"""Gemini, when it is the question that it does not like."""
FILTERED_RESPONSE = _response(status="incomplete", reason="content_filter")
FILTERED_CHAT = _chat(None, "content_filter")
