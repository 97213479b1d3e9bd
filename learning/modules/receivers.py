"""Letters about reviews, instead of Wagtail's own: those name the page and quote what was written about it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from .actions.say_something_waits import say_something_waits
from .models import ReviewState


@receiver(task_submitted, sender=ReviewState)
def tell_whoever_has_it(instance: ReviewState, **kwargs: Any) -> None:
    say_something_waits(instance.holder(timezone.localdate()), f"review:{instance.pk}:held")


# Wagtail connects its own letters under these names, after us: a name that is taken is not connected again.
@receiver(task_submitted, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification", weak=False)
@receiver(
    workflow_submitted, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification", weak=False
)
def nothing_more_to_say(**kwargs: Any) -> None:
    """Whoever has the review was told already."""


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification")
@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification")
def tell_whoever_asked(instance: WorkflowState, **kwargs: Any) -> None:
    say_something_waits(instance.requested_by, f"workflow:{instance.pk}:{instance.status}:{_decided(instance)}")


def _decided(instance: WorkflowState) -> int:
    """Sent back twice is two letters."""
    return instance.current_task_state_id or 0
