"""Say which column of a return's file is which, and which role group each title means; both are remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..models import RememberedColumn, RememberedTitle, ReturnState, RoleGroup, WorkforceReturn
from ..refusals import ReturnRefused
from ..returns.columns import Field, Match, normalised
from ..returns.tables import Table
from ..returns.titles import Basis, suggest_role_group
from .confirm_return import allowed_fields, refuse_sender
from .receive_return import opened


def choose_columns(by: Any, batch: WorkforceReturn, columns: Mapping[str, int]) -> WorkforceReturn:
    """Read the file by these columns, field → index from 0; each heading is remembered for the partner's next file.

    Raises:
        PermissionDenied, ReturnRefused: as for receiving; a field that was not agreed, or one column for two fields.
    """
    row = open_return(by, batch)
    table = opened(row)
    chosen = {Field(name): index for name, index in columns.items()}
    if set(chosen) - allowed_fields(row):
        raise ReturnRefused(_("Your agreement does not name one of these fields, so it is not read. Leave it out."))
    if len(set(chosen.values())) < len(chosen) or any(not 0 <= i < len(table.headers) for i in chosen.values()):
        raise ReturnRefused(_("One column cannot be two things. Choose another column for one of them."))
    with transaction.atomic():
        for heading, field in match_of(table, columns).to_remember().items():
            RememberedColumn.objects.update_or_create(
                organisation=row.organisation, heading=heading[:240], defaults={"field": field}
            )
        row.columns, row.state = {str(field): index for field, index in chosen.items()}, ReturnState.UPLOADED
        row.save(update_fields=["columns", "state"])
        _noted(by, row, "workforce_return.columns_chosen")
    return row


def choose_titles(by: Any, batch: WorkforceReturn, titles: Mapping[str, str | None]) -> WorkforceReturn:
    """Each title of the file means this role group (its slug), or nobody in a return (None); remembered.

    Raises PermissionDenied; ReturnRefused for a role group that there is not.
    """
    row = open_return(by, batch)
    groups = dict(RoleGroup.objects.values_list("slug", "pk"))
    if {slug for slug in titles.values() if slug is not None} - set(groups):
        raise ReturnRefused(_("There is no such role group. Choose one from the list."))
    with transaction.atomic():
        for title, slug in titles.items():
            RememberedTitle.objects.update_or_create(
                organisation=row.organisation,
                title=normalised(title)[:240],
                defaults={"role_group_id": groups[slug] if slug else None},
            )
        row.state = ReturnState.UPLOADED
        row.save(update_fields=["state"])
        _noted(by, row, "workforce_return.titles_chosen")
    return row


def match_of(table: Table, columns: Mapping[str, int]) -> Match:
    """The columns as they were chosen, field → index from 0."""
    match = Match(tuple(table.headers), {}, {})
    for name, index in columns.items():
        match = match.with_column(Field(name), index)
    return match


def known_titles(batch: WorkforceReturn) -> dict[str, str | None]:
    """What this partner's titles mean, by title as `normalised`: the slug of a role group, or None for nobody."""
    rows = RememberedTitle.objects.filter(organisation=batch.organisation)
    return dict(rows.values_list("title", "role_group__slug"))


def certain_titles(batch: WorkforceReturn, counts: Sequence[tuple[str, int]]) -> dict[str, str | None]:
    """Every one of these titles (as `title_counts` gives them) that is certain, normalised: remembered, or word for
    word a role group.
    """
    known, groups = known_titles(batch), dict(RoleGroup.objects.values_list("slug", "title"))
    suggested = {title: suggest_role_group(title, groups, known) for title, _count in counts}
    return {
        normalised(title): one.role_group
        for title, one in suggested.items()
        if one is not None and one.basis != Basis.GUESS
    }


def open_return(by: Any, batch: WorkforceReturn) -> WorkforceReturn:
    """The return as it stands now, for whoever may still change it. Raises PermissionDenied and ReturnRefused."""
    row = WorkforceReturn.objects.select_related("organisation").get(pk=batch.pk)
    refuse_sender(by, row.organisation)
    if not row.is_open:
        raise ReturnRefused(_("This return is no longer open to changes. Upload a new file."))
    return row


def _noted(by: Any, row: WorkforceReturn, action: str) -> None:
    record(action, by=by or ActorKind.SYSTEM, on=row, organisation_id=row.organisation_id)
