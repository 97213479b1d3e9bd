"""What a person says of themselves: where they work, and which rows of employers' returns are them too."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learning.records.querysets import person_of
from learning.workforce.actions.declare_post import Declared, declare_post, take_back_declared
from learning.workforce.actions.join_person import confirm_row, rows_to_ask
from learning.workforce.actions.merge_people import unmerge_people
from learning.workforce.actions.say_of_pair import say_of_pair
from learning.workforce.models import Employment, Person
from learning.workforce.signed_in import SignedInRequest

from ..join_forms import PostForm
from ..own_rows import ROWS_TO_ASK, proven_addresses


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def own_post(request: SignedInRequest) -> HttpResponse:
    """Where do you work? Learning begins at once; the employer's HR team is asked."""
    user = request.user
    person = person_of(user)
    form = PostForm(
        request.POST or None,
        today=timezone.localdate(),
        has_name=person is not None,
        initial={"given_name": user.first_name, "family_name": user.last_name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            declare_post(user, Declared(**form.cleaned_data), next(iter(proven_addresses(user)), user.email))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = _("Thank you. You can learn at once; %(organisation)s is asked to confirm that you work there.")
            messages.success(request, words % {"organisation": form.cleaned_data["organisation"]})
            return redirect("my_learning")
    return render(request, "portal/join/post.html", {"form": form})


@require_POST
@login_required
def own_post_take_back(request: SignedInRequest, post: int) -> HttpResponse:
    row = Employment.objects.filter(pk=post).first()
    if row is None:
        raise Http404
    try:
        take_back_declared(request.user, row)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("Taken back. What you learnt stays yours."))
    return redirect("my_record")


@require_POST
@login_required
def own_row(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Is this row you too? Yes joins it, no is remembered."""
    user = request.user
    emails = proven_addresses(user)
    row = next((one for one in rows_to_ask(user, emails) if one.uuid == uuid), None)
    if row is None:
        raise Http404
    if request.POST.get("said") == "yes":
        try:
            confirm_row(user, row, emails)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Thank you: it is on your record now."))
    elif (own := person_of(user)) is not None:
        say_of_pair(user, own.merged_into or own, row, is_same=False)
        messages.success(request, _("Thank you. We do not ask you again."))
    request.session[ROWS_TO_ASK] = bool(rows_to_ask(user, emails))
    return redirect("my_record")


@require_POST
@login_required
def own_row_apart(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take back that a row is oneself: only what one said oneself."""
    own = person_of(request.user)
    row = Person.objects.filter(uuid=uuid, merged_into=own.lasting_id).first() if own else None
    if row is None:
        raise Http404
    try:
        unmerge_people(request.user, row)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("Taken apart again."))
    return redirect("my_record")
