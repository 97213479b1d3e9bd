from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import ModuleLink
from ..permissions import may_edit_cases

if TYPE_CHECKING:
    from learning.workforce.models import User


def end_link(link: ModuleLink, day: dt.date, by: User | None = None) -> ModuleLink:
    """Say that from `day` on the case no longer teaches the module; returns the row that now says so.

    Raises:
        PermissionDenied: `by` may not edit cases.
        ValidationError: the link has ended before, or would end before it began.
    """
    if by is not None and not may_edit_cases(by, day):
        raise PermissionDenied
    with transaction.atomic():
        row = ModuleLink.objects.select_for_update().standing().filter(pk=link.pk, ended_on=None).first()
        if row is None:
            raise ValidationError(_("This link has ended already. Nothing was changed."))
        if day < row.linked_on:
            raise ValidationError(_("A link cannot end before the day it was made."))
        return row.supersede_with(timezone.now(), ended_on=day, recorded_by=by)
