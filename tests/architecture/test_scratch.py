"""A run of the tests leaves nothing behind, and clears up after those that could not."""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.scratch import A_DAY, PREFIX, sweep

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "import config.settings.test as s; print(s.VAR_DIR)"


def run(folder: Path, code: str, **environment: str) -> list[str]:
    told = {name: value for name, value in os.environ.items() if name != "VAR_DIR"}
    told |= {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT / "site")} | environment
    found = subprocess.run([sys.executable, "-c", code], env=told, cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.split()


def test_a_run_takes_one_folder_and_removes_it(tmp_path: Path) -> None:
    code = f"import subprocess, sys; {SETTINGS}; subprocess.run([sys.executable, '-c', {SETTINGS!r}], check=True)"
    said = run(tmp_path, code)
    assert len(said) == 2, "a process and one that it started"
    assert len(set(said)) == 1, "share one folder"
    assert Path(said[0]).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_given_is_used_and_left_alone(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    assert run(tmp_path, SETTINGS, VAR_DIR=str(given)) == [str(given)]
    assert list(tmp_path.iterdir()) == [given]


def test_what_killed_runs_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    for name in (f"{PREFIX}{over.pid}-abc", f"{PREFIX}{os.getpid()}-abc", f"{PREFIX}unknown", "weasyprint-new"):
        (tmp_path / name).mkdir()
    old = tmp_path / "weasyprint-old"
    old.mkdir()
    os.utime(old, (0, time.time() - A_DAY - 60))
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{PREFIX}{os.getpid()}-abc",
        f"{PREFIX}unknown",
        "weasyprint-new",
    }
