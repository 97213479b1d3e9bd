"""The editor's screens for people: whose login is whose opens what somebody wrote for themselves alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from learning.audit.actions.record_event import record

from ..models import Person


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
        person: Person = super().save_instance()  # type: ignore[misc]
        if before != person.user_id:
            logins = {"before": before, "after": person.user_id}
            record("person.login_changed", by=self.request.user, on=person, detail=logins)
        return person


class PersonCreateView(_GuardsTheLogin, generic.CreateView):
    """A new person."""


class PersonEditView(_GuardsTheLogin, generic.EditView):
    """A person's name and login, bettered."""
