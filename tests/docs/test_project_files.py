"""What runs outside the package, held to the same rules as the package."""

import json
import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import here

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ALL = "".join(path.read_text("utf-8") for path in WORKFLOWS)
CI = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    pins = re.findall(r"uses: \S+@(.*)", ALL)
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", pin)] == []


def test_one_action_has_one_commit() -> None:
    pins = set(re.findall(r"uses: (\S+)@(\S+)", ALL))
    assert len({action for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_names_its_permissions_and_its_end(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert re.search(r"^permissions: \{\}$", text, re.MULTILINE)
    jobs = re.findall(r"^  \w+:\n    name:", text, re.MULTILINE)
    assert jobs
    assert len(re.findall(r"^    permissions:$", text, re.MULTILINE)) == len(jobs)
    assert len(re.findall(r"^    timeout-minutes: \d+$", text, re.MULTILINE)) == len(jobs)


def test_what_a_release_needs_no_password_for_is_all_it_may_write() -> None:
    release, container = (
        (ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8")
        for name in ("release", "container")
    )
    assert set(re.findall(r"(\S+): write", release)) == {"attestations", "contents", "id-token"}
    assert set(re.findall(r"(\S+): write", container)) == {"packages"}
    assert "secrets." not in release + container


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


def test_a_package_for_the_index_has_absolute_links_and_any_other_the_readme_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    page = "https://example.org/listener/musicanalyser"
    assert metadata()["readme"]["text"] == readme
    assert "urls" not in metadata()
    monkeypatch.setenv("MUSICANALYSER_PROJECT_URL", f"{page}/")
    found = metadata()
    assert set(found["urls"].values()) > {page, f"{page}/issues"}
    targets = re.findall(r"\]\(([^)]+)\)", found["readme"]["text"])
    assert [one for one in targets if not one.startswith("https://")] == []
    assert f"({page}/raw/main/docs/overview.svg)" in found["readme"]["text"]
    assert f"({page}/blob/main/docs/commands.md#enrich)" in found["readme"]["text"]


def metadata() -> dict[str, Any]:
    """Return what the build adds to the metadata."""
    added: dict[str, Any] = {}
    spec = spec_from_file_location("package_metadata", ROOT / "docs/deploy/package_metadata.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.CustomMetadataHook(str(ROOT), {}).update(added)
    return added


def test_the_container_holds_no_file_that_the_build_does_not_need() -> None:
    kept = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert kept[0] == "*"
    assert {name.removeprefix("!") for name in kept[1:]} == {
        "LICENSE", "README.md", "docs/deploy/package_metadata.py", "pyproject.toml", "src",
    }  # fmt: skip


def test_the_container_runs_without_root_and_what_it_runs_exists(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "deploy" / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER 1000:1000$", text, re.MULTILINE)
    (words,) = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)
    assert here(tmp_path, *json.loads(words), "--help").code == 0
    (health,) = re.findall(r"CMD musicanalyser (.*) >/dev/null$", text, re.MULTILINE)
    assert here(tmp_path, *health.split(), "--help").code == 0
