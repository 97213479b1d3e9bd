"""Who may do what in the ledger: a person with their own record, an employer with what it gives, an administrator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from learning.workforce.models import Role
from learning.workforce.permissions import holds, leads, may_administer

from .models import (
    Attempt,
    Booking,
    CompletionImport,
    DownloadReceipt,
    ImportState,
    LiveSession,
    PastCompletion,
)
from .querysets import SESSION_ROLES, person_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Organisation, User


def may_learn(user: User | AnonymousUser) -> bool:
    """Whether the login has a record to write to: it belongs to a person who was not erased."""
    person = person_of(user)
    return person is not None and person.erased_at is None


def may_write_in(user: User | AnonymousUser, attempt: Attempt) -> bool:
    """Whether the user may answer, read, reflect and rate in this attempt: their own alone."""
    person = person_of(user)
    return person is not None and may_learn(user) and person.lasting_id == attempt.person.lasting_id


def may_correct(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may say that a completion no longer counts."""
    return may_administer(user, day)


def may_read_shared(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may read the reflections that learners share, without their names: a trainer."""
    return holds(user, Role.TRAINER, day)


def may_offer_sessions(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may put up a live session: trainers and facilitators."""
    return any(holds(user, role, day) for role in SESSION_ROLES)


def may_keep_register(user: User | AnonymousUser, session: LiveSession, day: dt.date) -> bool:
    """Whether the user reads who comes and says who was there: those who run it, and nobody else."""
    return LiveSession.objects.run_by(user, day).filter(pk=session.pk).exists()


def may_change_session(user: User | AnonymousUser, session: LiveSession, day: dt.date) -> bool:
    """Whether the user may change or cancel it; an administrator too, so that a session outlives its trainer."""
    return may_keep_register(user, session, day) or may_administer(user, day)


def may_see_booking(user: User | AnonymousUser, booking: Booking, day: dt.date) -> bool:
    return Booking.objects.visible_to(user, day).filter(pk=booking.pk).exists()


def may_exchange(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Whether the user gives past completions of an organisation's people and takes theirs back: its HR leads."""
    return leads(user, organisation, day)


def own_import(user: User | AnonymousUser, slug: str, uuid: UUID, day: dt.date) -> CompletionImport:
    """The file at this address if the user may exchange completions of that organisation on `day`, else Http404."""
    found = CompletionImport.objects.select_related("organisation").filter(uuid=uuid, organisation__slug=slug).first()
    if found is None or not may_exchange(user, found.organisation, day):
        raise Http404
    return found


def own_waiting_row(user: User | AnonymousUser, slug: str, pk: int, day: dt.date) -> PastCompletion:
    """The row at this address, as `own_import`; one whose file is not recorded waits for nobody."""
    rows = PastCompletion.objects.filter(batch__state=ImportState.RECORDED, batch__organisation__slug=slug)
    found = rows.select_related("batch__organisation", "version__module").filter(pk=pk).first()
    if found is None or not may_exchange(user, found.batch.organisation, day):
        raise Http404
    return found


def own_receipt(user: User | AnonymousUser, slug: str, uuid: UUID, day: dt.date) -> DownloadReceipt:
    """The receipt at this address, without its file, as `own_import`."""
    receipts = DownloadReceipt.objects.filter(uuid=uuid, organisation__slug=slug).defer("content")
    found = receipts.select_related("organisation", "made_by__person").first()
    if found is None or not may_exchange(user, found.organisation, day):
        raise Http404
    return found
