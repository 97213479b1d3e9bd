"""Two reported errors of the invented police force: one that waits for its HR lead, one that she has answered."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from learning.coverage.models import ErrorKind, ErrorReport, Outcome
from learning.workforce.models import Organisation, User

from .network import moment_on

_IDS: Final = uuid.UUID("0b54a6ad-4a58-4a6e-9c4f-7d2f6a3f4b10")
EMPLOYER: Final = "midshire-police"
PERSON, MANAGER, LEAD = (
    "sam.oyelaran@police.example",
    "roisin.calderbank@police.example",
    "dilys.marchbank@police.example",
)


def load_errors(day: dt.date) -> None:
    """The manager's about somebody of her team is open, the officer's own is closed; a second load changes nothing."""
    employer = Organisation.objects.filter(slug=EMPLOYER).first()
    logins = {user.email: user for user in User.objects.filter(email__in=(PERSON, MANAGER, LEAD))}
    if employer is None or len(logins) < len((PERSON, MANAGER, LEAD)):
        return
    about = {"organisation": employer, "person_id": logins[PERSON].person.lasting_id}
    ErrorReport.objects.get_or_create(
        key=uuid.uuid5(_IDS, "open"),
        defaults={
            **about,
            "kind": ErrorKind.LEARNING,
            "message": "A session in the spring is missing here; the register was on paper. (Invented.)",
            "reported_by": logins[MANAGER],
            "reported_at": moment_on(day - dt.timedelta(days=3), dt.time(15, 10)),
        },
    )
    ErrorReport.objects.get_or_create(
        key=uuid.uuid5(_IDS, "closed"),
        defaults={
            **about,
            "kind": ErrorKind.POST,
            "message": "I moved to response five months ago, and it still says corporate. (Invented.)",
            "reported_by": logins[PERSON],
            "reported_at": moment_on(day - dt.timedelta(days=140), dt.time(8, 40)),
            "outcome": Outcome.MENDED,
            "answer": "You are right. The return has it now, and so has this page. (Invented.)",
            "closed_by": logins[LEAD],
            "closed_at": moment_on(day - dt.timedelta(days=137), dt.time(9, 5)),
        },
    )
