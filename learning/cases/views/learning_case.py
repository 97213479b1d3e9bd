from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.workforce.search_engines import unlisted

from ..models import LearningCasePage


@require_safe
def learning_case(request: HttpRequest, slug: str) -> HttpResponse:
    """One learning case. Signed out, an unknown case and one for the network are answered alike: sign in first."""
    case = LearningCasePage.objects.live().filter(slug=slug).first()
    if case is not None:
        return case.serve(request)
    gone = LearningCasePage.objects.filter(slug=slug, withdrawn_at__isnull=False).first()
    if gone is not None and request.user.is_authenticated:
        return unlisted(render(request, "cases/withdrawn.html", {"day": gone.withdrawn_at}, status=410))
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
