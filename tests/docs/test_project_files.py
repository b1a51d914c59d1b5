"""What runs outside the package, held to the same rules as the package."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CI = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    pins = re.findall(r"uses: \S+@(.*)", CI)
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", pin)] == []


def test_one_action_has_one_commit() -> None:
    pins = set(re.findall(r"uses: (\S+)@(\S+)", CI))
    assert len({action for action, _ in pins}) == len(pins)


def test_no_job_may_do_more_than_read() -> None:
    assert re.search(r"^permissions: \{\}$", CI, re.MULTILINE)
    jobs = re.findall(r"^  \w+:\n    name:", CI, re.MULTILINE)
    assert CI.count("    permissions:\n      contents: read\n") == len(jobs)
    assert ": write" not in CI


def test_tests_run_on_every_python_that_the_package_supports() -> None:
    named = (entry.rpartition(" :: ")[2] for entry in PROJECT["classifiers"])
    supported = [version for version in named if re.fullmatch(r"3\.\d+", version)]
    listed = re.search(r"^        python: \[(.*)\]$", CI, re.MULTILINE)
    assert listed
    assert re.findall(r'"([\d.]+)"', listed[1]) == supported


def test_hooks_run_the_checks_that_continuous_integration_runs() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    checks = re.findall(
        r"^step .* \.venv/bin/(\S+)", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"entry: \.venv/bin/(\S+)", hooks)) == set(checks) - {"pytest"}
