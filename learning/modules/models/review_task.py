from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState, WorkflowState

from learning.notices.working_days import working_day_after
from learning.workforce.models import Absence

from ..draft_reviewers import reviewers_of
from ..review import WORKING_DAYS, Reviewer, Seat

if TYPE_CHECKING:
    from learning.workforce.models import User


class ReviewState(TaskState):
    """One review of one draft by one kind of reviewer; `due_on` is the last day on which it is in time."""

    due_on = models.DateField(_("due on"), null=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.due_on is None:
            self.due_on = working_day_after(timezone.localdate(), WORKING_DAYS)
        super().save(*args, **kwargs)

    @property
    def seat(self) -> Seat:
        """Who is named for it and who wrote it; three queries."""
        task = self.task.specific
        return Seat(
            reviewer=task.reviewer_id,
            deputy=task.deputy_id,
            due_on=self.due_on or timezone.localdate(),
            authors=authors_of(self.workflow_state),
            reviewer_is_away=_is_away(task.reviewer_id, timezone.localdate()),
        )

    def holder(self, day: dt.date) -> User | None:
        """Whoever has it on `day`; nobody where nobody is named, or all who are wrote it."""
        from learning.workforce.models import User

        pk = self.seat.held_by(day)
        return None if pk is None else User.objects.get(pk=pk)


class ReviewTask(Task):
    """One step of a module's review, with a person who has it for two working days and a deputy after that.

    While it is under review nobody edits the draft, so that what was approved is what goes out.
    """

    kind: ClassVar[Reviewer]
    task_state_class = ReviewState

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reviewer"),
        help_text=_("Has it first, for two working days."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("deputy"),
        help_text=_("May decide when the reviewer is late or away, or wrote the module."),
    )

    admin_form_fields: ClassVar[list[str]] = [*Task.admin_form_fields, "reviewer", "deputy"]

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin the review, or step aside where this module does not need it."""
        revision = workflow_state.content_object.get_latest_revision()
        if self.kind in _needed(revision):
            state: TaskState = super().start(workflow_state, user=user)
            return state
        return ReviewState.objects.create(
            workflow_state=workflow_state,
            revision=revision,
            task=self,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return user.pk in (self.reviewer_id, self.deputy_id)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return True

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or not state.seat.may_act(user.pk, timezone.localdate()):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_form_for_action(self, action: str) -> Any:
        from ..review_form import ApprovalForm, ChangesForm

        return ChangesForm if action == "reject" else ApprovalForm

    @transaction.atomic
    def on_action(self, task_state: ReviewState, user: User, action_name: str, **kwargs: Any) -> None:
        """Decide, once more asking whether this login may: time has passed since the button was drawn.

        Two who decide at one moment queue at the page, as those who publish it do, and the second finds it decided.
        """
        Page.objects.select_for_update(no_key=True).get(pk=task_state.workflow_state.object_id)
        task_state.refresh_from_db(from_queryset=ReviewState.objects.select_for_update(of=("self",)))
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise PermissionDenied
        if not task_state.seat.may_act(user.pk, timezone.localdate()):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        if user.pk not in (self.reviewer_id, self.deputy_id):
            return TaskState.objects.none()
        today = timezone.localdate()
        waiting = ReviewState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        mine = [state.pk for state in waiting if state.seat.may_act(user.pk, today)]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        return _("One named reviewer with a deputy; two working days.")


class TrainerPeerReview(ReviewTask):
    """Another trainer reads the module: is it right, clear and kind, and does the quiz ask what was taught?"""

    kind = Reviewer.PEER

    class Meta:
        verbose_name = _("review by a fellow trainer")
        verbose_name_plural = _("reviews by fellow trainers")


class LivedExperienceReview(ReviewTask):
    """Somebody who has lived what the module speaks of reads it: would it hurt or help to meet this?"""

    kind = Reviewer.LIVED_EXPERIENCE

    class Meta:
        verbose_name = _("review by lived experience")
        verbose_name_plural = _("reviews by lived experience")


class InformationGovernanceReview(ReviewTask):
    """The information-governance lead reads it: can anybody be recognised, and may every source be used?"""

    kind = Reviewer.INFORMATION_GOVERNANCE

    class Meta:
        verbose_name = _("review of information governance")
        verbose_name_plural = _("reviews of information governance")


REVIEWS: tuple[type[ReviewTask], ...] = (TrainerPeerReview, LivedExperienceReview, InformationGovernanceReview)


def authors_of(state: WorkflowState) -> frozenset[int]:
    """Logins that wrote what is under review: who sent it, and whoever saved a draft since the last publication."""
    page = state.content_object
    drafts = Revision.objects.for_instance(page).exclude(user=None)
    if page.live_revision_id:
        drafts = drafts.filter(pk__gt=page.live_revision_id)
    found = set(drafts.values_list("user_id", flat=True))
    if state.requested_by_id:
        found.add(state.requested_by_id)
    return frozenset(found)


def _needed(revision: Revision) -> frozenset[Reviewer]:
    """Who has to read this draft; everybody, for a page that is no module."""
    from .module_page import ModulePage

    draft = revision.as_object()
    if not isinstance(draft, ModulePage):
        return frozenset(Reviewer)
    return reviewers_of(draft)


def _is_away(user_id: int | None, day: dt.date) -> bool:
    """Whether the person behind the login is recorded as away anywhere on `day`, or the login was closed."""
    if user_id is None:
        return False
    from learning.workforce.models import User

    if not User.objects.filter(pk=user_id, is_active=True).exists():
        return True
    absences = Absence.objects.standing().filter(person__user_id=user_id, away_from__lte=day)
    return absences.filter(models.Q(away_to=None) | models.Q(away_to__gte=day)).exists()
