"""Questions of the ledger, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from learning.workforce.models.role_assignment import Role, RoleAssignment
from learning.workforce.querysets import of_person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.modules.models import Module
    from learning.workforce.models import Person, User

    from .models import (  # noqa: F401  some are named in quotes alone
        Attempt,
        Attendance,
        Booking,
        Completion,
        LiveSession,
        PastCompletion,
        PracticeFollowUp,
        Reflection,
    )


def person_of(user: User | AnonymousUser) -> Person | None:
    """Whose learning a login records; None for somebody anonymous and for a login without a person."""
    return getattr(user, "person", None)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: Person) -> Self:
        """Attempts of this human being, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own tries and answers; nobody else reads them, whatever their role."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def open(self) -> Self:
        return self.filter(state="open")

    def unfinished(self) -> Self:
        """Open ones, and at modules where the last try was not yet enough that one."""
        return self.filter(Q(state="open") | Q(state="not_yet", followed_by=None))

    def latest_first(self) -> Self:
        """The try that somebody would carry on with stands first: an open one, else the last started."""
        is_open = models.Case(models.When(state="open", then=0), default=1)
        return self.order_by(is_open, "-started_at", "-pk")

    def on_module(self, module: Module) -> Self:
        return self.filter(module=module)


class CompletionQuerySet(models.QuerySet["Completion"]):
    def of(self, person: Person) -> Self:
        """Completions of this human being, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own completions; employers see status, which `requirements` computes from them."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def standing(self) -> Self:
        """Completions that no correction has taken out."""
        return self.filter(correction=None)

    def known_at(self, moment: dt.datetime | None) -> Self:
        """Completions that were on record at `moment` (UTC), and not corrected by then; None: that stand now."""
        if moment is None:
            return self.standing()
        not_yet_corrected = Q(correction=None) | Q(correction__recorded_at__gt=moment)
        return self.filter(not_yet_corrected, recorded_at__lte=moment)

    def valid_on(self, day: dt.date) -> Self:
        return self.standing().filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def of(self, person: Person) -> Self:
        return self.filter(of_person(person, "attempt__person"))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What a person wrote for themselves; nobody else reads it, whatever their role, unless they share it."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def shared(self) -> Self:
        """What its writers let the trainers read, as it stands now."""
        return self.exclude(shared_at=None)


# Who runs live sessions; a trainer or facilitator reads the names of those at their own sessions only.
SESSION_ROLES = (Role.TRAINER, Role.FACILITATOR)


class LiveSessionQuerySet(models.QuerySet["LiveSession"]):
    """What a session is about, when and where is public; who comes is not."""

    def coming(self, now: dt.datetime) -> Self:
        """Sessions that are not over and were not cancelled, the next one first."""
        return self.filter(ends_at__gt=now, cancelled_at=None).order_by("starts_at", "pk")

    def of_module(self, module: Module) -> Self:
        return self.filter(version__module=module)

    def run_by(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Sessions whose register the user keeps: they run it, and hold the role for that on `day`."""
        if not user.is_authenticated:
            return self.none()
        held = RoleAssignment.objects.on(day).filter(user_id=user.pk, role__in=SESSION_ROLES)
        return self.filter(models.Exists(held), leads=user.pk)

    def with_counts(self) -> Self:
        """With `taken`, the places given, and `waiting`, how many wait for one."""
        return self.annotate(
            taken=models.Count("bookings", filter=Q(bookings__state="booked")),
            waiting=models.Count("bookings", filter=Q(bookings__state="waiting")),
        )


class BookingQuerySet(models.QuerySet["Booking"]):
    def of(self, person: Person) -> Self:
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """One's own, and those at sessions that the user runs."""
        from .models import LiveSession

        person = person_of(user)
        own = self.of(person) if person else self.none()
        return (own | self.filter(session__in=LiveSession.objects.run_by(user, day))).distinct()

    def in_line(self) -> Self:
        """Those who wait for a place, whoever asked first at the front."""
        return self.filter(state="waiting").order_by("asked_at", "pk")

    def expected(self) -> Self:
        """Those whom the register lists: with a place, or come without one."""
        return self.filter(state__in=("booked", "walked_in"))


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of(self, person: Person) -> Self:
        return self.filter(of_person(person))

    def standing(self) -> Self:
        """Those whose completion no correction has taken out."""
        return self.filter(completion__correction=None)

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """One's own, and those at sessions that the user runs."""
        from .models import LiveSession

        person = person_of(user)
        own = self.of(person) if person else self.none()
        return (own | self.filter(session__in=LiveSession.objects.run_by(user, day))).distinct()


class PracticeFollowUpQuerySet(models.QuerySet["PracticeFollowUp"]):
    def of(self, person: Person) -> Self:
        return self.filter(of_person(person, "completion__person"))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; nobody else reads an answer, and figures count them without names."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def unanswered(self, day: dt.date) -> Self:
        """Those that wait for an answer and can still be given one."""
        return self.filter(answered_at=None, closes_on__gte=day, completion__correction=None)


class PastCompletionQuerySet(models.QuerySet["PastCompletion"]):
    def in_queue(self) -> Self:
        """Rows of recorded files that wait until somebody is found, the file given first in front."""
        return self.filter(state="waiting", batch__state="recorded").order_by("batch_id", "number")

    def in_order(self) -> Self:
        """The oldest completion first: a newer one must not be there before it."""
        return self.order_by("completed_on", "number")
