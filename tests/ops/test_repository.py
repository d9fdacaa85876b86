"""What the repository must hold, and must not."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.ops.running import ROOT

LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("fetch", "runtime", "dev")}
# Written in two halves: this file is in the repository too.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npm" + "js", "deb.deb" + "ian", "yarn" + "pkg"]
BINARY = {".png", ".woff2", ".ico", ".gz", ".xz", ".jpg", ".webp", ".br"}


def files() -> list[Path]:
    """Every file that git has or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = [ROOT / line for line in listed.splitlines()]
    return [path for path in found if path.is_file() and path.suffix not in BINARY]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(errors="replace") for path in files()}


def holding(texts: dict[str, str], pattern: str) -> list[str]:
    return [name for name, text in texts.items() if re.search(pattern, text)]


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_address_of_a_registry_is_written_anywhere(texts, registry: str) -> None:
    assert holding(texts, re.escape(registry)) == []


def test_no_path_of_the_machine_that_built_it_is_written_anywhere(texts) -> None:
    assert holding(texts, r"/(work/(main|shared)|root/\.)") == []


def test_no_lock_file_that_records_addresses(texts) -> None:
    names = {Path(name).name for name in texts}
    assert names & {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"} == set()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(name: str) -> None:
    packages = re.split(r"^(?=[a-z0-9])", LOCKS[name], flags=re.M)[1:]
    assert packages
    assert [p.split()[0] for p in packages if not re.match(r"[a-z0-9.-]+==\S+", p)] == []
    assert [p.split()[0] for p in packages if "--hash=sha256:" not in p] == []
    assert "://" not in LOCKS[name]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = asked["project"]["dependencies"]
    dev = asked["project"]["optional-dependencies"]["dev"]
    build = asked["dependency-groups"]["build"]
    assert [d for d in runtime + build if not locked(d, "runtime")] == []
    assert [d for d in runtime + build + dev if not locked(d, "dev")] == []


def distribution(requirement: str) -> str:
    """The normal name of what a requirement asks for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ]", requirement)[0]).lower()


def locked(requirement: str, lock: str) -> bool:
    name = distribution(requirement)
    return re.search(rf"^{re.escape(name)}==", LOCKS[lock], flags=re.M) is not None


def test_tests_run_with_the_versions_that_are_deployed() -> None:
    pinned = {
        lock: dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", LOCKS[lock], flags=re.M))
        for lock in ("runtime", "dev")
    }
    assert pinned["runtime"].items() <= pinned["dev"].items()


@pytest.mark.parametrize(
    ("folders", "declared_in"),
    [(("boussole", "config"), ("runtime",)), (("tests", "chaos"), ("runtime", "dev"))],
    ids=["the product", "its tests"],
)
def test_every_package_that_is_imported_is_asked_for(folders, declared_in) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {"runtime": project["dependencies"], "dev": project["optional-dependencies"]["dev"]}
    declared = {distribution(requirement) for group in declared_in for requirement in asked[group]}
    installed = packages_distributions()
    missing = {
        package
        for folder in folders
        for package in packages_imported_in(ROOT / folder)
        if not declared & {distribution(name) for name in installed.get(package, [])}
    }
    assert missing - {"boussole", "config", "chaos", "tests"} == set()


def packages_imported_in(folder: Path) -> set[str]:
    """The first names of what its files import, the standard library left out."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names


def test_the_environment_is_read_in_the_wiring_alone(texts) -> None:
    readers = holding(
        {name: text for name, text in texts.items() if name.startswith("boussole/")},
        r"os\.(environ|getenv)|from os import.*(environ|getenv)",
    )
    assert readers == []


def test_every_target_of_the_makefile_says_what_it_is_for_or_is_a_step_of_another() -> None:
    makefile = (ROOT / "Makefile").read_text()
    public = set(re.findall(r"^([a-z]+):.*## \S", makefile, flags=re.M))
    assert {"help", "demo", "test", "check", "ci", "reset", "lock"} <= public
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.M)
    assert public <= set(phony.split())


def test_the_continuous_integration_is_one_command_of_the_makefile() -> None:
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec make ci")
