"""Every piece of the look in every state, on one page, with invented words."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from learning.workforce.day_field import DayField
from learning.workforce.ground import Ground
from learning.workforce.models import Grade

from ..permissions import may_see_design

STEPS = [
    {"state": "done", "title": "What adultification is", "href": "#thread"},
    {"state": "done", "title": "Hear it in words, see it in decisions", "href": "#thread"},
    {
        "state": "now",
        "title": "A child in the record",
        "href": "#thread",
        "note": "Content note; another route is there",
    },
    {"state": "todo", "title": "Stay curious, and make challenge safe"},
    {"state": "todo", "title": "Take it to your team"},
]
TIMELINE = [
    {
        "state": "done",
        "date": dt.date(2025, 12, 8),
        "title": "Completed: Adultification",
        "note": "Version 1.0, online.",
    },
    {"state": "gap", "date": dt.date(2025, 6, 1), "title": "Away", "note": "The reason is not stored."},
    {"state": "done", "date": dt.date(2020, 1, 6), "title": "Started as staff nurse", "note": "Level 2 asked."},
]
COLOURS = [
    ("ink", "ink"), ("ink-soft", "ink-soft"), ("paper", "paper"), ("card", "card"), ("line", "line"),
    ("line-strong", "line-strong"), ("teal", "teal"), ("teal-deep", "teal-deep"), ("teal-wash", "teal-wash"),
    ("amber", "amber"), ("amber-wash", "amber-wash"), ("plum", "plum"), ("plum-wash", "plum-wash"), ("moss", "moss"),
    ("moss-wash", "moss-wash"), ("brick", "brick"), ("brick-wash", "brick-wash"), ("focus", "focus"),
]  # fmt: skip
DAY = dt.date(2026, 2, 28)
GROUNDS = [
    Ground(Grade.NAMED, DAY, dt.date(2026, 2, 24), dt.date(2026, 2, 25)),
    Ground(Grade.STAFF_NUMBER, DAY, dt.date(2026, 1, 19), dt.date(2026, 1, 20)),
    Ground(Grade.HEADCOUNT, DAY, dt.date(2026, 1, 31), dt.date(2026, 2, 3)),
    Ground(Grade.NAMED, DAY),
]
STATUS_NAMES = ["current", "due_soon", "not_yet", "expired", "not_asked", "in_grace", "away"]
CELLS = [
    ("Trauma and violence: a shared starting point", "Frontline", 188, 197, 23, 5, 4),
    ("Six principles in everyday contact", "Frontline", 175, 197, 14, 19, 3),
]


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name of the team"), help_text=_("As your organisation writes it"))
    about = forms.CharField(label=_("What it does"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("Choose one")), ("health", _("Health")), ("police", _("Police"))]
    )
    route = forms.ChoiceField(
        label=_("How did you reflect?"),
        choices=[("here", _("I write it here")), ("paper", _("On paper or with my supervisor"))],
        widget=forms.RadioSelect,
    )
    principles = forms.MultipleChoiceField(
        label=_("Which principles does it show?"),
        help_text=_("Choose all that fit"),
        choices=[("safety", _("Safety")), ("trust", _("Trust")), ("choice", _("Choice"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = DayField(label=_("In post since"), help_text=_("For example 6 January 2020"), latest=dt.date(2026, 2, 28))
    agreed = forms.BooleanField(label=_("The team has agreed to this"))


@login_required
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The page of all pieces, for people with a staff role."""
    if not may_see_design(request.user):
        raise PermissionDenied
    return render(request, "portal/design.html", _pieces(request))


def _pieces(request: HttpRequest) -> dict[str, Any]:
    wrong = {
        "name": "",
        "route": "",
        "since_day": "31",
        "since_month": "2",
        "since_year": "2026",
        "principles": ["trust"],
    }
    return {
        "steps": STEPS,
        "timeline": TIMELINE,
        "colours": COLOURS,
        "statuses": STATUS_NAMES,
        "cells": CELLS,
        "crumbs": [{"title": _("Start"), "href": "/"}],
        "other_route": {"title": "Two versions of one note", "href": "#content-note"},
        "action": {"title": _("Look through the catalogue"), "href": "#empty"},
        "as_at": DAY,
        "grounds": GROUNDS,
        "saved_at": dt.time(12, 4),
        "consequences": [_("412 people stop seeing it in their list."), _("Certificates they hold stay valid.")],
        "page": Paginator(range(240), 10).get_page(request.GET.get("page", "7")),
        "form": SpecimenForm(prefix="empty", initial={"since": dt.date(2020, 1, 6), "route": "here"}),
        "wrong_form": SpecimenForm(wrong, auto_id="wrong_%s"),
    }
