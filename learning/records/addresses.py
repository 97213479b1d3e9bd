"""Where somebody is written to."""

from __future__ import annotations

from learning.workforce.models import Person, PersonEmail, User


def address_of(person: Person) -> str:
    """The person's own e-mail: that of their login, else one shown to be theirs; empty where there is none.

    What only an employer's list says is never written to: it may be somebody else's by now.
    """
    if person.erased_at is not None:
        return ""
    rows = Person.objects.same_as(person).values_list("pk", flat=True)
    login = User.objects.filter(person__in=rows, is_active=True).order_by("pk").first()
    if login is not None:
        return login.email
    shown = PersonEmail.objects.filter(person__in=rows).exclude(verified_at=None).order_by("-verified_at").first()
    return shown.email if shown else ""
