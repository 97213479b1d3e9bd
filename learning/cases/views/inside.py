from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.workforce.search_engines import unlisted

from ..inside import reading
from ..models import LearningCasePage


@login_required
@require_safe
def case_inside(request: HttpRequest, case: int) -> HttpResponse:
    """A learning case as it reads inside a module: a piece of a page, for htmx."""
    found = LearningCasePage.objects.visible_to(request.user, timezone.localdate()).filter(id=case).first()
    return unlisted(HttpResponse(reading(found)))
