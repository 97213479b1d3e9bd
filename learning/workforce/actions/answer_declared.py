"""HR says whether somebody who declared a post works there: as a new person, as a row of its own return, or not.

Nobody answers for themselves: who they are in the return is not theirs alone to say.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.notices.actions.queue_message import queue_message

from ..models import Employment, EmploymentSource, Person, RoleGroup, Team, User
from ..permissions import may_answer
from ..signals import people_changed
from .declare_post import end_waiting, waiting_post
from .merge_people import join_rows

LONGEST_WORD = 300


@dataclass(frozen=True)
class Post:
    """The post as the employer states it."""

    role_group: RoleGroup
    start: dt.date
    team: Team | None = None
    staff_id: str = ""


def confirm_as_new(by: User, post: Employment, stated: Post) -> Employment:
    """The employer stands behind the post from now on, as it states it. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        row = _theirs_to_answer(by, post)
        said = {
            "role_group_id": stated.role_group.pk,
            "team_id": stated.team.pk if stated.team else None,
            "staff_id": stated.staff_id,
            "start": stated.start,
            "source": EmploymentSource.FORM,
        }
        confirmed = row.supersede_with(timezone.now(), recorded_by_id=by.pk, **said)
        confirmed.full_clean(exclude=["recorded_by"])
        record("post.confirmed", by=by, on=confirmed, organisation_id=row.organisation_id)
        people_changed.send(sender=Employment, person_ids={row.person_id})
        _tell(row, _("Your post is confirmed"), _confirmed_words(row))
    return confirmed


def confirm_as(by: User, post: Employment, row_in_return: Person) -> Person:
    """The one who declared the post is this person of the employer's own; what was declared is replaced by the return.

    Both say so: the person by declaring it, the employer by this. Raises PermissionDenied, and ValidationError where
    the row is not of that employer or has a login.
    """
    with transaction.atomic():
        row = _theirs_to_answer(by, post)
        own = Person.objects.working_at(row.organisation, timezone.localdate()).without_login()
        if not own.filter(pk=row_in_return.pk).exists():
            raise ValidationError(_("Choose somebody of your own return who does not sign in yet."))
        reason = _("The person said so, and %(organisation)s confirmed it.") % {"organisation": row.organisation}
        end_waiting(row)
        kept = join_rows(by, row_in_return, row.person.merged_into or row.person, reason[:240])
        record(
            "post.confirmed", by=by, on=row, organisation_id=row.organisation_id, detail={"person": row_in_return.pk}
        )
        _tell(row, _("Your post is confirmed"), _confirmed_words(row))
    return kept


def decline(by: User, post: Employment, word: str) -> None:
    """The employer does not know of this post: it is withdrawn, and the person is told, with `word` of HR's own."""
    if len(word) > LONGEST_WORD:
        raise ValidationError(_("Write at most %(most)s characters.") % {"most": LONGEST_WORD})
    with transaction.atomic():
        row = _theirs_to_answer(by, post)
        end_waiting(row)
        record("post.declined", by=by, on=row, organisation_id=row.organisation_id)
        words = _(
            "You said that you work at %(organisation)s. Their HR team could not find you in that post, so it is no "
            "longer on your record here. Everything that you learnt stays yours. If this is a mistake, talk to the HR "
            "team, then say it again under My record."
        ) % {"organisation": row.organisation}
        if word.strip():
            words += "\n\n" + _("They write: %(word)s") % {"word": word.strip()}
        _tell(row, _("About the post that you told us of"), words)


def _theirs_to_answer(by: User, post: Employment) -> Employment:
    row = waiting_post(post.pk)
    if row is None or not may_answer(by, row, timezone.localdate()):
        raise PermissionDenied
    return row


def _confirmed_words(row: Employment) -> str:
    return _(
        "%(organisation)s has confirmed that you work there. What is asked of you there stands under My learning; its "
        "HR team and your team’s manager see your name and whether you are current, and nothing else of your learning."
    ) % {"organisation": row.organisation}


def _tell(row: Employment, subject: str, words: str) -> None:
    lasting = row.person.merged_into or row.person
    user = lasting.user or User.objects.filter(person__merged_into=lasting).first() or row.person.user
    if user is not None:
        key = f"post_answer:{row.pk}"
        queue_message(key=key, to=user.email, subject=subject, text=words, person_id=row.person.lasting_id)
