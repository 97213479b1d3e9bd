"""One folder for all that a run of the tests writes, gone when the run ends; what killed runs left is swept."""

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "connected-learning-test-"
A_DAY = 24 * 60 * 60


def folder_of_this_run() -> Path:
    """A new folder that bears this process's number and goes with it; processes it starts are told by VAR_DIR."""
    sweep(Path(tempfile.gettempdir()))
    made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    atexit.register(_remove, made, os.getpid())
    return made


def sweep(where: Path) -> None:
    """Remove the folders of runs that live no more, and fonts that WeasyPrint left a day ago or longer."""
    for left in where.glob(f"{PREFIX}*"):
        if not lives(left.name.removeprefix(PREFIX).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    for left in where.glob("weasyprint-*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def lives(number: str) -> bool:
    """Whether the process with this number runs; a folder without one is somebody's whom we do not know."""
    if not number.isdecimal():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _remove(made: Path, maker: int) -> None:
    # A forked child inherits what is to be done at the end, and must not do it.
    if os.getpid() == maker:
        shutil.rmtree(made, ignore_errors=True)
