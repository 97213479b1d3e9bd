"""For administrators: which rows may be one human being, over all employers; merged with a reason, or taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learning.audit.actions.record_event import record
from learning.workforce.actions.merge_people import merge_people, unmerge_people
from learning.workforce.actions.say_of_pair import say_of_pair
from learning.workforce.crumbs import crumb
from learning.workforce.duplicates import Pair, pair_of, pairs_everywhere
from learning.workforce.keys import key_in
from learning.workforce.models import Employment, Merge, PairOpinion, Person, User
from learning.workforce.permissions import administers_today
from learning.workforce.signed_in import SignedInRequest

from ..actions.close_second_login import close_second_login

PAGE = 20
MOST_MERGES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def duplicates(request: SignedInRequest) -> HttpResponse:
    if not administers_today(request.user):
        raise Http404
    pairs = pairs_everywhere()
    if request.method == "POST":
        return _answered(request, pairs)
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    record("people.duplicates_seen", by=request.user)
    merges = Merge.objects.standing().select_related("person", "into", "recorded_by").order_by("-recorded_at")
    context = {
        "crumbs": [crumb(_("Workforce"), "workforce_home")],
        "page": page,
        "pairs": _shown(page.object_list),
        "merges": merges[:MOST_MERGES],
    }
    return render(request, "portal/duplicates/list.html", context)


@require_POST
@login_required
def duplicates_apart(request: SignedInRequest, person: int) -> HttpResponse:
    """Take a merge back."""
    row = Person.objects.filter(pk=person).exclude(merged_into=None).first()
    if row is None or not administers_today(request.user):
        raise Http404
    unmerge_people(request.user, row)
    messages.success(request, _("They are two again. Nothing that was learnt has changed; statuses are made anew."))
    return redirect("duplicates")


def _answered(request: SignedInRequest, pairs: list[Pair]) -> HttpResponse:
    pair = pair_of(pairs, request.POST.get("pair", ""))
    if pair is None:
        messages.warning(request, _("Somebody answered that one meanwhile."))
        return redirect("duplicates")
    if request.POST.get("said") != "one":
        say_of_pair(request.user, pair.first, pair.second, is_same=False)
        messages.success(request, _("Two people. They are not suggested again."))
        return redirect("duplicates")
    try:
        _merged(request, pair)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("They are read as one person from now on."))
    return redirect("duplicates")


def _merged(request: SignedInRequest, pair: Pair) -> None:
    """Merge the two; of two logins the one that was chosen stays, and the row that has it."""
    logins = {login.pk: login for login in (login_of(pair.first), login_of(pair.second)) if login}
    with transaction.atomic():
        duplicate, into = pair.second, pair.first
        if len(logins) == 2:
            kept = logins.get(key_in(request.POST.get("keep", "")))
            if kept is None:
                raise ValidationError(_("Both sign in. Choose which sign-in stays."))
            closing = next(login for login in logins.values() if login != kept)
            close_second_login(request.user, closing, kept)
        if login_of(pair.second) is not None and login_of(pair.first) is None:
            duplicate, into = pair.first, pair.second
        merge_people(request.user, duplicate, into, request.POST.get("reason", "")[:240])


def login_of(row: Person) -> User | None:
    """The login of this human being, under whichever of their rows, as the database holds it now."""
    return User.objects.filter(Q(person=row) | Q(person__merged_into=row)).first()


def _shown(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """Each pair with the posts of both, their logins, and what HR leads said."""
    chosen = list(pairs)
    keys = {key for pair in chosen for key in pair.keys}
    posts: dict[int, list[Employment]] = defaultdict(list)
    held = Employment.objects.standing().filter(Q(person__in=keys) | Q(person__merged_into__in=keys))
    for post in held.select_related("organisation", "role_group", "person").order_by("-start"):
        posts[post.person.lasting_id].append(post)
    logins: dict[int, User] = {}
    users = User.objects.filter(Q(person__in=keys) | Q(person__merged_into__in=keys)).select_related("person")
    for user in users:
        logins[user.person.lasting_id] = user
    said: dict[tuple[int, int], list[PairOpinion]] = defaultdict(list)
    for opinion in PairOpinion.objects.filter(first__in=keys).select_related("organisation"):
        said[opinion.first_id, opinion.second_id].append(opinion)
    return [
        {
            "pair": pair,
            "rows": [(row, posts[row.pk], logins.get(row.pk)) for row in (pair.first, pair.second)],
            "both_sign_in": all(row.pk in logins for row in (pair.first, pair.second)),
            "said": said[pair.keys],
        }
        for pair in chosen
    ]
