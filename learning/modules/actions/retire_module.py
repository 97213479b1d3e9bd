"""End a module on a day, with what to take instead; or keep it after all."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..models import Module, ModulePage
from ..permissions import may_retire
from ..signals import module_retired


def retire_module(
    by: User, page: ModulePage, day: dt.date, *, replaced_by: Module | None = None, note: str = ""
) -> Module:
    """From `day` on nobody starts the module anew; whoever began finishes, and what was finished stands.

    What asked for it asks for `replaced_by` from that day, and completions of the old module count for that until
    they run out.

    Raises:
        PermissionDenied: the user may not publish the page.
        ValidationError: the module was never published, or the replacement cannot be taken on that day.
    """
    with transaction.atomic():
        module = _locked(by, page)
        if replaced_by is not None:
            refuse_replacement(module, replaced_by, day)
        module.retired_on, module.replaced_by, module.retirement_note = day, replaced_by, note
        module.save(update_fields=["retired_on", "replaced_by", "retirement_note"])
        record(
            "module.retired",
            by=by,
            on=module,
            detail={"day": day.isoformat(), "replaced_by": replaced_by.pk if replaced_by else None},
        )
        module_retired.send(sender=Module, module=module)
    return module


def keep_module(by: User, page: ModulePage) -> Module:
    """Take the retirement back: the module is offered and asked for as if nothing had been said."""
    with transaction.atomic():
        module = _locked(by, page)
        module.retired_on, module.replaced_by, module.retirement_note = None, None, ""
        module.save(update_fields=["retired_on", "replaced_by", "retirement_note"])
        record("module.kept", by=by, on=module)
        module_retired.send(sender=Module, module=module)
    return module


def refuse_replacement(module: Module, replaced_by: Module, day: dt.date) -> None:
    """Raise ValidationError unless `replaced_by` can be taken on `day` and does not lead back to `module`."""
    if replaced_by.current_version_id is None or replaced_by.is_retired_on(day):
        raise ValidationError(_("Nobody can start “%(title)s” on that day.") % {"title": replaced_by.title})
    after: Module | None = replaced_by
    while after is not None:
        if after.pk == module.pk:
            raise ValidationError(_("“%(title)s” leads back to this module.") % {"title": replaced_by.title})
        after = after.replaced_by


def _locked(by: User, page: ModulePage) -> Module:
    if not may_retire(by, page):
        raise PermissionDenied
    if page.module_id is None:
        raise ValidationError(_("A module that was never published needs no last day: delete the page."))
    return Module.objects.select_for_update(of=("self",)).get(pk=page.module_id)
