"""Whether an employer's people are reminded, and what was sent to them: counts and days, and no mail's text."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.agreements import grade_on
from learning.workforce.models import Grade, Organisation
from learning.workforce.people_here import Here, with_posts
from learning.workforce.permissions import may_see_coverage
from learning.workforce.signed_in import SignedInRequest

from ..actions.set_reminders import set_reminders
from ..digest_log import SHOWN_WEEKS, digests_by_day, undelivered_to
from ..models import ReminderSetting
from ..permissions import organisation_to_remind
from ..reminder_form import ReminderForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def reminders(request: SignedInRequest, organisation: str) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    employer = organisation_to_remind(request.user, organisation, today)
    setting = ReminderSetting.objects.select_related("recorded_by").of(employer, today)
    form = ReminderForm(request.POST if request.method == "POST" else None, setting=setting)
    if request.method == "POST" and form.is_valid():
        set_reminders(request.user, employer, today, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from today on."))
        return redirect("coverage_reminders", organisation=employer.slug)
    may_see_names = may_see_coverage(request.user, employer, today)
    context = {
        "organisation": employer,
        "setting": setting,
        "form": form,
        "days": digests_by_day(employer, now, today),
        "weeks": SHOWN_WEEKS,
        "may_see_names": may_see_names,
        "undelivered": _undelivered(employer, now, today) if may_see_names else [],
    }
    return render(request, "coverage/reminders.html", context, status=422 if form.errors else 200)


def _undelivered(employer: Organisation, now: dt.datetime, today: dt.date) -> list[Here]:
    """Who was not reached, as the employer calls them; nobody where it returns headcounts alone."""
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return []
    return with_posts(undelivered_to(employer, now, today), employer, today)
