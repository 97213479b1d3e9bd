from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..learning_draft import DraftState
from ..querysets import LearningDraftQuerySet

SEATS = ("local", "other", "lived")
"""Who has to agree: one with local knowledge, another one, and for the public one with lived experience."""
WRITTEN = (DraftState.WRITING, DraftState.REVIEW, DraftState.PUBLISHED)


def _user(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )


def _mark(label: Any) -> models.CharField[str, str]:
    return models.CharField(label, max_length=64, blank=True)


def _own(name: str) -> models.CheckConstraint:
    by = f"{name}_by"
    kept_out = Q(**{by: F("author")}) | Q(**{by: F("sent_by")})
    return models.CheckConstraint(
        condition=Q(**{by: None}) | ~kept_out, name=f"nobody_reads_their_own_learning_case_as_{name}"
    )


class LearningDraft(models.Model):
    """A closed case was nominated to be learnt from by others; `page` is what is written from it, once that is agreed.

    The one place that leads from a learning case to its case, shown to the author and to information-governance leads.
    `mark`: of the words and fields of the page's latest draft. An approval binds to the mark that was read, and an edit
    voids it. What readers meet is the text of `published_mark`, also while a later draft is written.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="learning_drafts", verbose_name=_("case")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author of the case")
    )
    state = models.CharField(_("state"), max_length=16, choices=DraftState.choices, default=DraftState.NOMINATED)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("nominated by")
    )
    decided_by = _user(_("decided for the author’s organisation by"))
    no_proceedings_on = models.DateField(_("no live proceedings, as recorded on"), null=True, blank=True)
    page = models.OneToOneField(
        "cases.LearningCasePage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="learning_draft",
        verbose_name=_("page"),
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("who wrote in it")
    )
    word = models.TextField(_("word"), blank=True)
    mark = _mark(_("mark of words and fields"))
    sent_by = _user(_("sent to be read by"))
    is_public = models.BooleanField(_("for everybody"), default=False)
    local_by = _user(_("agreed to, knowing the place, by"))
    local_mark = _mark(_("mark of what was agreed to, knowing the place"))
    other_by = _user(_("agreed to by"))
    other_mark = _mark(_("mark of what was agreed to"))
    lived_by = _user(_("agreed to, from lived experience, by"))
    lived_mark = _mark(_("mark of what was agreed to, from lived experience"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_mark = _mark(_("mark of what is published"))
    review_due_on = models.DateField(_("read again by"), null=True, blank=True)

    objects = LearningDraftQuerySet.as_manager()

    class Meta:
        ordering = ["state_since", "pk"]
        verbose_name = _("learning draft")
        verbose_name_plural = _("learning drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state=DraftState.DECLINED), name="one_learning_draft_for_a_case"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WRITTEN)
                | Q(page__isnull=False, decided_by__isnull=False, no_proceedings_on__isnull=False),
                name="a_learning_draft_is_written_once_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.PUBLISHED)
                | ~Q(mark="")
                & Q(local_by__isnull=False, local_mark=F("mark"))
                & Q(other_by__isnull=False, other_mark=F("mark"))
                & Q(published_at__isnull=False, published_mark=F("mark"), review_due_on__isnull=False),
                name="a_learning_case_is_published_as_two_people_read_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.PUBLISHED)
                | Q(is_public=False)
                | Q(lived_by__isnull=False, lived_mark=F("mark")),
                name="a_public_learning_case_was_read_from_lived_experience",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("author")),
                name="no_author_agrees_for_their_agency",
            ),
            *(_own(name) for name in SEATS),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{one}_by": None}) | ~Q(**{f"{one}_by": F(f"{another}_by")}),
                    name=f"{one}_and_{another}_are_two_people",
                )
                for one, another in (("local", "other"), ("local", "lived"), ("other", "lived"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def needed(self) -> tuple[str, ...]:
        """Which seats have to agree."""
        return SEATS if self.is_public else SEATS[:2]

    @property
    def agreed(self) -> list[str]:
        """Which of them have agreed to the text as it is."""
        return [name for name in self.needed if self.mark and getattr(self, f"{name}_mark") == self.mark]

    @property
    def readers(self) -> set[int]:
        """Who has agreed to the text as it is, whatever the seat."""
        return {getattr(self, f"{name}_by_id") for name in self.agreed}

    def forget_approvals(self) -> None:
        for name in SEATS:
            setattr(self, f"{name}_by", None)
            setattr(self, f"{name}_mark", "")

    def is_late(self, day: dt.date) -> bool:
        """Whether a published one should have been read again by now."""
        return self.review_due_on is not None and self.review_due_on < day
