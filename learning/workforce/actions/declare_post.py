"""Say of oneself where one works and as what: learning at once, and a figure of nobody's before HR has confirmed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record

from ..models import Employment, EmploymentSource, Organisation, Person, RoleGroup, User
from ..signals import people_changed
from .join_person import own_row, prove_address

MOST_WAITING = 3


@dataclass(frozen=True)
class Declared:
    """Where somebody says they work."""

    organisation: Organisation
    role_group: RoleGroup
    start: dt.date
    given_name: str = ""
    family_name: str = ""


def declare_post(user: User, said: Declared, email: str) -> Employment:
    """Write it down as said by the person; a login without a person gets one, with the name given.

    Raises ValidationError where that employer has a post of theirs already or too many are waiting.
    """
    today = timezone.localdate()
    with transaction.atomic():
        person = own_row(user)
        if person is None:
            person = Person.objects.create(user=user, given_name=said.given_name, family_name=said.family_name)
            User._meta.get_field("person").set_cached_value(user, person)
            prove_address(person, email.strip().lower())
        posts = Employment.objects.of(person).in_post(today)
        if posts.filter(organisation=said.organisation).exists():
            words = _("A post of yours with %(organisation)s is on your record already.")
            raise ValidationError(words % {"organisation": said.organisation})
        if posts.filter(source=EmploymentSource.SELF_DECLARED).count() >= MOST_WAITING:
            raise ValidationError(_("Three posts of yours wait to be confirmed. Take one back first."))
        post = Employment(
            person=person,
            organisation=said.organisation,
            role_group=said.role_group,
            start=said.start,
            source=EmploymentSource.SELF_DECLARED,
            recorded_by=user,
        )
        post.full_clean(exclude=["recorded_by"])
        post.save(force_insert=True)
        record("post.declared", by=user, on=post, organisation_id=post.organisation_id)
        people_changed.send(sender=Employment, person_ids={person.pk})
    return post


def take_back_declared(user: User, post: Employment) -> None:
    """The person takes back what they said. Raises PermissionDenied for anybody else."""
    with transaction.atomic():
        row = waiting_post(post.pk)
        own = own_row(user)
        if own is None or row is None or row.person.lasting_id != own.pk:
            raise PermissionDenied
        end_waiting(row)
        record("post.taken_back", by=user, on=row, organisation_id=row.organisation_id)


def waiting_post(key: int) -> Employment | None:
    """The declared post with this key, locked, as long as nobody answered or took it back."""
    rows = Employment.objects.standing().filter(source=EmploymentSource.SELF_DECLARED)
    return rows.select_for_update(of=("self",)).select_related("person", "organisation").filter(pk=key).first()


def end_waiting(row: Employment) -> None:
    """Believe a declared post no longer, in the caller's transaction; statuses follow."""
    row.superseded_at = timezone.now()
    row.save(update_fields=["superseded_at"])
    people_changed.send(sender=Employment, person_ids={row.person_id})
