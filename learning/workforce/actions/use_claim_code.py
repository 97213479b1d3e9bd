"""Join a login to the person for whom an employer printed a code."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record

from ..claim_codes import digest_of, parsed
from ..models import ClaimCode, Person, User
from .join_person import give_login, own_row, prove_address, works_for
from .merge_people import join_rows


def open_code(text: str) -> ClaimCode | None:
    """The open code that somebody typed, or None: wrong, used, taken back and run out all look alike."""
    code = parsed(text)
    if code is None:
        return None
    open_now = ClaimCode.objects.open_at(timezone.now()).filter(person__erased_at=None)
    return open_now.select_related("organisation", "person__merged_into").filter(digest=digest_of(code)).first()


def use_claim_code(user: User, code: ClaimCode, email: str) -> Person:
    """The holder of the code says: this is me. `email` was shown to be theirs. Returns their person.

    A login that has a record already keeps it: the row in the return is read as one with it. Raises ValidationError,
    with what to do, when the code is not open any more or somebody else signs in as its person.
    """
    with transaction.atomic():
        locked = ClaimCode.objects.select_for_update(of=("self",)).open_at(timezone.now()).filter(pk=code.pk).first()
        if locked is None:
            raise ValidationError(_("This code was used, taken back or has run out. Ask your HR team for a new one."))
        row = code.person.merged_into or code.person
        own = own_row(user)
        _refuse_somebody_elses(user, code, row, own)
        if own is None:
            own = give_login(user, row, how="code")
        elif own.pk != row.pk:
            reason = _("By a code that %(organisation)s gave the person.") % {"organisation": code.organisation}
            own = join_rows(user, row, own, reason[:240])
        prove_address(own, email.strip().lower())
        ClaimCode.objects.filter(pk=locked.pk).update(used_at=timezone.now())
        record("claim_code.used", by=user, on=locked, organisation_id=locked.organisation_id)
    return own


def _refuse_somebody_elses(user: User, code: ClaimCode, row: Person, own: Person | None) -> None:
    """A code that the user printed, or one of an employer who has the user on record already: whose it is, others say.

    Otherwise a colleague's paper, or one that HR printed for itself, would make two people one.
    """
    if code.made_by_id == user.pk:
        raise ValidationError(_("You printed this code yourself. Whoever it is for uses it with their own sign-in."))
    if own is not None and own.pk != row.pk and works_for(own, code.organisation):
        raise ValidationError(
            _(
                "%(organisation)s has you on record already, so this code is for somebody else. If both are you, ask "
                "your HR team to say so: the network team then joins the two."
            )
            % {"organisation": code.organisation}
        )
