"""The statuses of the loaded demonstration are those that the ledger says; it needs no browser, only its copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from config import prepared


def test_the_statuses_of_the_demonstration_agree_with_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(prepared.demo_folder(), folder)
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check_statuses"],
        cwd=prepared.ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(folder), "DEMO": "1"},
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "agree" in checked.stdout
