"""Of two logins of one human being keep one: it signs in by both addresses, and the other is switched off."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import Person, RoleAssignment, User
from learning.workforce.permissions import may_administer


def close_second_login(by: User, closing: User, keeping: User) -> None:
    """Switch `closing` off and let `keeping` use its proven addresses. Nothing that was learnt is touched.

    Raises PermissionDenied, and ValidationError where the closing one still holds a role or is the caller's own.
    """
    today = timezone.localdate()
    if not may_administer(by, today):
        raise PermissionDenied
    if closing.pk in (by.pk, keeping.pk):
        raise ValidationError(_("This is your own sign-in. Ask another administrator."))
    if RoleAssignment.objects.on(today).filter(user=closing).exists():
        raise ValidationError(_("That sign-in holds a role. Give the role to the other one and end it here first."))
    with transaction.atomic():
        Person.objects.filter(user=closing).update(user=None)
        EmailAddress.objects.filter(user=closing).update(user=keeping, primary=False)
        closing.is_active = False
        closing.set_unusable_password()
        closing.save(update_fields=["is_active", "password"])
        record("login.closed", by=by, on=closing, detail={"kept": keeping.pk})
