"""What real providers were seen to write, or document to write, when they refuse."""

from musicanalyser.llm.contract import FailureKind


def _gemini_quota(quota: str) -> object:
    return {
        "error": {
            "code": 429,
            "message": "You exceeded your current quota, please check your plan and billing.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [{"violations": [{"quotaId": quota}]}],
        }
    }


REAL_REFUSALS: list[tuple[str, int, object, FailureKind]] = [
    (
        "gemini, wrong key",
        400,
        {
            "error": {
                "code": 400,
                "message": "API key not valid. Please pass a valid API key.",
                "status": "INVALID_ARGUMENT",
                "details": [{"reason": "API_KEY_INVALID"}],
            }
        },
        FailureKind.AUTH,
    ),
    (
        "gemini, key of the past",
        400,
        {"error": {"code": 400, "message": "API key expired. Please renew the API key."}},
        FailureKind.AUTH,
    ),
    (
        "gemini, retired model",
        404,
        {
            "error": {
                "code": 404,
                "message": "models/gemini-2.0-flash is not found for API version v1.",
                "status": "NOT_FOUND",
            }
        },
        FailureKind.MODEL_GONE,
    ),
    (
        "gemini, free requests of the day used up",
        429,
        _gemini_quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"),
        FailureKind.QUOTA,
    ),
    (
        "gemini, too many in a minute",
        429,
        _gemini_quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier"),
        FailureKind.RATE_LIMITED,
    ),
    (
        "gemini, model not in the free tier",
        429,
        {"error": {"message": "You exceeded your current quota, limit: 0, model: x"}},
        FailureKind.QUOTA,
    ),
    (
        "gemini, prompt too long",
        400,
        {
            "error": {
                "code": 400,
                "message": "The input token count (1100000) exceeds the maximum number of tokens"
                " allowed (1048576).",
                "status": "INVALID_ARGUMENT",
            }
        },
        FailureKind.TOO_LONG,
    ),
    ("gemini, error in a list", 403, [{"error": {"message": "denied"}}], FailureKind.AUTH),
    (
        "openai, wrong key",
        401,
        {
            "error": {
                "message": "Incorrect API key provided: sk-proj-abc***xyz. You can find your"
                " API key at https://platform.openai.com/account/api-keys.",
                "type": "invalid_request_error",
                "code": "invalid_api_key",
            }
        },
        FailureKind.AUTH,
    ),
    (
        "openai, pace",
        429,
        {
            "error": {
                "message": "Rate limit reached for a-model. Please try again in 20s. You can"
                " increase your limit at https://platform.openai.com/account/billing.",
                "type": "requests",
                "code": "rate_limit_exceeded",
            }
        },
        FailureKind.RATE_LIMITED,
    ),
    (
        "openai, no money",
        429,
        {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}},
        FailureKind.QUOTA,
    ),
    (
        "openai, model not for this project",
        403,
        {"error": {"message": "Project x does not have access", "code": "model_not_found"}},
        FailureKind.MODEL_GONE,
    ),
    (
        "openai, country",
        403,
        {"error": {"message": "Country not supported", "code": "unsupported_country"}},
        FailureKind.AUTH,
    ),
    (
        "openai, prompt against the rules",
        400,
        {"error": {"message": "Invalid prompt: flagged", "code": "invalid_prompt"}},
        FailureKind.BLOCKED,
    ),
    (
        "azure, filter",
        400,
        {"error": {"message": "The response was filtered", "code": "content_filter"}},
        FailureKind.BLOCKED,
    ),
    (
        "llama.cpp, overflow",
        400,
        {
            "error": {
                "code": 400,
                "message": "the request exceeds the available context size, try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 9000,
                "n_ctx": 8192,
            }
        },
        FailureKind.TOO_LONG,
    ),
    (
        "llama.cpp, starting",
        503,
        {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}},
        FailureKind.SERVER,
    ),
    (
        "ollama, no such model",
        404,
        {"error": {"message": 'model "x" not found, try pulling it first', "type": "api_error"}},
        FailureKind.MODEL_GONE,
    ),
    ("ollama, path without /v1", 404, "404 page not found", FailureKind.MODEL_GONE),
    (
        "lm studio, nothing loaded",
        400,
        {"error": {"message": "No models loaded. Please load a model in the developer page."}},
        FailureKind.MODEL_GONE,
    ),
    (
        "lm studio, overflow",
        400,
        {"error": "Trying to keep the first 9000 tokens when context the overflows."},
        FailureKind.TOO_LONG,
    ),
    (
        "vllm, overflow",
        400,
        {
            "object": "error",
            "message": "This model's maximum context length is 4096 tokens.",
            "type": "BadRequestError",
            "code": 400,
        },
        FailureKind.TOO_LONG,
    ),
    (
        "vllm, no such model",
        404,
        {"object": "error", "message": "The model `x` does not exist.", "code": 404},
        FailureKind.MODEL_GONE,
    ),
    (
        "openrouter, no money",
        402,
        {"error": {"message": "Insufficient credits"}},
        FailureKind.QUOTA,
    ),
    ("proxy, body too large", 413, "<html>413</html>", FailureKind.TOO_LONG),
    ("proxy, slow", 408, "", FailureKind.TIMEOUT),
    ("proxy, nobody behind it", 502, "<html>Bad gateway</html>", FailureKind.SERVER),
    ("cloudflare, busy", 529, "", FailureKind.SERVER),
    ("fastapi, wrong field", 422, {"detail": [{"msg": "context_length"}]}, FailureKind.BAD_REQUEST),
]
"""A name, the status, the body (a text if it is not JSON), and what it means."""
