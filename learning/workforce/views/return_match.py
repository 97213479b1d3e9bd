"""Which column of a return's file is which, and which role group each title means."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions.confirm_return import allowed_fields
from ..actions.match_return import choose_columns, choose_titles, known_titles, match_of
from ..actions.receive_return import opened
from ..actions.start_comparing import start_comparing
from ..forms.returns import ColumnsForm, TitlesForm
from ..models import RoleGroup
from ..permissions import own_return
from ..refusals import ReturnRefused
from ..returns.bounds import Unreadable
from ..returns.columns import Field, normalised
from ..returns.tables import Table
from ..returns.titles import MOST_TITLES, Basis, suggest_role_group, title_counts
from ..signed_in import SignedInRequest
from .return_steps import frame

SAMPLES = 3
pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
@login_required
@never_cache
def workforce_return_columns(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    try:
        table = opened(batch)
    except (ReturnRefused, Unreadable) as refusal:
        messages.error(request, str(refusal))
        return redirect("workforce_returns", organisation)
    allowed = [one for one in Field if one in allowed_fields(batch)]
    match = match_of(table, batch.columns)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        headers=table.headers,
        allowed=allowed,
        chosen=match.columns,
    )
    if request.method == "POST" and form.is_valid():
        missing = match_of(table, form.columns).missing()
        if missing:
            form.add_error(None, missing)
        else:
            try:
                choose_columns(request.user, batch, form.columns)
            except ReturnRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("workforce_return_titles", organisation, uuid)
    context = frame(batch, "columns") | {
        "form": form,
        "table": table,
        "match": match,
        **first_rows(table, match.columns.values()),
    }
    return render(request, "workforce/returns/columns.html", context, status=422 if form.errors else 200)


def first_rows(table: Table, read: Collection[int]) -> dict[str, Any]:
    """The first rows, of the columns alone that are read (counted from 0); of the others the heading, with False."""
    rows = [cells for (_number, cells), _ in zip(table.rows(), range(SAMPLES), strict=False)]
    return {
        "headings": [(heading, column in read) for column, heading in enumerate(table.headers)],
        "samples": [[cell if column in read else None for column, cell in enumerate(cells)] for cells in rows],
    }


@pages
@login_required
@never_cache
def workforce_return_titles(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """Every distinct title, most frequent first; what is certain is chosen already."""
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    try:
        table = opened(batch)
        counts = title_counts(table, match_of(table, batch.columns))
    except (ReturnRefused, Unreadable) as refusal:
        messages.error(request, str(refusal))
        return redirect("workforce_return", organisation, uuid)
    if len(counts) > MOST_TITLES:
        messages.error(request, _too_many(len(counts)))
        return redirect("workforce_return_columns", organisation, uuid)
    groups = dict(RoleGroup.objects.values_list("slug", "title"))
    known = known_titles(batch)
    guesses = {title: suggest_role_group(title, groups, known) for title, _count in counts}
    suggested = {title: guess.role_group for title, guess in guesses.items() if guess is not None}
    form = TitlesForm(
        request.POST if request.method == "POST" else None, titles=counts, role_groups=groups, suggested=suggested
    )
    if request.method == "POST" and form.is_valid():
        try:
            choose_titles(request.user, batch, form.chosen)
            start_comparing(request.user, batch)
        except ReturnRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("workforce_return", organisation, uuid)
    guessed = {title for title, guess in guesses.items() if guess is not None and guess.basis == Basis.GUESS}
    rows = [
        (form[f"title_{number}"], count, title in guessed, normalised(title) in known)
        for number, (title, count) in enumerate(counts)
    ]
    context = frame(batch, "titles") | {"form": form, "rows": rows, "unanswered": len(counts) - len(suggested)}
    return render(request, "workforce/returns/titles.html", context, status=422 if form.errors else 200)


def _too_many(titles: int) -> str:
    return _(
        "The column that you chose for titles holds %(titles)s different ones: is this the right column? At most "
        "%(most)s can be matched. Choose one that many people share, such as job role or staff group. Nothing is lost."
    ) % {"titles": f"{titles:,}", "most": MOST_TITLES}
