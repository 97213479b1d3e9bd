"""Somebody new, a move, a last day, days away: the forms of a partner without an HR system."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..actions.say_of_person import NewPerson
from ..addresses import addresses_known_to
from ..day_field import DayField
from ..models import Absence, Employment, Organisation, Person, RoleGroup, SharedField, Team
from ..people_here import Here

FARTHEST = dt.timedelta(days=366)
"""How far ahead a first or last day may lie: a slip in the year is caught."""
OF_FIELD = {
    "given_name": SharedField.NAME,
    "family_name": SharedField.NAME,
    "email": SharedField.EMAIL,
    "staff_id": SharedField.STAFF_ID,
    "team": SharedField.TEAM,
}


class Post(forms.Form):
    """Team and kind of post, with the organisation's own teams alone."""

    role_group = forms.ModelChoiceField(
        label=_("Role group"), queryset=RoleGroup.objects.all(), empty_label=_("Choose the nearest")
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )

    def __init__(self, *args: Any, organisation: Organisation, allowed: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        teams = Team.objects.filter(organisation=organisation)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # a ModelChoiceField
        for name, needs in OF_FIELD.items():
            if name in self.fields and needs not in allowed:
                del self.fields[name]


class AddForm(Post):
    """Somebody new; a field that the agreement leaves out is not there."""

    given_name = forms.CharField(label=_("First name"), max_length=120)
    family_name = forms.CharField(label=_("Last name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With it they make their sign-in themselves. Without it, print a code for them."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    staff_id = forms.CharField(label=_("Staff number"), max_length=64, required=False)
    start = DayField(label=_("First day in post"))

    field_order = ("given_name", "family_name", "email", "staff_id", "role_group", "team", "start")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].earliest = dt.date(1950, 1, 1)  # type: ignore[attr-defined]  # a DayField
        self.fields["start"].latest = today + FARTHEST  # type: ignore[attr-defined]  # a DayField
        if "given_name" not in self.fields:
            self.fields["staff_id"].required = True

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        here = Person.objects.ever_at(self.organisation)
        if email and addresses_known_to(self.organisation).filter(email=email, person__in=here).exists():
            raise ValidationError(_("Somebody of yours has this address already. Look under People."))
        return email

    def clean_staff_id(self) -> str:
        staff_id = str(self.cleaned_data["staff_id"]).strip()
        posts = Employment.objects.standing().confirmed().filter(organisation=self.organisation)
        if staff_id and posts.filter(staff_id=staff_id).exists():
            raise ValidationError(_("Somebody of yours has this number already. Look under People."))
        return staff_id

    def new(self) -> NewPerson:
        return NewPerson(**self.cleaned_data)


class MoveForm(Post):
    """Another kind of post or team, from a day on."""

    day = DayField(label=_("From"), help_text=_("The first day in the new post or team. What was before stays."))

    def __init__(self, *args: Any, post: Employment, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"role_group": post.role_group_id, "team": post.team_id, "day": today}
        super().__init__(*args, **kwargs)
        self.post = post
        _bound(self.fields["day"], post.start, min(post.left or dt.date.max, today + FARTHEST))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        same = given.get("role_group") == self.post.role_group and given.get("team", self.post.team) == self.post.team
        if not self.errors and same:
            raise ValidationError(_("That is the post they have. Choose another role group or team."))
        if not self.errors and self.post.left and given["day"] >= self.post.left:
            self.add_error("day", _("This post ends before that day."))
        return given


class EndForm(forms.Form):
    """The last day in one post, or in all of them."""

    ALL = "all"
    which = forms.ChoiceField(label=_("Which post ends?"), widget=forms.RadioSelect)
    last_day = DayField(label=_("Last day in post"), help_text=_("The last day on which they work for you."))

    def __init__(self, *args: Any, posts: Sequence[Employment], today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"which": self.ALL, "last_day": today}
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        if len(posts) > 1:
            named = [(key, str(post.role_group)) for key, post in self.posts.items()]
            choices = [(self.ALL, str(_("All of them: they leave us"))), *named]
            self.fields["which"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["which"]
        _bound(self.fields["last_day"], min(post.start for post in posts), today + FARTHEST)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and any(post.start > given["last_day"] for post in self.ending()):
            self.add_error("last_day", _("One of these posts begins after that day. Choose a later one, or undo it."))
        return given

    def ending(self) -> list[Employment]:
        which = self.cleaned_data.get("which", self.ALL)
        return [post for key, post in self.posts.items() if which in (self.ALL, key)]


class AwayForm(forms.Form):
    """The days away, both inclusive; never why."""

    away_from = DayField(label=_("Away from"), help_text=_("The first day away. Never write why."))
    away_to = DayField(
        label=_("Away to"), required=False, help_text=_("The last day away; leave it empty if nobody knows yet.")
    )

    def __init__(
        self, *args: Any, absence: Absence | None, others: Sequence[Absence], today: dt.date, **kwargs: Any
    ) -> None:
        if absence is not None:
            kwargs["initial"] = {"away_from": absence.away_from, "away_to": absence.away_to}
        super().__init__(*args, **kwargs)
        self.others = others
        for name in ("away_from", "away_to"):
            _bound(self.fields[name], dt.date(1990, 1, 1), today + 3 * FARTHEST)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("away_from"), given.get("away_to")
        if first is None or self.errors:
            return given
        if last is not None and last < first:
            self.add_error("away_to", _("The last day away cannot be before the first."))
        for other in self.others:
            ends = other.away_to or dt.date.max
            if first <= ends and other.away_from <= (last or dt.date.max):
                words = _("They are away from %(first)s already. Choose days that do not meet those.")
                self.add_error("away_from", words % {"first": date_format(other.away_from, "j F Y")})
        return given


class FindForm(forms.Form):
    """Which of the own people to list."""

    SHOW = (
        ("", _("In post now")),
        ("coming", _("Still to begin")),
        ("left", _("Left")),
        ("away", _("Away now")),
        ("no_login", _("Without a sign-in")),
    )
    q = forms.CharField(label=_("Name or staff number"), required=False, max_length=80)
    show = forms.ChoiceField(label=_("Show"), choices=SHOW, required=False)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("All teams")
    )
    role_group = forms.ModelChoiceField(
        label=_("Role group"), queryset=RoleGroup.objects.all(), required=False, empty_label=_("All role groups")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(organisation=organisation)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; what cannot be read counts as not asked."""
        self.is_valid()
        return self.cleaned_data


def _bound(field: forms.Field, earliest: dt.date, latest: dt.date) -> None:
    field.earliest, field.latest = earliest, latest  # type: ignore[attr-defined]  # a DayField


def held_by(here: Here) -> list[Employment]:
    """The posts of theirs that have not ended yet on the day, those that begin later too, the first one first."""
    return [post for post in reversed(here.posts) if post.left is None or post.left > here.day]
