"""What is asked of one person on one day, by whom and why: what "My learning" shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning.modules.models import Module
from learning.workforce.models import Organisation, Person, RoleGroup

from .models import StatusSpan
from .status import Reason, due_on
from .statuses import CURRENT, Status
from .why import sentence, why_until

# The catalogue's words about each module come along; the bodies are long.
NOT_READ = ("body", "criteria", "job_aid", "outcomes")


@dataclass(frozen=True)
class Asked:
    """One module that one organisation asks of the person; asked by two employers, it is here twice.

    `due_on` is the last day on which the person is not late; it is past for what is overdue, and none where nothing
    is due (away, exempt, valid without an end). `valid_until` is the last day on which the completion counts here.
    """

    module: Module
    organisation: Organisation
    role_group: RoleGroup
    status: Status
    outside: str
    reason: Reason

    @property
    def counted(self) -> bool:
        return not self.outside

    @property
    def is_current(self) -> bool:
        return self.status in CURRENT

    @property
    def due_on(self) -> dt.date | None:
        return due_on(self.status, self.outside, self.reason)

    @property
    def valid_until(self) -> dt.date | None:
        return self.reason.counts_until if self.is_current else None

    @property
    def why_until(self) -> str:
        """Why the completion counts no longer than it does: a clause that begins with a comma, or nothing."""
        return why_until(self.reason)

    @property
    def level(self) -> int | None:
        """The level that asks for the module."""
        return self.reason.level

    @property
    def why(self) -> str:
        """One plain sentence in the language of the moment."""
        return sentence(self.status, self.outside, self.reason, self.role_group.title)


def asked_of(person: Person, day: dt.date) -> list[Asked]:
    """Everything asked of the person on `day` by all their employers, what needs doing first; one query."""
    spans = (
        StatusSpan.objects.on(day)
        .of(person)
        .select_related("module__current_version", "organisation", "role_group")
        .defer(*(f"module__current_version__{name}" for name in NOT_READ))
    )
    asked = [
        Asked(
            span.module,
            span.organisation,
            span.role_group,
            Status(span.status),
            span.outside,
            Reason.from_json(span.reason),
        )
        for span in spans
    ]
    return sorted(asked, key=_first_things_first)


def _first_things_first(asked: Asked) -> tuple[int, int, dt.date, str]:
    return _ORDER[asked.status], asked.level or 0, asked.due_on or dt.date.max, asked.module.title


_ORDER = {
    Status.EXPIRED: 0,
    Status.NEVER: 0,
    Status.IN_GRACE: 1,
    Status.DUE_SOON: 2,
    Status.COMPLIANT: 3,
    Status.EXCLUDED: 4,
    Status.EXEMPT: 4,
    Status.NOT_REQUIRED: 5,
    Status.NOT_IN_POST: 5,
}
