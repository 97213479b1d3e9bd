"""What an employer wrote of one person wrongly, bettered by form: name, e-mail address, staff number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ..addresses import addresses_known_to
from ..models import ChangeKind, Employment, Person, User, WorkforceReturn
from ..people_here import Here
from ..steps import Rows, Steps
from .write_person import write_person


@dataclass(frozen=True)
class Known:
    """What the employer's own row says. `is_named_here`: the name is the employer's to change, not the person's."""

    row: Person
    posts: Sequence[Employment]
    email: str
    staff_id: str
    is_named_here: bool


def known_of(here: Here, post: Employment) -> Known:
    """Of the row under which the employer lists the person, and the posts that bear the staff number of `post`.

    An address that its person has shown to be theirs is no longer the employer's to change, nor is the name of
    somebody who has a sign-in or whose row was joined to another one. Two queries at most.
    """
    row = post.person
    said = addresses_known_to(post.organisation).filter(person=row, verified_at=None).order_by("pk").first()
    return Known(
        row,
        [one for one in here.posts if one.person_id == row.pk and one.staff_id == post.staff_id],
        said.email if said else "",
        post.staff_id,
        row.merged_into_id is None and row.user_id is None,
    )


def correct_person(
    by: User, here: Here, known: Known, *, name: tuple[str, str], email: str, staff_id: str
) -> WorkforceReturn:
    """Write what is right; what is the same as before stays untouched. Raises as `write_person`."""
    row, steps, shown = known.row, Steps(), []
    before = (row.given_name, row.family_name)
    if known.is_named_here and name != before:
        steps.name, steps.name_before = list(name), list(before)
        words = [(_("First name"), before[0], name[0]), (_("Last name"), before[1], name[1])]
        shown += [one for one in words if one[1] != one[2]]
    if email != known.email:
        steps.email, steps.email_gone = email, known.email
        shown.append((_("E-mail address"), known.email, email))
    if staff_id != known.staff_id:
        steps.employments = Rows(replaced=[(post.pk, {"staff_id": staff_id}) for post in known.posts])
        shown.append((_("Staff number"), known.staff_id, staff_id))
    named = f"{name[0]} {name[1]}".strip() if known.is_named_here else here.name
    return write_person(
        by,
        known.posts[0].organisation,
        ChangeKind.CHANGED,
        steps,
        as_at=timezone.localdate(),
        named=named or staff_id,
        person=row,
        staff_id=staff_id,
        shown=shown,
    )
