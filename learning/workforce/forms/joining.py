"""What HR says of somebody who declared a post."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..actions.answer_declared import LONGEST_WORD, Post
from ..day_field import DayField
from ..models import Employment, Organisation, Person, RoleGroup, Team
from ..people_here import Here

AS_NEW, BY_NUMBER = "new", "number"


class ConfirmForm(forms.Form):
    """Who of the employer's people this is, or that it is somebody new, and then the post as the employer states it."""

    who = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)
    staff_id = forms.CharField(
        label=_("Staff number"),
        required=False,
        max_length=64,
        help_text=_("To find somebody of your return by it, or as the number of a new person."),
    )
    role_group = forms.ModelChoiceField(
        label=_("Role group"),
        queryset=RoleGroup.objects.all(),
        help_text=_("For a new person; somebody of your return keeps what the return says."),
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )
    start = DayField(label=_("First day in post"))

    def __init__(
        self, *args: Any, post: Employment, suggested: list[Here], organisation: Organisation, today: dt.date, **kw: Any
    ) -> None:
        kw.setdefault("initial", {"role_group": post.role_group_id, "start": post.start, "who": AS_NEW})
        super().__init__(*args, **kw)
        self.organisation, self.today = organisation, today
        self.suggested = {str(one.person.pk): one.person for one in suggested}
        choices = [(str(one.person.pk), _said(one)) for one in suggested]
        choices += [
            (BY_NUMBER, str(_("Somebody of our return, by the staff number below"))),
            (AS_NEW, str(_("Somebody new: not in our return yet"))),
        ]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if suggested:
            self.initial["who"] = choices[0][0]
        self.fields["team"].queryset = Team.objects.filter(organisation=organisation)  # type: ignore[attr-defined]  # of teams

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("who") == BY_NUMBER:
            given["person"] = self._by_number(given.get("staff_id", ""))
        elif given.get("who") in self.suggested:
            given["person"] = self.suggested[given["who"]]
        return given

    def _by_number(self, staff_id: str) -> Person | None:
        here = Person.objects.working_at(self.organisation, self.today).without_login()
        posts = Employment.objects.in_post(self.today).confirmed().filter(organisation=self.organisation)
        held = posts.filter(staff_id=staff_id.strip()).values_list("person__merged_into_id", "person_id")
        found = list(here.filter(pk__in={merged or own for merged, own in held})) if staff_id.strip() else []
        if len(found) != 1:
            words = _("Nobody of yours who cannot sign in yet has this number. Check it, or choose another way.")
            self.add_error("staff_id", ValidationError(words))
            return None
        return found[0]

    def stated(self) -> Post:
        given = self.cleaned_data
        return Post(given["role_group"], given["start"], given["team"], given["staff_id"].strip())


class DeclineForm(forms.Form):
    """What HR wants to tell somebody whom it does not know in that post."""

    word = forms.CharField(
        label=_("A word of your own"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes into the letter that tells them. For example whom they can ask."),
    )


def _said(one: Here) -> str:
    post = one.post
    parts = [one.name, one.number_beside, str(post.role_group) if post else ""]
    return " · ".join(part for part in parts if part)
