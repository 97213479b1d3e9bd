from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import LearningCasePage, ModuleLink
from ..models.module_link import MOST
from ..permissions import may_edit_cases

if TYPE_CHECKING:
    from learning.modules.models import Module
    from learning.workforce.models import User


def link_case_to_module(
    case: LearningCasePage, module: Module, learning_point: str, day: dt.date, by: User | None = None
) -> ModuleLink:
    """Say that from `day` on the case teaches the module, for the learning point. `by` None is the site itself.

    Raises:
        PermissionDenied: `by` may not edit cases.
        ValidationError: without a learning point, a second time, or as a fifth link; the message says what to do.
    """
    if by is not None and not may_edit_cases(by, day):
        raise PermissionDenied
    point = learning_point.strip()
    if not point:
        raise ValidationError(_("Say in a few words what the case teaches in this module."))
    with transaction.atomic():
        # The case itself is locked: of a case without a link there is no other row to wait for.
        LearningCasePage.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
        standing = list(ModuleLink.objects.filter(case=case, ended_on=None).standing().only("place", "module"))
        if any(link.module_id == module.pk for link in standing):
            raise ValidationError(_("This case already teaches in that module. End that link first, then link anew."))
        free = sorted(set(range(1, MOST + 1)) - {link.place for link in standing})
        if not free:
            raise ValidationError(
                _("A case teaches in four modules at most, so that each link says something. End one of them first.")
            )
        return ModuleLink.objects.create(
            case=case, module=module, place=free[0], learning_point=point, linked_on=day, recorded_by=by
        )
