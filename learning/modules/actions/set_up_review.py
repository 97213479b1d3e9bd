"""The review that every module goes through, and who is named for each step of it."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow, WorkflowPage, WorkflowTask

from learning.workforce.models import User

from ..models import CataloguePage, InformationGovernanceReview, LivedExperienceReview, ReviewTask, TrainerPeerReview

NAME: Final = "Review of modules"
STEPS: Final[tuple[tuple[type[ReviewTask], Any], ...]] = (
    (TrainerPeerReview, "A fellow trainer"),
    (LivedExperienceReview, "Lived experience"),
    (InformationGovernanceReview, "Information governance"),
)


@transaction.atomic
def set_up_review() -> Workflow:
    """Make the review and put it over the catalogue, as far as missing; an administrator names the reviewers."""
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    for order, (kind, name) in enumerate(STEPS):
        task = kind.objects.filter(active=True).first() or kind.objects.create(name=name)
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=Task.objects.get(pk=task.pk), defaults={"sort_order": order}
        )
    for catalogue in CataloguePage.objects.all():
        WorkflowPage.objects.get_or_create(page=catalogue, defaults={"workflow": workflow})
    return workflow


def name_reviewers(kind: type[ReviewTask], reviewer: User | None, deputy: User | None) -> ReviewTask:
    """Give one step of the review to these two.

    Raises ValueError where both are the same: nobody is their own deputy.
    """
    if reviewer is not None and reviewer == deputy:
        raise ValueError(_("Nobody is their own deputy."))
    task = kind.objects.filter(active=True).get()
    task.reviewer, task.deputy = reviewer, deputy
    task.save(update_fields=["reviewer", "deputy"])
    return task
