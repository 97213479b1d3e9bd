"""Pages of the programme's terms: nobody makes them by hand, and editors write their introductions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.modules.models import HeadingList, SubjectHeading
from learning.workforce.crumbs import crumb

from ..subjects import TITLES, WORDS, family_of, subject_of


@require_safe
def subjects(request: HttpRequest, list_: HeadingList) -> HttpResponse:
    """All terms of one list."""
    context = {"family": family_of(list_), "words": WORDS[list_]}
    return render(request, "portal/subjects.html", context)


@require_safe
def subject(request: HttpRequest, list_: HeadingList, slug: str) -> HttpResponse:
    """One term with its introduction, its modules, and the cases that this reader may see."""
    heading = get_object_or_404(SubjectHeading, list=list_, slug=slug)
    context = {
        "subject": subject_of(heading, request.user, timezone.localdate()),
        "family": family_of(list_, heading),
        "crumbs": [crumb(str(TITLES[list_]), "subjects", list_=list_)],
    }
    return render(request, "portal/subject.html", context)
