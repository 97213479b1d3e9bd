"""A partner with people, modules and an agreement, and the files that it sends."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files import File

from learning.modules.models import ModuleVersion
from learning.records.actions.match_past_completion import record_and_match
from learning.records.actions.read_past_completions import Outcome, dry_run, outcome_of, read_past, receive_past
from learning.records.actions.record_past_completions import begin_recording
from learning.records.models import CompletionImport
from learning.workforce.models import Organisation, Person, User
from tests.records.factories import ModuleFactory, VersionFactory
from tests.workforce.factories import (
    LONG_AGO,
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    RoleAssignmentFactory,
    SharingAgreementFactory,
)
from tests.workforce.returns.files import separated, text_file

HEADINGS = ("staff_id", "email", "module", "version", "completed_on", "evidence", "source")
OUT = dt.datetime(2024, 1, 8, 9, tzinfo=dt.UTC)
OUT_ANEW = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)


class Partner:
    """One partner with an HR lead, an agreement, and one module in the versions 1.0 and 2.0."""

    def __init__(self, folder: Path, name: str = "Midshire Trust", versions: Sequence[ModuleVersion] = ()) -> None:
        self.folder = folder
        self.organisation: Organisation = OrganisationFactory(name=name)
        SharingAgreementFactory(organisation=self.organisation)
        self.lead: User = RoleAssignmentFactory(hr_lead=True, organisation=self.organisation).user
        self.first, self.second = versions or shared_start()
        self.module = self.first.module

    def employ(self, staff_id: str, email: str = "", person: Person | None = None, **post: Any) -> Person:
        post = {"start": LONG_AGO} | post | ({"person": person} if person else {})
        person = EmploymentFactory(organisation=self.organisation, staff_id=staff_id, **post).person
        if email:
            PersonEmailFactory(person=person, email=email)
        return person

    def file(self, *rows: Sequence[str], name: str = "past.csv") -> Path:
        return text_file(self.folder, separated([HEADINGS, *rows]), name=name)

    def try_out(self, *rows: Sequence[str]) -> Outcome:
        return dry_run(self.organisation, self.file(*rows))

    def read(self, *rows: Sequence[str]) -> CompletionImport:
        """Up to the moment when somebody is asked whether to record it."""
        path = self.file(*rows)
        with path.open("rb") as file:
            batch = receive_past(self.lead, self.organisation, File(file), path.name)
        read_past(batch.pk)
        batch.refresh_from_db()
        return batch

    def give(self, *rows: Sequence[str], with_certificates: bool = False) -> CompletionImport:
        """All the way into the ledger."""
        batch = self.read(*rows)
        begin_recording(self.lead, batch, with_certificates=with_certificates)
        record_and_match(batch.pk)
        batch.refresh_from_db()
        return batch

    @staticmethod
    def counts(batch: CompletionImport) -> dict[str, int]:
        return dict(outcome_of(batch).counts)


def shared_start() -> tuple[ModuleVersion, ModuleVersion]:
    module = ModuleFactory(slug="a-shared-start", title="A shared start")
    first = VersionFactory(module=module, title="A shared start", published_at=OUT)
    second = VersionFactory(module=module, title="A shared start", major=2, refresh_months=12, published_at=OUT_ANEW)
    return first, second


def row(
    staff_id: str = "1001",
    on: str = "03/03/2025",
    *,
    email: str = "",
    module: str = "A shared start",
    version: str = "",
    evidence: str = "",
    source: str = "",
) -> tuple[str, ...]:
    return staff_id, email, module, version, on, evidence, source
