"""Nothing is sent to another machine where others could read it."""

import pytest

from musicanalyser.errors import ConfigError
from tests.llm.provider_calls import HURRIED, KEY
from tests.simulators.llm.dialects import Dialect


def test_no_provider_uses_plain_http_to_another_machine(dialect: Dialect) -> None:
    access = dialect.access("http://192.0.2.1", KEY)
    with pytest.raises(ConfigError, match="not encrypted"):
        dialect.provider.generate(HURRIED, access)
    with pytest.raises(ConfigError, match="not encrypted"):
        dialect.provider.models(access)
