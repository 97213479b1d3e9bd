"""“Something is wrong in my record at this employer”: said by the person themselves."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.coverage.error_report_forms import report_form
from learning.coverage.permissions import may_report_error
from learning.records.querysets import person_of
from learning.workforce.crumbs import crumb
from learning.workforce.models import Organisation
from learning.workforce.signed_in import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def my_record_report(request: SignedInRequest, organisation: str) -> HttpResponse:
    """To the HR lead of an employer that the person has or had; the address of any other is not found."""
    person = person_of(request.user)
    employer = Organisation.objects.filter(slug=organisation).first()
    today = timezone.localdate()
    if person is None or employer is None or not may_report_error(request.user, employer, person, today):
        raise Http404
    form = report_form(request.POST or None, employer, person, today, module=request.GET.get("module", ""))
    if form.is_bound and form.is_valid():
        form.send(request.user, employer, person)
        return redirect(reverse("my_record") + "#reported")
    context = {
        "organisation": employer,
        "person": person,
        "crumbs": [crumb(_("My record"), "my_record")],
        "form": form,
        "back": reverse("my_record"),
    }
    return render(request, "coverage/error_report.html", context, status=422 if form.errors else 200)
