"""Every test that takes a ``dialect`` runs once for each provider."""

from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from tests.simulators.llm.dialects import DIALECTS, Dialect

_END = "-----END CERTIFICATE-----\n"


@pytest.fixture(params=DIALECTS, ids=lambda dialect: dialect.name)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    chosen: Dialect = request.param
    return chosen


@pytest.fixture(scope="module", autouse=True)
def _one_certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Spare every client of Google's SDK the loading of 140 certificates, which loopback ignores.

    That takes longer than all else that a test does.
    """
    known = Path(certifi.where()).read_text("utf-8")
    store = tmp_path_factory.mktemp("certificates") / "one.pem"
    store.write_text(known[: known.index(_END) + len(_END)], "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(store))
        yield
