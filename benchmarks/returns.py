"""A dry run of a workforce return with 40,000 rows, as a command: how long it takes and how much memory it needs."""

import csv
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from benchmarks.figure import Figure
from learning.workforce.models import (
    Employment,
    Organisation,
    Person,
    PersonEmail,
    RoleGroup,
    SharedField,
    SharingAgreement,
    Team,
)

ROWS = 40_000
SECONDS, MEGABYTES = 20, 230
STARTED = dt.date(2022, 1, 3)
HEADINGS = ["Employee Number", "Email Address", "Forename", "Surname", "Organisation", "Position Title"]
HEADINGS += ["Latest Start Date", "Termination Date", "Absence Start Date", "Absence End Date"]
ROOT = Path(__file__).resolve().parents[1]


def measure() -> Iterator[Figure]:
    """Most people are there already; of every twenty one is new, one has moved and one has gone.

    The floor of both is the same command asked for its help: Python, Django and all that it imports.
    """
    partner = _partner()
    least = _run("--help")[1:]
    with tempfile.TemporaryDirectory(prefix="connected-learning-return-") as folder:
        for path in (_as_csv(Path(folder) / "staff.csv"), _as_xlsx(Path(folder) / "staff.xlsx")):
            said, seconds, megabytes = _run(
                str(path), "--organisation", partner.slug, "--as-at", timezone.localdate().isoformat(),
                "--full", "--dry-run", "--format", "json",
            )  # fmt: skip
            _assert_as_made(json.loads(said))
            name = f"dry run of {ROWS:,} rows, {path.suffix[1:]}"
            yield Figure(name, seconds, "s of processor time", SECONDS, least[0])
            yield Figure(f"{name}: memory", megabytes, "MB", MEGABYTES, least[1])


# The most memory of a process counts that of the one which started it: a small one has to stand between.
STARTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def _run(*arguments: str) -> tuple[str, float, float]:
    """What the command prints, its processor time in seconds, and the most memory it held in megabytes."""
    command = [sys.executable, "-c", STARTER, sys.executable, "manage.py", "import_workforce", *arguments]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    *printed, used = said.splitlines()
    seconds, megabytes = map(float, used.split())
    return "\n".join(printed), seconds, megabytes


def _assert_as_made(said: dict[str, object]) -> None:
    part = ROWS // 20
    numbers = [said[name] for name in ("joiners", "leavers", "movers", "unchanged")]
    assert numbers == [part, part, part, ROWS - 2 * part], said


def _partner() -> Organisation:
    """As many people as the file has rows, each with a staff number, an address, a team and a role group."""
    partner = Organisation.objects.create(
        name="Large partner", sector="health", kind="acute_hospital_trust", joined_on=STARTED
    )
    SharingAgreement.objects.create(
        organisation=partner, signed_on=STARTED, signatories="For both", fields=SharedField.values,
        review_on=timezone.localdate() + dt.timedelta(365),
    )  # fmt: skip
    teams = Team.objects.bulk_create(Team(organisation=partner, name=f"Ward {n}") for n in range(200))
    groups = list(RoleGroup.objects.order_by("pk")[:2])
    numbers = range(
        ROWS // 20, ROWS + ROWS // 20
    )  # the last twentieth is in no file, the first of the file is not here
    people = Person.objects.bulk_create(
        [Person(given_name=f"Given{n}", family_name=f"Family{n}") for n in numbers], batch_size=500
    )
    PersonEmail.objects.bulk_create(
        [PersonEmail(person=who, email=_email(n)) for n, who in zip(numbers, people, strict=True)], batch_size=500
    )
    Employment.objects.bulk_create(
        [
            Employment(
                person=who, organisation=partner, team=teams[n % 200], role_group=groups[0], staff_id=_staff_id(n),
                start=STARTED, source="return",
            )
            for n, who in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    return partner


def _rows() -> Iterator[list[str]]:
    """One in twenty is unknown, and one in twenty is now in the other role group."""
    same, other = RoleGroup.objects.order_by("pk").values_list("title", flat=True)[:2]
    for n in range(ROWS):
        title = other if n >= ROWS - ROWS // 20 else same
        yield [_staff_id(n), _email(n), f"Given{n}", f"Family{n}", f"Ward {n % 200}", title, "03/01/2022", "", "", ""]


def _staff_id(n: int) -> str:
    return str(1_000_000 + n)


def _email(n: int) -> str:
    return f"staff{n}@large.example"


def _as_csv(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *_rows()])
    return path


def _as_xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Staff")
        for number, row in enumerate([HEADINGS, *_rows()]):
            sheet.write_row(number, 0, row)
    return path
