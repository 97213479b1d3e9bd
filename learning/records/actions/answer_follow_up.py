"""What the holder of a follow-up's link says, and what the manager says whom they name."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.notices.actions.stop_nudges import wants_nudges
from learning.workforce.models import Person, PersonEmail, User

from ..encryption import Unreadable, seal
from ..models import Applied, Corroboration, PracticeFollowUp, Witness
from ..note import Note, pack, unpack
from ..practice import WITNESS_HAS
from ..practice_links import witness_token_of
from ..refusals import AnsweredAlready, BadAnswer, LinkOver, NobodyKnown
from ..screened import screened

LONGEST_EXAMPLE = 2_000
CONFIRMABLE = (Applied.YES, Applied.PARTLY)


def answer_follow_up(
    follow_up: PracticeFollowUp,
    applied: str,
    example: str = "",
    kept: Mapping[str, str] | None = None,
    *,
    may_replace: bool = False,
) -> PracticeFollowUp:
    """Save whether it is used at work, and an example, sealed. The answer given last stands.

    Another example than the one that was shared with a manager is shared with nobody. For whoever holds the
    follow-up's own link. `kept`: words that look like an identity → why they are nobody's.
    `may_replace`: who is known to be its person, or to have answered last, answers anew.

    Raises:
        AnsweredAlready: it was, and `may_replace` is not said.
        LinkOver: the last day to answer has passed, or the completion was corrected.
        BadAnswer: no such answer, or an example of more than 2,000 characters.
        OpenFindings: the example names somebody directly; nothing is stored. Carries the review.
    """
    if applied not in Applied.values:
        raise BadAnswer("no such answer")
    example, reasons = screened(example, kept, most=LONGEST_EXAMPLE, is_needed=False)
    now = timezone.now()
    with transaction.atomic():
        locked = _open(follow_up)
        if locked.answered_at is not None and not may_replace:
            raise AnsweredAlready
        if example_of(locked) != example:
            Corroboration.objects.filter(follow_up=locked).update(shares_example=False)
        locked.applied, locked.answered_at = applied, now
        locked.sealed_example = pack(Note(example, reasons))
        locked.save(update_fields=["applied", "answered_at", "sealed_example"])
        return locked


def ask_manager(follow_up: PracticeFollowUp, address: str, *, shares_example: bool) -> Corroboration:
    """Ask one manager, named by the learner, whether they have seen the change. Once; asking again changes nothing.

    Raises:
        LinkOver: as `answer_follow_up`.
        BadAnswer: nothing to confirm was said yet.
        NobodyKnown: it is the learner's own address.
    """
    address = address.strip().lower()
    now = timezone.now()
    with transaction.atomic():
        locked = _open(follow_up)
        if locked.applied not in CONFIRMABLE:
            raise BadAnswer("there is nothing to confirm")
        if address in _own_addresses(locked.completion.person):
            raise NobodyKnown
        corroboration, is_new = Corroboration.objects.get_or_create(
            follow_up=locked,
            defaults={
                "sealed_address": seal(address),
                "shares_example": shares_example and locked.has_example,
                "asked_at": now,
                "closes_on": timezone.localdate(now) + WITNESS_HAS,
            },
        )
        if is_new and wants_nudges(address):
            _write_to_manager(corroboration, address)
        return corroboration


def answer_as_manager(corroboration: Corroboration, said: str) -> Corroboration:
    """Save what the manager says. The answer given last stands.

    Raises LinkOver after the last day and once nothing is left to confirm, BadAnswer for no such answer.
    """
    if said not in Witness.values:
        raise BadAnswer("no such answer")
    now = timezone.now()
    with transaction.atomic():
        rows = Corroboration.objects.select_related("follow_up__completion")
        locked = rows.select_for_update(of=("self",)).get(pk=corroboration.pk)
        if is_over_for_manager(locked):
            raise LinkOver
        locked.said, locked.said_at = said, now
        locked.save(update_fields=["said", "said_at"])
        return locked


def is_over(follow_up: PracticeFollowUp) -> bool:
    """Whether nobody can answer any more."""
    corrected = hasattr(follow_up.completion, "correction")
    return corrected or timezone.localdate() > follow_up.closes_on


def is_over_for_manager(corroboration: Corroboration) -> bool:
    """Whether the manager's link opens nothing any more: its last day has passed, or the learner took back the “yes”.

    A mailbox outlives what was agreed: afterwards nobody reads the name or the example there.
    """
    follow_up = corroboration.follow_up
    nothing_to_confirm = follow_up.applied not in CONFIRMABLE or hasattr(follow_up.completion, "correction")
    return nothing_to_confirm or timezone.localdate() > corroboration.closes_on


def _open(follow_up: PracticeFollowUp) -> PracticeFollowUp:
    rows = PracticeFollowUp.objects.select_for_update(of=("self",))
    locked = rows.select_related("completion__person", "completion__version").get(pk=follow_up.pk)
    if is_over(locked):
        raise LinkOver
    return locked


def example_of(follow_up: PracticeFollowUp) -> str | None:
    """The example as it stands; None where no key opens it any more."""
    if not follow_up.has_example:
        return ""
    try:
        return unpack(bytes(follow_up.sealed_example)).text
    except Unreadable:
        return None


def _own_addresses(person: Person) -> set[str]:
    rows = Person.objects.same_as(person).values_list("pk", flat=True)
    known = PersonEmail.objects.filter(person__in=rows).values_list("email", flat=True)
    return {*known, *User.objects.filter(person__in=rows).values_list("email", flat=True)}


def _write_to_manager(corroboration: Corroboration, address: str) -> None:
    completion = corroboration.follow_up.completion
    who = {"name": completion.person.name, "title": completion.version.title}
    lines = [
        _("Hello,"),
        _(
            "%(name)s finished the module “%(title)s” about three months ago, says that it is used at work, and named "
            "you as somebody who may have seen it. One click says whether you have; you need no account."
        )
        % who,
        settings.PUBLIC_BASE_URL + reverse("practice_witness", args=[witness_token_of(corroboration)]),
        _("The link works until %(day)s. You need not answer, and nothing follows for anybody if you do not.")
        % {"day": date_format(corroboration.closes_on, "j F Y")},
        str(settings.WAGTAIL_SITE_NAME),
    ]
    key = f"practice-witness:{corroboration.pk}"
    subject = _("Have you seen it at work? %(name)s asks") % who
    queue_message(key=key, to=address, subject=subject, text="\n\n".join(lines) + "\n")
