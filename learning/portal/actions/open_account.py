"""Make a sign-in for somebody who showed that the address is theirs, and join them to the record that waits."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.workforce.actions.join_person import join_by_email
from learning.workforce.actions.use_claim_code import use_claim_code
from learning.workforce.models import ClaimCode, User

from ..join_links import Invited
from .send_join_letter import is_known


@dataclass(frozen=True)
class NewAccount:
    """What the person chose."""

    given_name: str
    family_name: str
    password: str


def open_account(invited: Invited, chosen: NewAccount) -> User:
    """The new login, joined to what a code or a return holds for it.

    Raises ValidationError, with what to do, when the address has a login already or nothing lets it in any more.
    """
    with transaction.atomic():
        if User.objects.filter(email=invited.email).exists():
            raise ValidationError(_("This address has a sign-in already. Sign in with it, or choose a new password."))
        code = code_of(invited)
        if code is None and not is_known(invited.email):
            raise ValidationError(_("Your code was used, taken back or has run out. Ask your HR team for a new one."))
        user = User.objects.create_user(
            invited.email, chosen.password, first_name=chosen.given_name, last_name=chosen.family_name
        )
        EmailAddress.objects.create(user=user, email=invited.email, verified=True, primary=True)
        if code is not None:
            use_claim_code(user, code, invited.email)
        join_by_email(user, invited.email)
    return user


def code_of(invited: Invited) -> ClaimCode | None:
    """The unused code that the letter was asked for with, if there is one."""
    if invited.code_id is None:
        return None
    rows = ClaimCode.objects.unused().select_related("organisation", "person__merged_into")
    return rows.filter(pk=invited.code_id).first()
