from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import CaseLibraryPage


@require_safe
def case_library(request: HttpRequest) -> HttpResponse:
    """The case library at its lasting address, wherever its page stands in the tree."""
    return get_object_or_404(CaseLibraryPage.objects.live()).serve(request)
