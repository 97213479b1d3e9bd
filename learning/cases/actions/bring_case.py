"""Bring a case, or send one again that came back: stored once no word of it names anybody."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.records.querysets import person_of
from learning.records.refusals import BadAnswer, OpenFindings
from learning.records.screened import LONGEST_REASON
from learning.workforce.models import Organisation, User
from learning.workforce.models.organisation import Sector

from ..life_cycle import Move, Part, State
from ..manuscript import Manuscript
from ..models import Case, CaseStep
from ..models.case import CHOSEN, NEEDED, TEXTS
from ..notices import tell_of_step
from ..permissions import employers_of, first_reviewers
from ..refusals import NobodyChecks
from ..said import MOST_KEPT, UNUSUAL, Said, longest
from .take_step import take_step


def bring_case(user: User, organisation: Organisation, said: Said, key: uuid.UUID) -> Case:
    """Store the case, once for each `key`, and send it for its first check.

    Raises:
        PermissionDenied: the user holds no confirmed post there today.
        NobodyChecks: that partner has nobody but the user who could check it first.
        OpenFindings: words name somebody directly; nothing is stored. Carries the review.
        BadAnswer: a box is longer than it may be.
        ValidationError: by field, what is missing or no choice.
    """
    now, today = timezone.now(), timezone.localdate()
    person = person_of(user)
    if person is None or organisation not in employers_of(user, today):
        raise PermissionDenied
    if not first_reviewers(organisation, today).exclude(user=user).exists():
        raise NobodyChecks(
            _(
                "Nobody at %(organisation)s can check a case yet, and no other partner does it for them. Ask your "
                "network team to name somebody; what you wrote stays on this page until then."
            )
            % {"organisation": organisation}
        )
    with transaction.atomic():
        # A second click at the same moment waits here for the first one.
        User.objects.select_for_update().get(pk=user.pk)
        known = Case.objects.filter(key=key, author=user).first()
        if known is not None:
            return known
        case = Case(
            key=key, author=user, person_id=person.lasting_id, organisation=organisation,
            state=State.AGENCY_REVIEW, brought_at=now, state_since=now,
        )  # fmt: skip
        write_said(case, said)
        case.full_clean(validate_constraints=False)
        case.save(force_insert=True)
        step = CaseStep.objects.create(
            case=case, move=Move.SUBMIT, before=State.DRAFT, after=case.state, as_part=Part.AUTHOR, by=user, at=now
        )
        record("case.submit", by=user, on=case, organisation_id=organisation.pk)
        tell_of_step(case, step, today)
    return case


def send_again(user: User, case: Case, said: Said) -> Case:
    """The author has mended a case that came back: its new words are stored, and it is checked anew, by both.

    Raises as `bring_case`, and `take_step`.
    """

    def change(row: Case, part: Part) -> None:
        write_said(row, said)
        row.full_clean(validate_constraints=False)

    return take_step(user, case, Move.SUBMIT, change=change)


def write_said(case: Case, said: Said) -> None:
    """Into the row, screened, and whether they are a health organisation's. Raises OpenFindings or BadAnswer."""
    words = {name: said.words.get(name, "").strip() for name in TEXTS}
    for name, text in words.items():
        if len(text) > longest(name):
            raise BadAnswer(f"{name} is longer than {longest(name)}")
    missing = [name for name in NEEDED if not words[name]]
    if missing:
        raise ValidationError({name: _("Write this; a sentence will do.") for name in missing})
    case.kept = kept_reasons(words, said.kept)
    for name, text in words.items():
        setattr(case, name, text)
    for name in CHOSEN:
        if name in said.chosen:
            setattr(case, name, said.chosen[name])
    case.is_from_health = case.organisation.sector == Sector.HEALTH
    case.unusual = {Part.AUTHOR: sorted(set(said.unusual) & set(UNUSUAL))}
    case.text_hash = case.mark()


def kept_reasons(words: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """The reasons that are needed for these words, and no others. Raises OpenFindings or BadAnswer."""
    if len(kept) > MOST_KEPT or any(len(reason) > LONGEST_REASON for reason in kept.values()):
        raise BadAnswer("too many reasons, or one that is too long")
    review = Manuscript(words, kept).review
    if not review.complete:
        raise OpenFindings(review)
    return {question.text: question.keep for question in review.settled}
