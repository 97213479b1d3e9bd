"""Statuses follow the ledger and the workforce: inside the same transaction for single people, by a task for all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from learning.modules.models import EarlierCompletions, Module, ModuleVersion
from learning.modules.signals import module_retired, version_published
from learning.records.models import Completion, Correction
from learning.records.signals import (
    completion_corrected,
    completion_recorded,
    completions_imported,
    completions_withdrawn,
)
from learning.workforce.models import Organisation, RoleGroup
from learning.workforce.signals import levels_changed, people_changed

from .actions.rebuild_statuses import rebuild_statuses
from .tasks import rebuild_all_statuses


@receiver(completion_recorded)
def follow_completion(sender: Any, completion: Completion, **kwargs: Any) -> None:
    rebuild_statuses({completion.person_id})


@receiver(completion_corrected)
def follow_correction(sender: Any, correction: Correction, **kwargs: Any) -> None:
    rebuild_statuses({correction.completion.person_id})


@receiver(completions_imported)
def follow_import(sender: Any, completions: list[Completion], **kwargs: Any) -> None:
    rebuild_statuses({completion.person_id for completion in completions})


@receiver(completions_withdrawn)
def follow_withdrawal(sender: Any, corrections: list[Correction], **kwargs: Any) -> None:
    rebuild_statuses({correction.completion.person_id for correction in corrections})


@receiver(people_changed)
def follow_people(sender: Any, person_ids: set[int], **kwargs: Any) -> None:
    rebuild_statuses(person_ids)


@receiver(levels_changed)
def follow_levels(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(rebuild_all_statuses.enqueue)


@receiver(post_save, sender=Organisation)
@receiver(post_save, sender=RoleGroup)
def follow_configuration(sender: Any, created: bool, **kwargs: Any) -> None:
    """Partner from when to when, and counted or not, decide for everybody there; of a new row there is nobody yet."""
    if not created:
        transaction.on_commit(rebuild_all_statuses.enqueue)


@receiver(version_published)
def follow_version(sender: Any, version: ModuleVersion, **kwargs: Any) -> None:
    if version.earlier_completions != EarlierCompletions.STAND or _stands_for_others(version.module_id):
        transaction.on_commit(rebuild_all_statuses.enqueue)


def _stands_for_others(module_id: int) -> bool:
    """Whether reasons name the module beside another one: it replaced or was replaced, or is a bridge."""
    retired = Module.objects.exclude(replaced_by=None).filter(Q(pk=module_id) | Q(replaced_by=module_id))
    return retired.exists() or ModuleVersion.objects.filter(bridge=module_id).exists()


@receiver(module_retired)
def follow_retirement(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(rebuild_all_statuses.enqueue)
