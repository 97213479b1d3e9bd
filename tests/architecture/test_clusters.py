"""A throw-away PostgreSQL cluster ends with the run that started it, also with one that was killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
START = "from tests.postgres import cluster\nwith cluster() as url:\n    print(url, flush=True)\n    input()"


def started() -> tuple[subprocess.Popen[str], str]:
    """A process that holds a cluster until a line comes in, and the cluster's address."""
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}/site:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


def words_of(process: object) -> str:
    """How the process was started; nothing once it has ended, also where nobody has taken note of its end yet."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.postgres
@pytest.mark.parametrize("killed", [True, False])
def test_a_postgres_cluster_ends_with_its_run(killed: bool) -> None:
    process, url = started()
    home = postgres.folder(url)
    assert postgres.command(url, "SELECT 1") == [(1,)]
    assert home.name.startswith(f"{postgres.PREFIX}{process.pid}-")
    [(server,)] = postgres.command(url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
    assert str(home) in words_of(server)
    if killed:
        process.kill()
    # Whoever stops the cluster holds the same standard output: its end is the end of both.
    process.communicate(None if killed else "\n", timeout=60)
    assert not home.exists()
    assert words_of(server) == ""


@pytest.mark.postgres
def test_a_postgres_cluster_that_even_its_watcher_left_is_swept(tmp_path: Path) -> None:
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    binaries = postgres.programs()
    assert binaries
    gone, kept, unknown = (f"{postgres.PREFIX}{end}" for end in (f"{over.pid}-abc", f"{os.getpid()}-abc", "old"))
    for name in (gone, kept, unknown):
        (tmp_path / name).mkdir()
    postgres.sweep(tmp_path, str(binaries / "pg_ctl"))
    assert {path.name for path in tmp_path.iterdir()} == {kept, unknown}
