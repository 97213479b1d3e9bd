"""What the README tells people to type, typed into a clone that nothing has been set up in."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config import prepared
from tests.browser.conftest import free_port

ROOT = prepared.ROOT
README = (ROOT / "README.md").read_text()
COMMANDS = sorted(set(re.findall(r"^(\./run [^#\n]*[^#\s])", README, re.MULTILINE)))
NOT_COPIED = shutil.ignore_patterns(".venv", "var", ".git", "__pycache__", "*_cache", ".hypothesis")


@dataclass
class Clone:
    """A copy of the sources, and the demonstration that runs in it."""

    folder: Path
    port: int
    said: list[str] = field(default_factory=list)
    seconds: float = 0
    demo: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        own = {"PATH", "HOME", "LANG", "XDG_CACHE_HOME"} | {
            name for name in os.environ if name.startswith(("UV_", "PIP_", "SSL_"))
        }
        return {name: os.environ[name] for name in own if name in os.environ} | {"PORT": str(self.port)}

    def start(self, *options: str) -> None:
        begun = time.monotonic()
        self.said = []
        self.demo = subprocess.Popen(
            ["./run", "demo", *options],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.demo.stdout
        for line in self.demo.stdout:
            self.said.append(line.rstrip())
            if "stops it" in line:
                self.seconds = time.monotonic() - begun
                return
        raise AssertionError("\n".join(self.said))

    def stop(self, *, as_a_terminal_does: bool) -> str:
        """The rest of what it says. Ctrl-C reaches the whole group of processes, `kill` the script alone."""
        assert self.demo
        if as_a_terminal_does:
            os.killpg(self.demo.pid, signal.SIGINT)
        else:
            self.demo.terminate()
        rest, _ = self.demo.communicate(timeout=60)
        return rest

    def left(self) -> list[str]:
        """The command lines of what is left in the demonstration's group of processes."""
        assert self.demo
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                # An ended process that nobody has asked for its last word yet still stands there as a zombie.
                if os.getpgid(int(folder.name)) == self.demo.pid and ") Z " not in (folder / "stat").read_text():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def ask(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            shlex.split(command), cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=600
        )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    folder = tmp_path_factory.mktemp("clone") / "connected-learning"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED, symlinks=True)
    clone = Clone(folder, free_port())
    clone.start()
    yield clone
    if clone.demo and clone.demo.poll() is None:
        clone.stop(as_a_terminal_does=False)


def test_the_demonstration_says_where_it_is_and_who_may_sign_in(clone: Clone) -> None:
    said = "\n".join(clone.said)
    assert f"Ready: http://localhost:{clone.port}" in said
    assert re.search(r"Password of all: \S+", said)
    assert len(re.findall(r"\S+@\S+\.example", said)) >= 12
    assert clone.ask("/") == 200
    assert clone.ask("/accounts/login/") == 200


EXEMPT = {"./run test", "./run test --quick", "./run soak"}  # this is them
STARTED = {"./run demo", "./run demo --fresh"}  # the fixture and the tests below type these


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in EXEMPT | STARTED])
def test_a_command_of_the_readme_works(clone: Clone, command: str) -> None:
    done = clone.run(command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_says_how_to_start_and_how_to_test() -> None:
    assert {"./run demo", "./run test"} <= set(COMMANDS)


def test_a_second_demonstration_on_the_same_port_is_refused(clone: Clone) -> None:
    second = clone.run("./run demo")
    assert second.returncode == 1
    assert f"Port {clone.port} is taken" in second.stderr


def workers(clone: Clone) -> list[int]:
    """The processes of the demonstration that wait for jobs."""
    assert clone.demo
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            pid = int(folder.name)
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"db_worker" in words and os.getpgid(pid) == clone.demo.pid:
                found.append(pid)
    return found


def test_a_worker_that_ends_is_followed_by_another(clone: Clone) -> None:
    (first,) = workers(clone)
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 60
    while workers(clone) in ([], [first]) and time.monotonic() < until:
        clone.ask("/")
    (second,) = workers(clone)
    assert second != first


def test_kill_ends_both_processes(clone: Clone) -> None:
    assert clone.stop(as_a_terminal_does=False).endswith("Stopped.\n")
    assert clone.left() == []


def test_started_again_it_loads_nothing_and_ctrl_c_ends_it(clone: Clone) -> None:
    clone.start()
    assert not any("Loading" in line or "Preparing" in line or "Installing" in line for line in clone.said)
    assert clone.ask("/") == 200
    assert clone.stop(as_a_terminal_does=True).endswith("Stopped.\n")
    assert clone.left() == []


@pytest.mark.soak
def test_fresh_starts_over(clone: Clone) -> None:
    if clone.demo and clone.demo.poll() is None:
        clone.stop(as_a_terminal_does=False)
    (clone.folder / "var" / "private").mkdir(exist_ok=True)
    (clone.folder / "var" / "private" / "left").touch()
    clone.start("--fresh")
    assert any("Loading" in line for line in clone.said)
    assert not (clone.folder / "var" / "private" / "left").exists()
    clone.stop(as_a_terminal_does=False)
