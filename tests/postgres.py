"""A PostgreSQL cluster that lives as long as it is needed: own user, own folder, a unix socket, no port.

`PYTHONPATH=site python -m tests.postgres COMMAND …` runs the command with DATABASE_URL pointing at one.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from config import prepared, scratch

# What a throw-away cluster need not do: survive a power cut.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
OWNER = "connected"

SHORT = Path("/tmp")  # noqa: S108  a socket's path must be short; what is made below has a name of its own
PREFIX = "cl-pg-"
# Stops the cluster and removes its folder as soon as its standard input ends: however the run ended that held the
# other end, by Ctrl-C or by kill -9. In a session of its own, so that no signal for the run reaches it.
WATCH = 'cat >/dev/null; "$1" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$2"'

numbers = count(1)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest, or the one on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster's DATABASE_URL; stopped and removed afterwards.

    Raises:
        FileNotFoundError: PostgreSQL is not installed (`apt-get install postgresql`).
    """
    binaries = programs()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    sweep(SHORT, str(binaries / "pg_ctl"))
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=SHORT))
    as_owner: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        as_owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = home / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(binaries / program), *arguments],
            check=True,
            **as_owner,
            cwd=home,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )

    watch = ["sh", "-c", WATCH, "watch", str(binaries / "pg_ctl"), str(home)]
    watcher = subprocess.Popen(watch, stdin=subprocess.PIPE, cwd="/", start_new_session=True, **as_owner)
    try:
        run("initdb", "-D", str(data), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-D", str(data), "-l", str(home / "log"), "-w", "-o", f"-k {home} {QUICK}", "start")
        yield f"postgres://{OWNER}@/{home}/postgres"
    finally:
        watcher.communicate()


def sweep(where: Path, pg_ctl: str) -> None:
    """End and remove the clusters of runs that live no more, where even the watcher was killed."""
    for left in where.glob(f"{PREFIX}*-*"):
        if not scratch.lives(left.name.removeprefix(PREFIX).partition("-")[0]):
            owner = {"user": left.stat().st_uid} if os.geteuid() == 0 else {}
            subprocess.run(["sh", "-c", WATCH, "watch", pg_ctl, str(left)], stdin=subprocess.DEVNULL, cwd="/", **owner)


def beside(url: str, name: str) -> str:
    """The address of another database on the same cluster."""
    return f"{url.rpartition('/')[0]}/{name}"


def folder(url: str) -> Path:
    """Where the cluster and its socket live."""
    return Path(url.partition("@/")[2]).parent


def command(url: str, sql: str) -> list[tuple[object, ...]]:
    name = url.rpartition("/")[2]
    with psycopg.connect(host=str(folder(url)), user=OWNER, dbname=name, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def migrated_copy(url: str) -> Iterator[str]:
    """The address of a new database with every table and no rows of ours; dropped afterwards."""
    with prepared.alone(folder(url) / "migrated.lock"):
        if not command(url, "SELECT 1 FROM pg_database WHERE datname = 'migrated'"):
            command(url, "CREATE DATABASE migrating")
            prepared.manage("migrate", "--skip-checks", "--verbosity=0", DATABASE_URL=beside(url, "migrating"))
            command(url, "ALTER DATABASE migrating RENAME TO migrated")
        name = f"test_{os.getpid()}_{next(numbers)}"
        command(url, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield beside(url, name)
    command(url, f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    with cluster() as started:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": started}).returncode)
