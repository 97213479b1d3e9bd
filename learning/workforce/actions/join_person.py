"""Join a login to the person whom an employer's return knows already, by an address that the login proved."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record

from ..models import Employment, Organisation, Person, PersonEmail, User
from ..names_fit import names_fit
from ..signals import people_changed
from .merge_people import join_rows


def join_by_email(user: User, email: str) -> Person | None:
    """What follows from `email` having been shown to be the user's; returns their person, if there is one.

    At a first sign-in the row that a return knows by this address becomes the user's, and further rows by the same
    name are read as one with it. Rows by another name, and rows found once the user has a record, are left for the
    person to say: an employer's list alone never opens a record that is somebody's already.
    """
    email = email.strip().lower()
    with transaction.atomic():
        own = own_row(user)
        if own is None:
            own = _first_joined(user, email)
        if own is not None:
            prove_address(own, email)
    return own


def own_row(user: User) -> Person | None:
    """The lasting row of the user's person, as the database holds it now."""
    row = Person.objects.filter(user=user).select_related("merged_into").first()
    return (row.merged_into or row) if row else None


def give_login(user: User, row: Person, *, how: str) -> Person:
    """Make this row, which has no login, the user's, in the caller's transaction; `how` is kept in the trail."""
    row = Person.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not Person.objects.filter(pk=row.pk, erased_at=None).without_login().exists() or own_row(user) is not None:
        raise ValidationError(_("Somebody signs in as this person already. Ask the network team to look at it."))
    row.user = user
    row.save(update_fields=["user"])
    # Whoever asks this login for its person in the same request finds them.
    User._meta.get_field("person").set_cached_value(user, row)
    record("person.joined", by=user, on=row, detail={"how": how})
    people_changed.send(sender=Person, person_ids={row.pk})
    return row


def prove_address(row: Person, email: str) -> None:
    """Write down that the address was shown to be this person's; where it is somebody else's already, nothing."""
    if PersonEmail.objects.filter(email=email).exclude(verified_at=None).exists():
        return
    known, _is_new = PersonEmail.objects.get_or_create(person=row, email=email)
    known.verified_at = timezone.now()
    known.save(update_fields=["verified_at"])


def forget_address(user: User, email: str) -> None:
    """The login no longer uses the address: it is known of the person, and no longer shown to be theirs."""
    own = own_row(user)
    if own is not None:
        known = PersonEmail.objects.filter(person__in=Person.objects.same_as(own), email=email.lower())
        known.update(verified_at=None)


def rows_to_ask(user: User, emails: Sequence[str]) -> list[Person]:
    """Rows that one of the user's proven addresses leads to and that may be the user too: for them to say."""
    own = own_row(user)
    rows = Person.objects.known_by([email.lower() for email in emails]).order_by("pk")
    if own is None:
        return list(rows.without_login())
    # What an HR lead believes settles nothing for the person.
    told = own.opinions().filter(is_same=False, organisation=None).values_list("first_id", "second_id")
    others = {key for pair in told for key in pair}
    return list(rows.exclude(pk__in=others | {own.pk}))


def confirm_row(user: User, row: Person, emails: Sequence[str]) -> None:
    """The user says: this row is me too. Raises PermissionDenied for a row that no proven address leads to.

    Raises ValidationError, with what to do, where both have a login or a merge stands in the way.
    """
    with transaction.atomic():
        if row not in rows_to_ask(user, emails):
            raise PermissionDenied
        own = own_row(user)
        if own is None:
            own = give_login(user, row, how="chosen")
            for email in emails:
                prove_address(own, email.lower())
            return
        if _is_led_by(user, row):
            raise ValidationError(
                _("You lead this employer’s people, so others say whether that is you: ask the network team.")
            )
        join_rows(user, row, own, _("Confirmed by the person: both know the same proven e-mail address."))


def works_for(person: Person, organisation: Organisation) -> bool:
    """Whether the organisation confirms a post of this human being, of whatever days."""
    return Employment.objects.standing().confirmed().of(person).filter(organisation=organisation).exists()


def _is_led_by(user: User, row: Person) -> bool:
    """Whether the user writes this row's employer's returns: then they could have put their own address there."""
    led = Organisation.objects.led_by(user, timezone.localdate())
    return Employment.objects.standing().confirmed().of(row).filter(organisation__in=led).exists()


def _first_joined(user: User, email: str) -> Person | None:
    rows = list(Person.objects.known_by([email]).without_login().order_by("pk"))
    fitting = [row for row in rows if names_fit(row, rows[0])]
    if len(fitting) != len(rows):
        # Rows by several names: the one by the name of the login, or nobody before the person has said so.
        fitting = [
            row for row in rows if user.get_full_name() and row.name.casefold() == user.get_full_name().casefold()
        ]
    if not fitting:
        return None
    own = give_login(user, fitting[0], how="email")
    for row in fitting[1:]:
        try:
            own = join_rows(user, row, own, _("Both know the same e-mail address, which the person proved."))
        except ValidationError:
            # Part of another merge: an administrator sees it among the suggestions.
            continue
    return own
