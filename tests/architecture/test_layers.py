"""The contracts of pyproject.toml bite: they hold, and a broken one is found."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("lint-imports") or str(ROOT / ".venv/bin/lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "learning", tmp_path / "learning", ignore=shutil.ignore_patterns("__pycache__", "migrations")
    )
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_the_layers_hold(house: Path) -> None:
    kept = lint(house)
    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("learning/records/wrong.py", "import learning.coverage.apps", "An app imports only what stands below it"),
        (
            "learning/requirements/wrong.py",
            "import learning.certificates.apps",
            "An app imports only what stands below it",
        ),
        ("learning/newcomer/__init__.py", "", "An app imports only what stands below it"),
        ("learning/workforce/wrong.py", "import config.settings", "No app knows the place that knows every app"),
        ("learning/disclosure/wrong.py", "from django.db import models", "Screening and small numbers are pure"),
        ("learning/audit/querysets.py", "import learning.audit.tasks", "Inside an app"),
    ],
)
def test_a_wrong_import_is_found(house: Path, where: str, line: str, contract: str) -> None:
    (house / where).parent.mkdir(exist_ok=True)
    if "tasks" in line:
        (house / "learning/audit/tasks.py").touch()
    (house / where).write_text(line + "\n")
    broken = lint(house)
    assert broken.returncode == 1
    said = " ".join(broken.stdout.split())
    assert f"{contract}" in said.partition("Broken contracts")[2]
