"""What `openai` and `compatible` share: the SDK, and the list of models."""

from typing import TYPE_CHECKING

from musicanalyser.llm.provider_call import ProviderCall

if TYPE_CHECKING:
    import httpx2
    from openai import OpenAI

SCHEMA_NAME = "persona"
"""The API wants a name for the schema of the answer."""
_NO_KEY = "none"
"""Sent to servers that need no key; the SDK insists on one."""


def open_sdk(http: "httpx2.Client", call: ProviderCall) -> "OpenAI":
    """Return the SDK, which no environment variable can redirect or make send more."""
    from openai import OpenAI

    key = call.key or _NO_KEY
    return OpenAI(
        api_key=key,
        default_headers={"Authorization": f"Bearer {key}"},  # wins over OPENAI_CUSTOM_HEADERS
        base_url=call.address.url,
        timeout=call.timeout_s,
        max_retries=0,
        http_client=http,
    )


def list_models(http: "httpx2.Client", call: ProviderCall) -> list[str]:
    """Return the names of the available models, sorted."""
    return sorted({one.id for one in open_sdk(http, call).models.list().data})
