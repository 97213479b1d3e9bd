from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.records.querysets import person_of
from learning.workforce.models import User

from ..my_learning import my_learning_of


@login_required
@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """What is asked of me and why, and one button to go on with it."""
    user = cast("User", request.user)
    person = person_of(user)
    page = my_learning_of(person, user, timezone.localdate()) if person else None
    context = {"person": person, "learning": page, "hour": timezone.localtime().hour}
    response = render(request, "portal/my_learning.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
