from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.records.querysets import person_of
from learning.workforce.signed_in import SignedInRequest

from ..coming import coming_for
from ..my_learning import my_learning_of
from ..own_rows import ROWS_TO_ASK
from ..permissions import roles_today


@require_safe
@login_required
@never_cache
def my_learning(request: SignedInRequest) -> HttpResponse:
    """What is asked of me and why, and one button to go on with it."""
    person = person_of(request.user)
    page = my_learning_of(person, request.user, timezone.localdate()) if person else None
    context = {
        "person": person,
        "learning": page,
        "hour": timezone.localtime().hour,
        "asked_about_rows": request.session.get(ROWS_TO_ASK, False),
        "coming": coming_for(roles_today(request.user)),
    }
    return render(request, "portal/my_learning.html", context)
