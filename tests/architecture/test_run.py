"""`./run` on machines that lack something: one sentence says what happened and what to do, and nothing is half done."""

import hashlib
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The interpreter below the virtual environment, as a bare machine has it.
PYTHON = Path(getattr(sys, "_base_executable", sys.executable)).resolve()


class Machine:
    """A clone with nothing set up, and a PATH of its own whose programs a test may replace."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "clone"
        self.clone.mkdir()
        for name in ("run", "uv.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.clone / name)
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.has("python3", f'exec "{PYTHON}" "$@"')
        self.has("sudo", "exit 1")
        self.has("id", "echo 1000")
        self.environment = {"PATH": f"{self.programs}:/usr/bin:/bin", "HOME": str(folder), "PIP_NO_INDEX": "1"}

    def has(self, program: str, shell: str) -> None:
        path = self.programs / program
        path.write_text(f"#!/bin/sh\n{shell}\n")
        path.chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["./run", *arguments],
            cwd=self.clone,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def refuses(self, *arguments: str, **environment: str) -> str:
        """What it says when it stops; the lines of a virtual environment's making are none of it."""
        ended = self.run(*arguments, **environment)
        assert ended.returncode == 1, ended.stdout + ended.stderr
        return ended.stderr.strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def test_alone_it_lists_what_it_can_do(machine: Machine) -> None:
    listed = machine.run()
    assert listed.returncode == 0
    for command in ("demo", "setup", "test", "check", "soak", "manage", "serve", "worker", "bench"):
        assert f"./run {command}" in listed.stdout


def test_an_unknown_command_is_named(machine: Machine) -> None:
    assert "./run does not know deploy." in machine.refuses("deploy")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("demo", "--frehs"), "./run demo knows --fresh, not --frehs."),
        (("setup", "--all"), "./run setup knows --screening, not --all."),
    ],
)
def test_an_unknown_option_is_named(machine: Machine, arguments: tuple[str, ...], sentence: str) -> None:
    assert machine.refuses(*arguments) == sentence


def test_an_old_python_is_named_with_its_version(machine: Machine) -> None:
    old = 'case "$2" in *version_info\\ \\<*) exit 1 ;; *) echo 3.9 ;; esac'
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        machine.has(name, old)
    assert machine.refuses("demo") == (
        "Python 3.9 is too old: Connected Learning needs 3.11 or newer. "
        "Install python3.11 (Debian 12 has it) and start again."
    )


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine, taken_port: str) -> None:
    machine.has("python3", "exit 1")
    machine.has("python3.12", f'exec "{PYTHON}" "$@"')
    assert machine.refuses("demo", PORT=taken_port).startswith(f"Port {taken_port} is taken")


def test_a_taken_port_is_named_before_anything_is_made(machine: Machine, taken_port: str) -> None:
    assert machine.refuses("demo", PORT=taken_port) == (
        f"Port {taken_port} is taken by another program. Stop that one, or choose another port: PORT=8010 ./run demo"
    )
    assert not (machine.clone / ".venv").exists()


def test_a_database_that_is_not_the_demonstrations_is_left_alone(machine: Machine) -> None:
    database = machine.clone / "var" / "db.sqlite3"
    database.parent.mkdir()
    database.write_text("a real network")
    assert "holds a database that is not the demonstration's. Nothing was changed." in machine.refuses("demo", PORT="0")
    assert "holds a database that is not" in machine.refuses("demo", "--fresh", PORT="0")
    assert database.read_text() == "a real network"


def test_without_root_the_one_line_for_pango_is_printed(machine: Machine) -> None:
    machine.has("python3", f'[ "$1" = - ] && [ $# -gt 2 ] && exit 1\nexec "{PYTHON}" "$@"')
    assert machine.refuses("setup") == (
        "certificates cannot be drawn (Pango is missing). Install what is missing and start again:\n"
        "    sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_without_root_one_line_names_everything_that_is_missing(machine: Machine) -> None:
    machine.has(
        "python3",
        f'case "$2" in *ensurepip*) exit 1 ;; esac\n[ "$1" = - ] && [ $# -gt 2 ] && exit 1\nexec "{PYTHON}" "$@"',
    )
    said = machine.refuses("setup")
    assert said.count("apt-get") == 1
    assert said.endswith("python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


def test_debian_out_of_reach_is_said(machine: Machine) -> None:
    machine.has("python3", f'[ "$1" = - ] && [ $# -gt 2 ] && exit 1\nexec "{PYTHON}" "$@"')
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo 'Temporary failure resolving deb.debian.org' >&2; exit 100")
    said = machine.refuses("setup")
    assert "The Debian packages could not be installed. Is this machine online?" in said
    assert "Temporary failure resolving" in said


def test_no_network_is_said_and_nothing_is_marked_as_done(machine: Machine) -> None:
    said = machine.refuses("setup")
    assert "The Python packages could not be fetched: this machine does not reach the package index." in said
    assert not list((machine.clone / ".venv").glob("synced*"))


def test_a_package_index_that_breaks_off_is_said(machine: Machine) -> None:
    machine.has("uv", "echo 'error: Failed to fetch' ; exit 2")
    ended = machine.run("setup")
    assert ended.returncode == 1
    assert "Failed to fetch" in ended.stdout
    assert "The Python packages could not be fetched" in ended.stderr
    assert not list((machine.clone / ".venv").glob("synced*"))


def test_the_address_of_the_package_index_is_nobodys_secret() -> None:
    """What a private mirror needs (a token, a host) stays out of the lock file that everybody reads."""
    lock = (ROOT / "uv.lock").read_text()
    hosts = {address.split("/")[2] for address in re.findall(r'https://[^"]+', lock)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


class Prepared(Machine):
    """A machine whose packages are in place; what its Python does with a management command, the test says."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for name in ("learning", "site/config", ".venv/bin"):
            (self.clone / name).mkdir(parents=True)
        lock = hashlib.sha256((self.clone / "uv.lock").read_bytes()).hexdigest()[:16]
        (self.clone / ".venv" / "synced--no-dev").write_text(f"{lock}\n")
        self.answers("*) exit 0 ;;")

    def answers(self, cases: str) -> None:
        """Branches of a shell's `case` by the arguments of the virtual environment's Python."""
        path = self.clone / ".venv/bin/python"
        path.write_text(f'#!/bin/sh\ncase "$*" in\n{cases}\n*) exit 0 ;;\nesac\n')
        path.chmod(0o755)


@pytest.fixture
def prepared_machine(tmp_path: Path) -> Prepared:
    return Prepared(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_named(prepared_machine: Prepared) -> None:
    said = prepared_machine.refuses("demo", PORT="0", VAR_DIR=str(prepared_machine.clone / "run" / "var"))
    assert said == (
        f"{prepared_machine.clone}/run/var cannot be written to. Choose a folder of your own: "
        f"VAR_DIR={prepared_machine.environment['HOME']}/connected-learning ./run demo"
    )


def test_a_disk_without_room_is_named_before_anything_is_loaded(prepared_machine: Prepared) -> None:
    prepared_machine.has("df", "echo Filesystem; echo 'disk 100000 90000 12345 88% /'")
    said = prepared_machine.refuses("demo", PORT="0")
    assert said.startswith(f"The disk of {prepared_machine.clone}/var is nearly full: 12 MB are free, and the")
    assert not (prepared_machine.clone / "var" / "demo").exists()


def test_a_disk_that_fills_while_loading_is_named(prepared_machine: Prepared) -> None:
    filled = prepared_machine.clone / "filled"
    prepared_machine.has("df", f"echo Filesystem; [ -e {filled} ] && echo 'd 1 1 0 1% /' || echo 'd 1 1 999999 1% /'")
    prepared_machine.answers(f"*load_content*) touch {filled}; exit 1 ;;")
    said = prepared_machine.refuses("demo", PORT="0")
    assert "is nearly full: 0 MB are free" in said
    prepared_machine.answers("*load_content*) exit 1 ;;")
    filled.unlink()
    assert prepared_machine.refuses("demo", PORT="0") == "The content could not be loaded; the lines above say why."


@pytest.mark.parametrize("stage", ["load_content", "load_demo"])
@pytest.mark.parametrize("signal", ["INT", "TERM"])
def test_stopping_while_it_loads_is_no_mishap_and_it_goes_on(
    prepared_machine: Prepared, stage: str, signal: str
) -> None:
    prepared_machine.answers(f"*{stage}*) kill -{signal} $PPID; exit 130 ;;")
    said = prepared_machine.refuses("demo", PORT="0")
    assert said == "Stopped before everything was loaded. Nothing is broken: ./run demo goes on from here."
    assert (prepared_machine.clone / "var" / "demo").read_text() == "being loaded\n"


def test_killed_while_it_loads_it_loads_again(prepared_machine: Prepared) -> None:
    prepared_machine.answers("*load_demo*) kill -KILL $PPID; exit 1 ;;")
    assert prepared_machine.run("demo", PORT="0").returncode < 0
    (prepared_machine.clone / "var" / "db.sqlite3").touch()
    prepared_machine.answers("*load_demo*) exit 1 ;;")
    again = prepared_machine.run("demo", PORT="0")
    assert "Loading the modules" in again.stdout
    assert again.stderr.strip().endswith("Start over: ./run demo --fresh")


def test_a_virtual_environment_that_cannot_be_made_says_what_to_look_at(machine: Machine) -> None:
    machine.has("python3", f'[ "$2" = venv ] && exit 1\nexec "{PYTHON}" "$@"')
    assert "Is there room on the disk, and is this folder yours to write to?" in machine.refuses("setup")
