from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..models import LearningCasePage


@require_safe
def learning_case(request: HttpRequest, slug: str) -> HttpResponse:
    """One learning case. Signed out, an unknown case and one for the network are answered alike: sign in first."""
    case = LearningCasePage.objects.live().filter(slug=slug).first()
    if case is not None:
        return case.serve(request)
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
