"""Everything that the site holds about one person, as plain data for them to take away.

A test holds `TABLES` against the models: whatever points to a person is exported here or named in `NOT_THEIRS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from learning.cases.models import Case, CaseReflection, Contribution, Seat
from learning.certificates.models import Certificate, CertificateEvent
from learning.coverage.models import Digest, DigestItem, DigestTeam, ErrorReport
from learning.modules.models import ModuleVersion
from learning.notices.models import Message
from learning.records.body import every_block
from learning.records.encryption import Unreadable, unseal
from learning.records.models import (
    Answer,
    Attempt,
    Attendance,
    Booking,
    Completion,
    CompletionOrganisation,
    ConfidenceRating,
    Correction,
    Corroboration,
    PastCompletion,
    PracticeFollowUp,
    Reading,
    Reflection,
)
from learning.records.querysets import person_of
from learning.requirements.models import Exemption, StatusSpan
from learning.workforce.models import (
    Absence,
    ClaimCode,
    Employment,
    GivenAddress,
    Person,
    PersonEmail,
    ReturnChange,
    RoleAssignment,
    User,
)

from .looks import looks_at
from .models import Concern


@dataclass(frozen=True)
class Table:
    """One list of the file: rows of `model` that lead to the person by `path`, with these `columns`."""

    name: str
    model: type[models.Model]
    path: str
    columns: tuple[str, ...]

    def rows(self, person_ids: list[int]) -> list[dict[str, Any]]:
        found = self.model._default_manager.filter(**{f"{self.path}__in": person_ids}).order_by("pk")
        return [
            {column.replace("__", "_"): value for column, value in row.items()} for row in found.values(*self.columns)
        ]


_STATEMENT = ("recorded_at", "superseded_at")
_TRY = "attempt__uuid"

TABLES = (
    # The words of a case are read on the case desk, by whoever reads it where it is: its author may be none of them.
    Table("cases", Case, "person", ("uuid", "organisation__name", "brought_at", "state", "state_since")),
    # Nor are the words of a round here, and not the case that it was about: it is not theirs.
    Table(
        "case_consultations",
        Seat,
        "user__person",
        ("organisation__name", "round__starts_at", "round__last_day", "round__ended_at", "came_at", "told_at"),
    ),
    Table("written_in_case_consultations", Contribution, "seat__user__person", ("kind", "written_at")),
    Table("emails", PersonEmail, "person", ("email", "verified_at")),
    Table("emails_given_by_employers", GivenAddress, "person", ("organisation__name", "email")),
    Table(
        "employments",
        Employment,
        "person",
        (
            "organisation__name",
            "team__name",
            "role_group__title",
            "staff_id",
            "post",
            "start",
            "left",
            "source",
            *_STATEMENT,
        ),
    ),
    Table(
        "changes_by_returns",
        ReturnChange,
        "person",
        ("batch__organisation__name", "batch__as_at", "batch__committed_at", "kind", "shown", "left_out"),
    ),
    Table(
        "claim_codes", ClaimCode, "person", ("organisation__name", "made_at", "expires_at", "used_at", "withdrawn_at")
    ),
    Table("absences", Absence, "person", ("organisation__name", "away_from", "away_to", *_STATEMENT)),
    Table(
        "attempts",
        Attempt,
        "person",
        (
            "uuid",
            "version__title",
            "version__major",
            "version__minor",
            "state",
            "started_at",
            "closed_at",
            "place",
            "saved_at",
        ),
    ),
    Table("readings", Reading, "attempt__person", (_TRY, "section_id", "by_alternative", "read_at")),
    Table(
        "answers",
        Answer,
        "attempt__person",
        (_TRY, "block_id", "kind", "response", "correct", "is_final", "answered_at"),
    ),
    Table(
        "reflections",
        Reflection,
        "attempt__person",
        (_TRY, "block_id", "sealed_text", "elsewhere", "written_at", "shared_at"),
    ),
    Table(
        "case_reflections",
        CaseReflection,
        "person",
        ("case__title", "module__title", "sealed_text", "elsewhere", "reflected_on", "written_at"),
    ),
    Table(
        "confidence_ratings",
        ConfidenceRating,
        "attempt__person",
        (_TRY, "block_id", "about", "moment", "value", "rated_at"),
    ),
    Table(
        "completions",
        Completion,
        "person",
        (
            "uuid",
            _TRY,
            "version__title",
            "version__major",
            "version__minor",
            "source",
            "completed_at",
            "completed_on",
            "recorded_at",
            "evidence",
            "origin",
            "import_batch__organisation__name",
            "confidence",
            "version_is_assumed",
            "valid_from",
            "valid_until",
            "right_answers",
            "questions",
        ),
    ),
    Table(
        "completions_that_employers_reported",
        PastCompletion,
        "person",
        (
            "batch__organisation__name",
            "batch__loaded_at",
            "state",
            "staff_id",
            "email",
            "version__title",
            "completed_on",
            "evidence",
            "source",
        ),
    ),
    Table(
        "completions_counted_for",
        CompletionOrganisation,
        "completion__person",
        ("completion__uuid", "organisation__name", "role_group__title"),
    ),
    Table("corrections", Correction, "completion__person", ("completion__uuid", "reason", "recorded_at")),
    Table(
        "places_at_sessions",
        Booking,
        "person",
        ("session__uuid", "session__starts_at", "organisation__name", "state", "asked_at", "present_at"),
    ),
    Table(
        "attendances",
        Attendance,
        "person",
        ("session__uuid", "session__starts_at", "organisation__name", "completion__uuid", "recorded_at"),
    ),
    Table(
        "practice_follow_ups",
        PracticeFollowUp,
        "completion__person",
        ("completion__uuid", "asked_at", "closes_on", "answered_at", "applied", "sealed_example"),
    ),
    Table(
        "corroborations",
        Corroboration,
        "follow_up__completion__person",
        ("follow_up__completion__uuid", "sealed_address", "shares_example", "asked_at", "said", "said_at"),
    ),
    Table(
        "reported_errors",
        ErrorReport,
        "person",
        ("organisation__name", "module__title", "kind", "message", "reported_at", "outcome", "answer", "closed_at"),
    ),
    Table("concerns", Concern, "person", ("kind", "message", "title", "received_on", "answer", "answered_at")),
    Table(
        "certificates",
        Certificate,
        "person",
        (
            "uuid",
            "completion__uuid",
            "public_code",
            "state",
            "issued_at",
            "issued_on",
            "valid_from",
            "valid_until",
            "pdf_sha256",
            "snapshot",
        ),
    ),
    Table(
        "certificate_events",
        CertificateEvent,
        "certificate__person",
        ("certificate__uuid", "happening", "reason", "at"),
    ),
    Table(
        "exemptions",
        Exemption,
        "person",
        ("organisation__name", "module__title", "category", "starts_on", "ends_on", *_STATEMENT),
    ),
    Table(
        "statuses",
        StatusSpan,
        "person",
        ("organisation__name", "module__title", "role_group__title", "status", "outside", "starts_on", "ended_on"),
    ),
    Table("digests", Digest, "person", ("week", "day", "names_modules")),
    Table(
        "digest_items",
        DigestItem,
        "digest__person",
        ("digest__week", "organisation__name", "module__title", "stage", "status", "due_on", "level", "own"),
    ),
    Table("digest_figures", DigestTeam, "digest__person", ("digest__week", "organisation__name", "team__name")),
    # The outbox holds plain keys of people.
    Table("mails", Message, "person_id", ("kind", "to", "subject", "text", "created_at", "sent_at", "problem")),
)

# Rows that point to a person and are not listed above, with the reason.
NOT_THEIRS: dict[str, str] = {
    "workforce.PairOpinion": "What was said of two rows: it names another row, which may be somebody else.",
    "workforce.Merge": "When two of their rows were read as one: these rows stand under `person`.",
    "workforce.Person": "Merged rows: their names stand under `person`.",
}


def everything_about(user: User, now: dt.datetime) -> dict[str, Any]:
    """Plain data of everything held about the person behind the login, at `now` (UTC)."""
    found: dict[str, Any] = {
        "what_this_is": _("Everything that %(site)s holds about you. Times are in UTC, days in Europe/London.")
        % {"site": settings.WAGTAIL_SITE_NAME},
        "made_at": now,
        "login": {"email": user.email, "joined": user.date_joined, "last_signed_in": user.last_login},
        "roles": list(
            RoleAssignment.objects.filter(user=user)
            .order_by("pk")
            .values("role", "organisation__name", "team__name", "starts_on", "ended_on")
        ),
    }
    person = person_of(user)
    if person is None:
        return found
    rows = list(Person.objects.same_as(person).order_by("pk"))
    ids = [row.pk for row in rows]
    found["person"] = [{"uuid": row.uuid, "given_name": row.given_name, "family_name": row.family_name} for row in rows]
    found |= {table.name: table.rows(ids) for table in TABLES}
    for reflection in [*found["reflections"], *found["case_reflections"]]:
        reflection["text"] = _opened(reflection.pop("sealed_text"))
    for answer in found["practice_follow_ups"]:
        answer["example"] = _opened(answer.pop("sealed_example"))
    for asked in found["corroborations"]:
        asked["address"] = _opened(asked.pop("sealed_address"))
    found["looked_at_by"] = [asdict(look) for look in looks_at(person, user, newest=None)]
    found["words"] = _words(ModuleVersion.objects.filter(attempts__person__in=ids).distinct())
    return found


def _opened(sealed: bytes) -> str | None:
    try:
        return unseal(sealed)
    except Unreadable:
        return None


def _words(versions: Iterable[ModuleVersion]) -> dict[str, Any]:
    """What the ids in answers and reflections stand for: block id → its question or prompt, and option id → text."""
    found: dict[str, Any] = {}
    for version in versions:
        for place in every_block(version.body):
            value = place.block["value"]
            if not isinstance(value, dict):
                continue
            asked = value.get("question") or value.get("prompt") or value.get("statement") or value.get("title")
            if asked:
                found[place.block["id"]] = {"asked": asked} | (
                    {"options": {option["id"]: option["value"]["text"] for option in value["options"]}}
                    if "options" in value
                    else {}
                )
    return found
