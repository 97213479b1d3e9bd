"""A migrated SQLite file costs half a minute of migrations, so it is made once for each set of them, and copied.

`python site/config/prepared.py FILE` puts one at FILE unless there is one already, and migrates it.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = 12  # branches and releases a developer goes back and forth between


def cache_dir() -> Path:
    """Where prepared files are kept: outside the clone, so that a second clone starts as quickly."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    path = Path(base) / "connected-learning"
    path.mkdir(parents=True, exist_ok=True)
    return path


def migrations_key() -> str:
    """A name that changes with every migration of ours and every installed version (theirs come with those)."""
    digest = hashlib.sha256()
    for path in migration_sources():
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    for installed in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(installed.encode())
    return digest.hexdigest()[:16]


def migration_sources() -> list[Path]:
    """Our migrations and the modules of ours that they import operations from."""
    own = [path for path in sorted((ROOT / "learning").glob("*/migrations/*")) if path.is_file()]
    text = "".join(path.read_text() for path in own if path.suffix == ".py")
    named = {".".join(pair) for pair in re.findall(r"from (learning[.\w]*) import (\w+)", text)}
    named |= {name.rpartition(".")[0] for name in named} | set(re.findall(r"import (learning[.\w]+)", text))
    modules = [ROOT / f"{name.replace('.', '/')}.py" for name in sorted(named)]
    return own + [path for path in modules if path.exists()]


def everything_key() -> str:
    """A name that changes with every line of the product and of its content, and every installed version."""
    digest = hashlib.sha256(migrations_key().encode())
    for folder in ("learning", "site/config"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time prepares what this file stands for; the others wait and then find it."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def migrated_file() -> Path:
    """The path of a migrated, otherwise empty SQLite file. Copy it; never open it for writing.

    Raises:
        subprocess.CalledProcessError: the migrations do not run; their own message is on stderr.
    """
    kept = cache_dir() / f"migrated-{migrations_key()}.sqlite3"
    with alone(cache_dir() / "migrated.lock"):
        if not kept.exists():
            making = kept.with_suffix(f".{os.getpid()}")
            try:
                manage("migrate", "--skip-checks", "--verbosity=0", DATABASE_URL=f"sqlite:///{making}")
                settle(making)
                making.replace(kept)
            finally:
                for left in cache_dir().glob(f"{making.name}*"):
                    left.unlink()
        kept.touch()  # the newest are the ones in use
    drop_oldest("migrated-*.sqlite3")
    return kept


def demo_folder() -> Path:
    """The path of a VAR_DIR with the demonstration loaded. Copy it; never serve from it.

    Raises:
        subprocess.CalledProcessError: the content or the demonstration could not be loaded.
    """
    kept = cache_dir() / f"demo-{everything_key()}"
    with alone(cache_dir() / "demo.lock"):
        if not kept.exists():
            making = cache_dir() / f"making-demo-{os.getpid()}"
            try:
                main(making / "db.sqlite3")
                for command in ("load_content", "load_demo"):
                    manage(
                        command,
                        DJANGO_SETTINGS_MODULE="config.settings.dev",
                        DATABASE_URL=f"sqlite:///{making / 'db.sqlite3'}",
                        VAR_DIR=str(making),
                        DEMO="1",
                    )
                settle(making / "db.sqlite3")
                making.rename(kept)
            finally:
                shutil.rmtree(making, ignore_errors=True)
        kept.touch()
    drop_oldest("demo-*/")
    return kept


def manage(*arguments: str, **environment: str) -> None:
    """Run a management command in a process of its own, on the test settings unless told otherwise."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run(  # noqa: S603  our own interpreter and arguments
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=os.environ | settings | environment,
        cwd=ROOT,
        check=True,
        stdout=2,  # what is printed here belongs to whoever prepares, not into their output
    )


def settle(database: Path) -> None:
    """Fold the write-ahead log into the file, so that the one file is everything."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def drop_oldest(pattern: str) -> None:
    """Keep the newest few of the prepared files or folders. Another process may be at the same."""
    newest_first = sorted(cache_dir().glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest_first[KEPT:]:
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)


def main(target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(migrated_file(), target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
