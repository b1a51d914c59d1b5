"""What `openai` and `compatible` have in common: the SDK, and the list of models."""

from typing import TYPE_CHECKING

from musicanalyser.llm.provider_call import Call

if TYPE_CHECKING:
    import httpx2
    from openai import OpenAI

NO_KEY = "none"
"""Sent as the key to servers that want none; the SDK insists on one."""
MODELS_TIMEOUT_S = 10.0


def client(http: "httpx2.Client", call: Call) -> "OpenAI":
    """Open the SDK so that no variable of the environment changes where it sends what."""
    from openai import OpenAI  # noqa: PLC0415 - takes a second to load

    key = call.key or NO_KEY
    return OpenAI(
        api_key=key,
        default_headers={"Authorization": f"Bearer {key}"},  # OPENAI_CUSTOM_HEADERS may differ
        base_url=call.address.url,
        timeout=call.timeout_s,
        max_retries=0,
        http_client=http,
    )


def list_models(http: "httpx2.Client", call: Call) -> list[str]:
    """Return the names of the models on offer, sorted."""
    return sorted({one.id for one in client(http, call).models.list().data})
