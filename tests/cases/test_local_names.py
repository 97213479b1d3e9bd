"""The list in memory is the one in the database, in every process, from the moment that it changes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from learning.cases.actions.change_local_names import add_local_names, change_local_name, remove_local_name
from learning.cases.local_names import local_names
from learning.cases.manuscript import Manuscript
from learning.cases.models import LocalName
from learning.cases.models.local_name import FOUND_AS, NameKind
from learning.cases.pasted_names import read_pasted
from learning.deidentification import screen
from learning.records.refusals import OpenFindings
from learning.records.screened import screened
from learning.workforce.models import Role, User
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]


def administrator() -> User:
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.ADMINISTRATOR, organisation=None)
    return user


def add(by: User, *names: str, kind: NameKind = NameKind.SCHOOL) -> list[LocalName]:
    return add_local_names(by, kind, read_pasted("\n".join(names), 80).names)


def test_every_kind_is_found_as_something() -> None:
    assert set(FOUND_AS) == set(NameKind)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_change_holds_at_once_wherever_text_is_screened() -> None:
    text, by = "he was near tall gate again", administrator()
    assert screen(text) == []
    (name,) = add(by, "Tall Gate")
    assert [finding.kind for finding in screen(text)] == ["school"]
    assert [question.text for question in Manuscript({"a": text}, {}).review.open] == ["tall gate"]
    with pytest.raises(OpenFindings):
        screened(text, most=100)
    name.kind = NameKind.ESTATE
    change_local_name(by, name)
    assert [finding.kind for finding in screen(text)] == ["place"]
    remove_local_name(by, name)
    assert screen(text) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_list_that_was_rolled_back_is_not_remembered() -> None:
    by = administrator()
    add(by, "The Tanyard")
    with transaction.atomic():
        add(by, "Tall Gate")
        assert len(screen("near tall gate")) == 1
        transaction.set_rollback(True)
    assert screen("near tall gate") == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_where_nothing_changed_it_costs_one_query(django_assert_num_queries: object) -> None:
    add(administrator(), *(f"Tall Gate {n}" for n in range(700)))
    local_names()
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture without a type
        assert len(screen("near tall gate 699 and tall gate 3")) == 2


@pytest.mark.usefixtures("file_database")
def test_another_process_sees_it_without_a_restart(file_database: str) -> None:
    """A process of the site that runs already, asked before a change in this one and after it."""
    by = administrator()
    add(by, "The Tanyard")
    asks = (
        "import sys, django; django.setup()\n"
        "from learning.deidentification import screen\n"
        "for line in sys.stdin: print(len(screen(line)), flush=True)\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": file_database,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    with subprocess.Popen(
        [sys.executable, "-c", asks],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def found(text: str) -> int:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{text}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        assert (found("near tall gate"), found("near the tanyard")) == (0, 1)
        add(by, "Tall Gate")
        assert found("near tall gate") == 1
        process.stdin.close()


@pytest.mark.usefixtures("file_database")
def test_the_command_knows_them_and_goes_on_without_a_database(file_database: str, tmp_path: Path) -> None:
    add(administrator(), "Tall Gate")
    note = tmp_path / "note.txt"
    note.write_text("near tall gate")

    def run(url: str) -> tuple[int, str]:
        command = [sys.executable, "manage.py", "screen_text", str(note), "--format", "json", "--no-model"]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return len(json.loads(done.stdout)["findings"]), done.stderr

    assert run(file_database) == (1, "")
    nowhere = tmp_path / "nowhere.sqlite3"
    number, said = run(f"sqlite:///{nowhere}")
    assert number == 0
    assert "without the local names" in said
    assert not nowhere.exists()
