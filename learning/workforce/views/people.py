"""The editor's screens for people: whose login is whose opens what somebody wrote for themselves alone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from learning.audit.actions.record_event import record

from ..models import Employment, Person
from .not_saved import KindCreateView, KindEditView


class _GuardsTheLogin:
    """Nobody puts their own login on a person, or takes it off; every other change of a login is kept in the trail."""

    request: Any
    form: Any

    def is_valid(self, form: Any) -> bool:
        own = self.request.user.pk
        if form.is_valid() and "user" in form.changed_data:
            chosen = form.cleaned_data["user"]
            if own in (form.initial.get("user"), chosen and chosen.pk):
                words = _("This is your own login. Ask another administrator: with it moves what a person wrote.")
                form.add_error("user", words)
        return super().is_valid(form)  # type: ignore[misc]  # of the generic view beside this

    def save_instance(self) -> Person:
        before = self.form.initial.get("user")
        person: Person = super().save_instance()  # type: ignore[misc]  # of the generic view beside this
        if before != person.user_id:
            logins = {"before": before, "after": person.user_id}
            record("person.login_changed", by=self.request.user, on=person, detail=logins)
        return person


class PersonIndexView(generic.IndexView):
    """The people, with the posts that each holds today: two queries more, however many people are listed."""

    def get_base_queryset(self) -> models.QuerySet[Any]:
        held = Employment.objects.in_post(timezone.localdate()).order_by("start", "pk")
        posts = Prefetch("employments", held.select_related("organisation", "role_group"), to_attr="posts_today")
        people: models.QuerySet[Any] = super().get_base_queryset().select_related("user")
        return people.prefetch_related(posts)


def organisations_of(person: Any) -> str:
    """Where a listed person works today, each employer once."""
    return ", ".join(dict.fromkeys(str(post.organisation) for post in person.posts_today))


def role_groups_of(person: Any) -> str:
    """The kinds of post that a listed person holds today."""
    return ", ".join(dict.fromkeys(str(post.role_group) for post in person.posts_today))


class PersonCreateView(_GuardsTheLogin, KindCreateView):
    """A new person."""


class PersonEditView(_GuardsTheLogin, KindEditView):
    """A person's name and login, bettered."""
